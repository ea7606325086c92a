"""A case: its page, opening one, changing the words about her, handing it to her new branch."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record as audit_record
from audit.models import Verb
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError, StaleEdit
from members.models import Member
from referrals import services, timeline
from referrals.forms import MeritsForm, NewReferralForm
from referrals.models import Referral

MOST_FOUND = 20


def case_rows(user):
    """The cases she may see, with what their pages show beside them."""
    return Referral.objects.visible_to(user).select_related(
        "member__home_unit", "unit", "exemplar", "model"
    )


@require(Permission.REFERRAL_VIEW)
@require_GET
def detail(request, pk):
    """The timeline, and the next step as the one big action. Reading a case is recorded."""
    referral = get_visible_or_404(case_rows(request.user), request, pk=pk)
    case = services.case_of(referral)
    moves = timeline.moves_of(referral, case, request.user)
    context = {
        "referral": referral,
        "case": case,
        "next": timeline.next_of(case),
        "main": moves[0] if moves and not case.paused and not case.closed else None,
        "others": [move for move in moves[1:] if move.allowed] if not case.paused else moves,
        "lines": timeline.lines_of(referral, request.user),
        "cautions": timeline.cautions_of(referral, case),
        "may_review": services.may(request.user, Permission.REFERRAL_REVIEW, referral),
        "may_edit": may_edit(request.user, referral, case),
    }
    audit_record(Verb.VIEWED, by=request.user, target=referral, unit=referral.unit)
    return render(request, "referrals/detail.html", context)


def may_edit(user, referral, case):
    """The words stand open until she is introduced."""
    writes = services.may(user, Permission.REFERRAL_CHANGE, referral)
    return writes and not referral.closed_on and not case.has(services.WORDS_STAND_FROM)


@require(Permission.REFERRAL_CHANGE)
@require_GET
def new(request):
    """Find the woman first: among those where she may open a case."""
    words = request.GET.get("q", "").strip()
    rows = Member.objects.visible_to(request.user, Permission.REFERRAL_CHANGE)
    found, more = rows.select_related("home_unit").found(words, MOST_FOUND)
    context = {"words": words, "found": found, "more": more}
    return render(request, "referrals/find_member.html", context)


@require(Permission.REFERRAL_CHANGE)
@require_http_methods(["GET", "POST"])
def new_for(request, pk):
    """Open the case of one woman (S1)."""
    rows = Member.objects.named().select_related("home_unit")
    member = get_visible_or_404(rows, request, Permission.REFERRAL_CHANGE, pk=pk)
    form = NewReferralForm(request.POST or None, member=member, user=request.user)
    if form.is_valid():
        values = dict(form.cleaned_data)
        on = values.pop("opened_on")
        try:
            made = services.open_referral(member_id=pk, on=on, by=request.user, **values)
        except DomainError as error:
            form.show_refusal(error)
        else:
            tell(request, _("The case is open."), made.warnings)
            return redirect(made.milestone.referral)
    return render(request, "referrals/new.html", {"form": form, "member": member})


@require(Permission.REFERRAL_CHANGE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change merits and links; a stale edit shows both values."""
    rows = case_rows(request.user)
    referral = get_visible_or_404(rows, request, Permission.REFERRAL_CHANGE, pk=pk)
    form = MeritsForm(
        request.POST or None, instance=referral, member=referral.member, user=request.user
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.update_referral(
                referral_id=pk, version=version, changes=form.changes(), by=request.user
            )
        except StaleEdit as error:
            current = get_visible_or_404(rows, request, Permission.REFERRAL_CHANGE, pk=pk)
            form.show_conflict(error, current)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect(referral)
    return render(request, "referrals/edit.html", {"form": form, "referral": referral})


@require(Permission.REFERRAL_REVIEW)
@require_POST
def hand_over(request, pk):
    """Let the branch where she lives now follow the case."""
    referral = get_visible_or_404(Referral, request, Permission.REFERRAL_REVIEW, pk=pk)
    try:
        moved = services.hand_over(referral_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = _("%(unit)s follows the case from now on.") % {"unit": moved.unit}
        messages.success(request, words)
    return redirect(referral)


@require(Permission.REFERRAL_VIEW)
@require_GET
def of_member(request, pk):
    """Her cases as a part of her own page; only those who may see cases ever ask for it."""
    rows = Member.objects.all()
    member = get_visible_or_404(rows, request, Permission.REFERRAL_VIEW, pk=pk)
    cases = Referral.objects.visible_to(request.user).filter(member=member)
    cases = cases.with_stage().select_related("unit")
    context = {"member": member, "cases": cases, "any_open": any(not c.closed_on for c in cases)}
    return render(request, "referrals/_of_member.html", context)


def tell(request, words, warnings):
    """Say that it is done, and each thing that is worth a second look."""
    messages.success(request, words)
    for warning in warnings:
        messages.warning(request, warning)
