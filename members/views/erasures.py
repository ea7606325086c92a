"""To anonymise a woman: proposed with its effect, then done or dropped by a second person."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from accounts.permissions import Permission
from audit.forgetting import hindrances, what_goes
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.http import wants_part
from core.paging import page_of
from members.enums import ErasureGround, RequestKind
from members.erasing import service
from members.forms.erasures import CarryOutForm, ProposeErasureForm
from members.models import Erasure
from members.views.pages import attempt, render_form, the_member, typed

PROPOSE, CARRY_OUT = Permission.ERASURE_PROPOSE, Permission.ERASURE_CARRY_OUT
PAGE = ["GET", "POST"]


@require(PROPOSE)
@require_GET
def erasures(request):
    """What is proposed in her unit, the waiting ones first; and what was done."""
    unit = working_unit(request, PROPOSE)
    rows = Erasure.objects.visible_to(request.user)
    rows = (rows.under(unit) if unit else rows).waiting_first()
    page = page_of(rows.select_related("member__home_unit", "recorded_by", "decided_by"), request)
    mine = Erasure.objects.answerable_by(request.user).filter(pk__in=[row.pk for row in page])
    parts = {"page": page, "unit": unit, "mine": set(mine.values_list("pk", flat=True))}
    return render(request, "members/erasures.html", parts)


@require(PROPOSE)
@require_http_methods(PAGE)
def erasure_new(request, pk):
    """What would go and what would stay is told before anybody proposes it."""
    member = the_member(request, pk, PROPOSE)
    form = ProposeErasureForm(typed(request), initial={"ground": _likely_ground(member)})
    if form.is_bound and form.is_valid():
        ground = form.cleaned_data["ground"]
        erasure = attempt(
            form,
            lambda: service.propose_erasure(member_id=pk, ground=ground, by=request.user),
        )
        if erasure:
            messages.success(
                request, _("Proposed. A second person of the district carries it out.")
            )
            return redirect(erasure)
    return render_form(request, "members/erasure_new.html", form, **_told(request, member))


def _likely_ground(member):
    asked = member.data_requests.open().filter(kind=RequestKind.DELETION).exists()
    return ErasureGround.REQUEST if asked else ErasureGround.RETENTION


def _told(request, member):
    """What the page says before a decision."""
    reasons = hindrances(member.pk)
    return {"member": member, "reasons": reasons, "goes": what_goes(member.pk, request.user)}


@require(PROPOSE)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def erasure_effects(request, pk):
    """What it does to the figures: counted, not promised, which takes longer than the page may."""
    member = the_member(request, pk, PROPOSE)
    hindered = member.anonymised_on or hindrances(pk)
    effects = [] if hindered else service.effects_of_erasure(member, by=request.user)
    name = "_erasure_effects" if wants_part(request) else "erasure_effects"
    return render(request, f"members/{name}.html", {"member": member, "effects": effects})


@require(PROPOSE)
@require_GET
def erasure(request, pk):
    """One proposal, with its effect while it waits."""
    rows = Erasure.objects.select_related("member__home_unit", "recorded_by", "decided_by")
    asked = get_visible_or_404(rows, request, pk=pk)
    mine = Erasure.objects.answerable_by(request.user).filter(pk=pk).exists()
    parts = {"asked": asked, "mine": mine, "member": asked.member}
    if asked.is_waiting:
        parts |= _told(request, asked.member)
    parts["form"] = CarryOutForm(erasure=asked) if mine else None
    return render(request, "members/erasure.html", parts)


@require(CARRY_OUT)
@require_POST
def carry_out(request, pk):
    """Done by a second person who typed the number of the record; never taken back."""
    rows = Erasure.objects.select_related("member__home_unit", "recorded_by", "decided_by")
    asked = get_visible_or_404(rows, request, CARRY_OUT, pk=pk)
    form = CarryOutForm(request.POST, erasure=asked)
    if form.is_valid():
        done = attempt(form, lambda: service.carry_out_erasure(erasure_id=pk, by=request.user))
        if done:
            messages.success(request, _("Her data have been anonymised. Every figure stays."))
            return redirect(asked)
    parts = {"asked": asked, "mine": True}
    if asked.is_waiting:
        parts |= _told(request, asked.member)
    return render_form(request, "members/erasure.html", form, **parts | {"member": asked.member})


@require(PROPOSE)
@require_POST
def drop(request, pk):
    """Her data stay as they are."""
    asked = get_visible_or_404(Erasure, request, pk=pk)
    try:
        service.drop_erasure(erasure_id=asked.pk, by=request.user)
        messages.success(request, _("The proposal is closed; her data stay as they are."))
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(asked)
