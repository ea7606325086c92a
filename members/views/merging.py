"""Two records are compared, merged, and parted again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError
from members.doubles import decide
from members.doubles.merge import merge_members
from members.doubles.part import part_again, women_of
from members.doubles.preview import result_of, side_of
from members.forms.merging import MergeForm, PointOutForm
from members.models import Double, Member, Merge
from members.views.pages import CHANGE, attempt, render_form, the_member, typed

PAGE = ["GET", "POST"]


@require(CHANGE)
@require_http_methods(PAGE)
def compare(request, pk):
    """Question by question; first the result is shown, then it is done."""
    pair = get_visible_or_404(Double.objects.with_women(), request, pk=pk)
    sides = [side_of(woman, request.user) for woman in (pair.first, pair.second)]
    latest = [side.spells[0] if side.spells else None for side in sides]
    form = MergeForm(typed(request), kept=pair.first, gone=pair.second, spells=latest)
    result = None
    if form.is_bound and form.is_valid():
        wanted = {"versions": form.versions, "wish": form.wish(), "by": request.user}
        if "merge" in request.POST:
            if merge := _attempt(form, pair, lambda: merge_members(pair_id=pk, **wanted)):
                messages.success(request, _("The two records are one now."))
                return redirect(merge)
        elif result := _attempt(form, pair, lambda: result_of(pair=pair, **wanted)):
            form.show_result()
    parts = {"pair": pair, "sides": sides, "result": result}
    return render_form(request, "members/compare.html", form, **parts)


def _attempt(form, pair, write):
    try:
        return attempt(form, write)
    finally:
        form.renew(pair.first, pair.second)


@require(CHANGE)
@require_GET
def merged(request, pk):
    """What became one, by whom; and the way back."""
    rows = Merge.objects.select_related("merged_by", "undone_by", "unit", "gone_unit")
    merge = get_visible_or_404(rows, request, CHANGE, pk=pk)
    stays = Member.objects.visible_to(request.user).filter(pk=merge.kept_number)
    parts = {
        "merge": merge,
        "women": women_of(merge),
        "stays": stays.select_related("home_unit").first(),
    }
    return render(request, "members/merged.html", parts)


@require(CHANGE)
@require_POST
def part(request, pk):
    """Take a merging back, or say what rests on it."""
    merge = get_visible_or_404(Merge, request, CHANGE, pk=pk)
    try:
        part_again(merge_id=merge.pk, by=request.user)
        messages.success(request, _("Both records are as they were before."))
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(merge)


@require(CHANGE)
@require_http_methods(PAGE)
def point_out(request, pk):
    """Two records that no search proposes: she quotes the number of the other one."""
    member = the_member(request, pk)
    form = PointOutForm(typed(request))
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["number"]
        pair = attempt(
            form, lambda: decide.point_out(member_id=pk, other_id=other, by=request.user)
        )
        if pair:
            return redirect("members:compare", pair.pk)
    return render_form(request, "members/act.html", form, title=_("The same woman as…"), who=member)
