"""Questions to the district: asked, looked into, answered without a word about anybody else."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError
from core.paging import page_of
from members.doubles import asking
from members.doubles.people import chapter_names
from members.forms.merging import AskForm
from members.models import Comparison, Member
from members.views.pages import CHANGE, answer, the_member, typed


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """The same page whether or not there is another record anywhere."""
    member = the_member(request, pk)
    form = AskForm(typed(request))
    return answer(
        request,
        form,
        lambda: asking.ask_to_compare(member_id=pk, by=request.user, **form.cleaned_data),
        said=_("The district has been asked to compare."),
        then="members:comparisons",
        title=_("Ask the district to compare"),
        who=member,
        back=member.get_absolute_url(),
    )


@require(CHANGE)
@require_GET
def comparisons(request):
    """What her chapter has asked, or what her district is asked: waiting ones first."""
    rows = Comparison.objects.visible_to(request.user).waiting_first()
    page = page_of(rows.select_related("unit", "recorded_by", "answered_by"), request)
    hers = Comparison.objects.answerable_by(request.user).filter(pk__in=[row.pk for row in page])
    parts = {"page": page, "answerable": set(hers.values_list("pk", flat=True))}
    return render(request, "members/comparisons.html", parts)


@require(CHANGE)
@require_GET
def comparison(request, pk):
    """To the chapter its own question and the answer; to the district also whom it may be."""
    rows = Comparison.objects.select_related(
        "unit", "to_unit", "recorded_by", "answered_by", "member__home_unit", "member__household"
    )
    asked = get_visible_or_404(rows, request, CHANGE, pk=pk)
    mine = Comparison.objects.answerable_by(request.user).filter(pk=pk).exists()
    found = asking.candidates(asked, request.user) if mine else []
    chapters = chapter_names([row.home_unit for row, _likeness in found])
    here = Member.objects.visible_to(request.user).filter(pk=asked.member_id)
    parts = {
        "asked": asked,
        "mine": mine,
        "found": [(row, chapters[row.home_unit_id], likeness) for row, likeness in found],
        "woman": here.select_related("home_unit", "household").first(),
    }
    return render(request, "members/comparison.html", parts)


@require(CHANGE)
@require_POST
def different(request, pk):
    """The district answers that she stands in no other book."""
    asked = get_visible_or_404(Comparison, request, CHANGE, pk=pk)
    try:
        asking.answer_different(comparison_id=asked.pk, by=request.user)
        messages.success(request, _("The chapter has its answer."))
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("members:comparisons")
