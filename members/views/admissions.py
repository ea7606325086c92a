"""Admission lists: drawn up, woman by woman, and sent in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.scope import get_visible_or_404, openable, working_unit
from core.exceptions import DomainError
from core.http import row_key
from core.paging import page_of
from members import admissions
from members.enums import AdmissionState, Ended
from members.forms.admissions import (
    AdmissionFilterForm,
    EntryForm,
    ListForm,
    ReturningForm,
)
from members.models import AdmissionEntry, AdmissionList, Member
from members.state import state_of
from members.views.pages import CHANGE, VIEW, answer, attempt, render_form, typed

PAGE = ["GET", "POST"]
MOST_FOUND = 20
OPEN = (AdmissionState.DRAFT, AdmissionState.SUBMITTED)


@require(VIEW)
@require_GET
def admission_lists(request):
    """Lists of the unit, the latest first."""
    unit = working_unit(request, VIEW)
    asked = AdmissionFilterForm(request.GET, user=request.user, under=unit)
    rows = AdmissionList.objects.visible_to(request.user).select_related("unit").counted()
    rows = asked.narrow(rows.under(unit) if unit else rows).order_by("-drawn_on", "-pk")
    parts = {"page": page_of(rows, request), "asked": asked, "unit": unit}
    return render(request, "members/admissions.html", parts)


@require(VIEW)
@require_GET
def admission_list(request, pk):
    """One list: who stands on it, who cannot be admitted and why, and what comes next."""
    listed = the_list(request, pk, VIEW)
    entries = AdmissionEntry.objects.visible_to(request.user).filter(admission=listed)
    entries = list(entries.select_related("unit", "member__home_unit").of_list())
    parts = {
        "listed": listed,
        "women": _with_faults(entries, listed, request.user),
        "openable": openable([e.member for e in entries if e.member], request.user),
        "decidable": _decidable(request.user).filter(pk=pk).exists(),
        "is_mine": listed.submitted_by_id == request.user.pk,
    }
    return render(request, "members/admission.html", parts)


def _decidable(user):
    return AdmissionList.objects.visible_to(user).decidable_by(user)


def _with_faults(entries, listed, user):
    """Pairs of an entry and the sentences that say why she cannot be admitted today."""
    faults = {}
    if listed.state in OPEN:
        for fault in admissions.faults_of(entries, timezone.localdate(), user):
            faults.setdefault(fault.entry.pk, []).append(fault.words)
    return [(entry, faults.get(entry.pk, [])) for entry in entries]


def the_list(request, pk, permission=CHANGE):
    """The list that the page is about, or 404."""
    rows = AdmissionList.objects.select_related(
        "unit", "recorded_by", "submitted_by", "decided_by", "withdrawn_by"
    )
    return get_visible_or_404(rows, request, permission, pk=pk)


@require(CHANGE)
@require_http_methods(PAGE)
def admission_new(request):
    form = ListForm(typed(request), user=request.user, under=working_unit(request, CHANGE))
    if form.is_bound and form.is_valid():
        listed = attempt(form, lambda: admissions.draw_up_list(by=request.user, **form.answers()))
        if listed:
            messages.success(request, _("The list stands. Now add the women."))
            return redirect(listed)
    parts = {"title": _("New admission list"), "back": "members:admissions"}
    return render_form(request, "members/act.html", form, **parts)


@require(CHANGE)
@require_http_methods(PAGE)
def admission_edit(request, pk):
    listed = the_list(request, pk)
    form = ListForm(typed(request), user=request.user, listed=listed)
    return answer(
        request,
        form,
        lambda: admissions.update_list(list_id=pk, by=request.user, **form.answers()),
        said=_("Saved."),
        then=listed,
        title=_("Branch and day of the list"),
        back=listed.get_absolute_url(),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def admission_add(request, pk):
    """A woman who is new in the book; one after the other without leaving the page."""
    listed = the_list(request, pk)
    form = EntryForm(typed(request), user=request.user, listed=listed)
    if form.is_bound and form.is_valid():
        add = attempt(
            form, lambda: admissions.add_woman(list_id=pk, by=request.user, **form.answers())
        )
        if add:
            messages.success(request, _("%(name)s stands on the list.") % {"name": add})
            return redirect(request.path if "more" in request.POST else listed)
    parts = {
        "title": _("Add a woman"),
        "lead": capfirst(str(listed)),
        "back": listed.get_absolute_url(),
    }
    return render_form(request, "members/act.html", form, **parts)


@require(CHANGE)
@require_http_methods(PAGE)
def admission_return(request, pk):
    """Find a woman who was a member before, and put her on the list."""
    listed = the_list(request, pk)
    if request.method == "POST":
        return _add_former(request, listed)
    words, today = request.GET.get("q", "").strip(), timezone.localdate()
    rows = Member.objects.visible_to(request.user, CHANGE).named().not_active_on(today)
    rows = rows.exclude(memberships__ended_as=Ended.DIED).with_state(today)
    if words:
        found, _more = rows.found(words, MOST_FOUND)
    else:
        found = rows.under(listed.unit).in_name_order()[:MOST_FOUND]
    parts = {"listed": listed, "words": words, "found": [(w, state_of(w)) for w in found]}
    return render(request, "members/admission_return.html", parts)


def _add_former(request, listed):
    number = row_key(request.POST.get("member", ""))
    add = _do(
        request,
        lambda: admissions.add_former_member(list_id=listed.pk, member_id=number, by=request.user),
    )
    if add:
        messages.success(request, _("%(name)s stands on the list.") % {"name": add})
        return redirect(listed)
    return redirect(request.get_full_path())


@require(CHANGE)
@require_http_methods(PAGE)
def admission_entry(request, pk, entry):
    listed = the_list(request, pk)
    row = _entry(request, listed, entry)
    asks = ReturningForm if row.is_returning else EntryForm
    form = asks(typed(request), user=request.user, listed=listed, entry=row)
    return answer(
        request,
        form,
        lambda: admissions.update_entry(
            list_id=pk, entry_id=entry, by=request.user, **form.answers()
        ),
        said=_("Saved."),
        then=listed,
        title=row.full_name,
        lead=capfirst(str(listed)),
        back=listed.get_absolute_url(),
    )


def _entry(request, listed, entry):
    row = AdmissionEntry.objects.visible_to(request.user, CHANGE).filter(admission=listed)
    if (found := row.filter(pk=entry).first()) is None:
        raise Http404
    return found


@require(CHANGE)
@require_POST
def admission_drop(request, pk, entry):
    listed = the_list(request, pk)
    _entry(request, listed, entry)
    said = _("She has been taken off the list.")
    return _press(request, listed, admissions.drop_entry, said, entry_id=entry)


@require(CHANGE)
@require_POST
def admission_submit(request, pk):
    said = _("Sent in. The lead of the chapter approves it.")
    return _press(request, the_list(request, pk), admissions.submit_list, said)


@require(CHANGE)
@require_POST
def admission_recall(request, pk):
    said = _("The list is in your hands again.")
    return _press(request, the_list(request, pk), admissions.recall_list, said)


@require(CHANGE)
@require_POST
def admission_discard(request, pk):
    listed, said = the_list(request, pk), _("The draft has been thrown away.")
    return _press(request, listed, admissions.discard_list, said, then="members:admissions")


def _press(request, listed, act, said, then=None, **about):
    """One button of a list: `act` is done and `said` told; when a rule refuses, that is told."""
    if not _do(request, lambda: act(list_id=listed.pk, by=request.user, **about)):
        return redirect(listed)
    messages.success(request, said)
    return redirect(then or listed)


def _do(request, write):
    """What one button asks; a rule that refuses is told on the next page, and None returned."""
    try:
        return write()
    except DomainError as refused:
        messages.error(request, refused.message)
    return None
