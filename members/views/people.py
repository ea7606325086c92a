"""Look at a member's record, write a new one, edit."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from audit.history import histories_of, history_of, snapshot_model
from audit.log import record
from audit.models import Verb
from chapters.scope import get_visible_or_404, holds_at, working_unit
from core.exceptions import DomainError, StaleEdit
from core.http import safe_next, wants_part
from core.identity import doubts
from members.corrected import SPELL, STANDING, corrections_of
from members.doubles.asking import ask_to_compare
from members.doubles.merge import survivor_of
from members.enums import MembershipKind, StandingKind
from members.forms.people import EditMemberForm, NewMemberForm, SensitiveForm
from members.late import mark_late
from members.models import AdmissionList, Double, Member, Membership, Standing, Transfer
from members.services import admit_member, update_member
from members.services.people import state_at
from members.state import state_of, woman_line
from members.views.pages import (
    CHANGE,
    REVEAL,
    VIEW,
    answer,
    attempt,
    render_form,
    the_member,
    typed,
)


@require(VIEW)
@require_GET
def member_detail(request, pk):
    """Her record; the number of one that was merged away leads to the one that stayed."""
    try:
        member = _with_her_life(request, pk)
    except Http404:
        return redirect(get_visible_or_404(Member, request, VIEW, pk=survivor_of(pk)))
    if member.anonymised_on:
        return render(request, "members/anonymised.html", {"member": member})
    parts = {
        "member": member,
        "tags": state_of(member),
        "spells": member.spells,
        "hers": {s.pk for s in member.spells if holds_at(request.user, CHANGE, s.unit)},
        **_standings_of(member),
        "held": {standing.kind for standing in member.standings_now},
        "consents": member.consents.all(),
        "today": timezone.localdate(),
        **_requests_of(member),
        "lists": _lists_of(member, request.user),
        "waiting": Transfer.objects.visible_to(request.user)
        .waiting()
        .filter(member=member)
        .select_related("to_unit")
        .first(),
        "is_member": bool(member.spells and member.spells[0].during.upper is None),
    }
    return render(request, "members/detail.html", parts)


def _are_proposed(user):
    """Whether there are pairs with her that `user` may see; of others not even that is told."""
    pairs = Double.objects.visible_to(user).proposed()
    return Exists(pairs.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))))


def _with_her_life(request, pk):
    rows = Member.objects.with_life().annotate(has_doubles=_are_proposed(request.user))
    member = get_visible_or_404(rows, request, VIEW, pk=pk)
    today = timezone.localdate()
    member.standings_now = [held for held in member.standings.all() if today in held.during]
    return member


def _standings_of(member):
    """Her standings, and those that were taken out. Each fact tells how it was corrected, and for
    which quarter it came too late."""
    standings = [held for held in member.standings.all() if held.kind != StandingKind.PARTY]
    corrections = corrections_of(member)
    for spell in member.spells:
        spell.corrections = corrections.pop((SPELL, spell.pk), [])
    for standing in standings:
        standing.corrections = corrections.pop((STANDING, standing.pk), [])
    mark_late(member.spells, standings)
    return {"standings": standings, "withdrawn": list(corrections.values())}


def _lists_of(member, user):
    """Keys of the admission lists that began a spell of hers, as far as `user` may read them."""
    named = {spell.admission_id for spell in member.spells} - {None}
    lists = AdmissionList.objects.visible_to(user).filter(pk__in=named)
    return set(lists.values_list("pk", flat=True)) if named else set()


def _requests_of(member):
    """What she asked about her data, and the restriction in force, in one statement."""
    requests = list(member.data_requests.by_deadline())
    restricting = next((asked for asked in requests if asked.is_restricting), None)
    return {"requests": requests, "restricted": restricting}


@require(REVEAL)
@require_POST
def member_reveal(request, pk):
    """The sensitive part in clear, once; that it was read goes on the trail."""
    rows = Member.objects.named().select_related("ethnicity", "religion", "home_unit")
    member = get_visible_or_404(rows, request, REVEAL, pk=pk)
    fields = [*Member.SENSITIVE, "party"]
    record(
        Verb.REVEALED,
        by=request.user,
        target=member,
        unit=member.home_unit,
        details={"fields": fields},
    )
    party, corrections = member.standings.filter(kind=StandingKind.PARTY), []
    for held in corrections_of(member, party=True).values():
        corrections += held
    parts = {"member": member, "party": party, "corrections": corrections}
    whole = "members/revealed.html"
    return render(request, "members/_revealed.html" if wants_part(request) else whole, parts)


@require(VIEW)
@require_GET
def member_history(request, pk):
    """Every change of her row, her spells and her standings, also of those that are no more."""
    member = the_member(request, pk, VIEW)
    spells = snapshot_model(Membership).objects.filter(member=member)
    standings = snapshot_model(Standing).objects.filter(member=member)
    parts = {
        "member": member,
        "changes": history_of(member),
        "spells": histories_of(spells.select_related("unit"))[::-1],
        "standings": histories_of(standings.exclude(kind=StandingKind.PARTY))[::-1],
    }
    return render(request, "members/history.html", parts)


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def member_new(request):
    unit = working_unit(request, CHANGE)
    form = NewMemberForm(
        typed(request), user=request.user, under=unit, initial=_carried_over(request)
    )
    if form.is_bound and form.is_valid():
        member = attempt(form, lambda: admit_member(by=request.user, **form.answers()))
        if member:
            said = _("%(woman)s has been saved.") % {"woman": woman_line(member)}
            messages.success(request, said)
            _doubt_number(request, member)
            _ask_district(request, form, member)
            return redirect(_next_member(form) if "more" in request.POST else member)
    return render_form(request, "members/new.html", form)


def _ask_district(request, form, member):
    """Send the question that she ticked; of the other record nothing is said."""
    if not form.cleaned_data.get("ask_district"):
        return
    try:
        ask_to_compare(member_id=member.pk, by=request.user)
        messages.success(request, _("The district has been asked to compare."))
    except DomainError as refused:
        messages.warning(request, refused.message)


def _doubt_number(request, member):
    """Say aloud what is odd about a citizen number; papers contain errors, so it is kept."""
    honorary = member.memberships.filter(kind=MembershipKind.HONORARY).exists()
    woman = None if honorary else True
    for doubt in doubts(member.national_id, birth_year=member.birth_year, woman=woman):
        messages.warning(request, doubt.message)


SERIES = ("unit", "joined_on", "began_as", "decision_number", "decision_on")


def _carried_over(request):
    """What the next of a series has in common with the last, from the address."""
    return {name: request.GET[name] for name in SERIES if request.GET.get(name)}


def _next_member(form):
    carried = {name: form.data.get(name, "") for name in SERIES}
    query = urlencode({name: value for name, value in carried.items() if value})
    return f"{reverse('members:new')}?{query}"


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def member_edit(request, pk):
    member = the_member(request, pk)
    form = EditMemberForm(typed(request), member=member, user=request.user)
    if form.is_bound and form.is_valid() and attempt(form, lambda: _save(request, form, pk)):
        messages.success(request, _("Saved."))
        _ask_district(request, form, member)
        return redirect(safe_next(request, member))
    return render_form(request, "members/edit.html", form, member=member)


def _save(request, form, pk):
    version = form.cleaned_data["version"]
    try:
        return update_member(member_id=pk, changes=form.details(), version=version, by=request.user)
    except StaleEdit as error:
        current = the_member(request, pk)
        form.show_conflict(error, current, state_at(current, version))
    return None


@require(REVEAL)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def member_sensitive(request, pk):
    """Citizen number, ethnic group and religion; opening the page is a read on the trail."""
    member = the_member(request, pk, REVEAL)
    if request.method == "GET":
        record(
            Verb.REVEALED,
            by=request.user,
            target=member,
            unit=member.home_unit,
            details={"fields": list(Member.SENSITIVE)},
        )
    form = SensitiveForm(typed(request), member=member)
    return answer(
        request,
        form,
        lambda: update_member(
            member_id=pk,
            changes=form.answers(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
        said=_("Saved."),
        then=member,
        title=_("Citizen number, ethnic group, religion"),
        who=member,
    )
