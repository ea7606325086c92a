"""Consent: given by one woman or a signed list, withdrawn, asked for on paper, and who lacks it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from chapters.places import Places
from chapters.scope import get_visible_or_404, working_unit
from core.paging import page_of
from members import services
from members.enums import Purpose
from members.forms.consents import ConsentListForm, GiveConsentForm, LackingForm, WithdrawForm
from members.models import Member
from members.papers import consent_list_pdf, consent_paper_pdf
from members.services.consents import KEPT_FOR
from members.services.effects import effects_of_withdrawal
from members.services.rows import HOMES
from members.views.pages import CHANGE, VIEW, answer, as_pdf, attempt, the_member, typed

PAGE = ["GET", "POST"]


@require(CHANGE)
@require_http_methods(PAGE)
def member_consent(request, pk):
    member = the_member(request, pk)
    held = set(member.consents.in_force().filter(until=None).values_list("purpose", flat=True))
    form = GiveConsentForm(typed(request), held=held)
    return answer(
        request,
        form,
        lambda: services.give_consents(member_id=pk, agreements=form.agreements(), by=request.user),
        said=_("Her consent has been written down."),
        then=member,
        title=_("Consent"),
        who=member,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def consent_withdraw(request, pk, consent):
    """Withdraw one consent; what is emptied and which figures move is told before."""
    member = the_member(request, pk)
    given = member.consents.filter(pk=consent, withdrawn_on=None).first()
    if given is None:
        raise Http404
    form = WithdrawForm(typed(request))
    emptied = [Member._meta.get_field(name).verbose_name for name in KEPT_FOR[given.purpose]]
    return answer(
        request,
        form,
        lambda: services.withdraw_consent(
            member_id=pk, consent_id=consent, by=request.user, **form.cleaned_data
        ),
        said=_("Her consent has been withdrawn."),
        then=member,
        template="members/withdraw.html",
        title=_("Withdraw a consent"),
        who=member,
        lead=given.get_purpose_display(),
        emptied=emptied,
        effects=lambda: effects_of_withdrawal(given, by=request.user),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def consents(request):
    """Active members without consent to a purpose, by branch; a signed list is written down."""
    unit = working_unit(request, VIEW)
    asked = LackingForm(request.GET, user=request.user, under=unit)
    purpose, branch = asked.answers
    page = page_of(_lacking(request.user, purpose, branch or unit), request)
    initial = {"purposes": [purpose]}
    form = ConsentListForm(typed(request), women=page, places=Places(unit), initial=initial)
    if form.is_bound and form.is_valid():
        given = attempt(form, lambda: _write_list(form, request.user))
        if given is not None:
            _say_given(request, given)
            return redirect(request.get_full_path())
    parts = {
        "form": form,
        "asked": asked,
        "page": page,
        "purpose": Purpose(purpose),
        "branch": branch,
        "unit": unit,
        "expired": _expired(request.user, purpose, branch or unit),
    }
    status = 422 if form.is_bound else 200
    return render(request, "members/consents.html", parts, status=status)


def _write_list(form, user):
    return services.give_consents_of_list(
        member_ids=form.member_ids(), agreements=form.agreements(), by=user
    )


def _say_given(request, given):
    words = ngettext(
        "The consent of %(n)s woman has been written down.",
        "The consent of %(n)s women has been written down.",
        given,
    )
    messages.success(request, words % {"n": given})


def _lacking(user, purpose, unit):
    today = timezone.localdate()
    rows = Member.objects.visible_to(user, Permission.MEMBER_CHANGE)
    rows = rows.under(unit) if unit else rows
    lacking = rows.active_on(today).without_consent(purpose, today)
    return lacking.select_related("home_unit").in_name_order()


def _expired(user, purpose, unit):
    """How many of those without consent had given one that ran out."""
    lacking = _lacking(user, purpose, unit)
    ran_out = lacking.filter(consents__purpose=purpose, consents__withdrawn_on=None)
    return ran_out.order_by().distinct().count()


@require(CHANGE)
@require_GET
def consent_paper(request, pk):
    """The A4 form for one woman to tick and sign."""
    member = the_member(request, pk)
    record(
        Verb.PRINTED,
        by=request.user,
        target=member,
        unit=member.home_unit,
        details={"what": "consent_paper"},
    )
    return as_pdf(consent_paper_pdf(member), f"phieu-dong-y-{member.code}.pdf")


@require(CHANGE)
@require_GET
def consent_list(request, unit):
    """The list of a branch on which its women tick and sign, those without consent alone."""
    homes = Unit.objects.at(*HOMES)
    branch = get_visible_or_404(homes, request, CHANGE, pk=unit)
    asked = LackingForm(request.GET, user=request.user)
    women = list(_lacking(request.user, asked.answers[0], branch))
    details = {"what": "consent_list", "rows": len(women), "unit": str(branch)}
    numbers = [woman.pk for woman in women]
    record(Verb.PRINTED, by=request.user, targets=(Member, numbers), unit=branch, details=details)
    return as_pdf(consent_list_pdf(branch, women, request.user), f"ds-dong-y-{branch.pk}.pdf")
