"""Working away, core member, Party member: begin, end. Consent: give, withdraw."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from members import services
from members.enums import Purpose, StandingKind
from members.forms.moves import EndStandingForm, GiveConsentForm, StandingForm, WithdrawForm
from members.views.pages import CHANGE, REVEAL, answer, the_member, typed

PAGE = ["GET", "POST"]


def _titles(kind, ends):
    begin = {
        StandingKind.AWAY: _("Working away"),
        StandingKind.CORE: _("Core member"),
        StandingKind.PARTY: _("Party member"),
    }
    end = {
        StandingKind.AWAY: _("Back from working away"),
        StandingKind.CORE: _("No longer a core member"),
        StandingKind.PARTY: _("No longer a Party member"),
    }
    return (end if ends else begin)[kind]


def _standing(request, pk, kind, permission):
    """Begin the standing; or end it while it lasts."""
    member = the_member(request, pk, permission)
    lasts = any(s.kind == kind and s.during.upper is None for s in member.standings_now)
    write = services.end_standing if lasts else services.start_standing
    if lasts:
        form = EndStandingForm(typed(request))
    else:
        form = StandingForm(typed(request), away=kind == StandingKind.AWAY)
    return answer(
        request,
        form,
        lambda: write(member_id=pk, kind=kind, by=request.user, **form.cleaned_data),
        said=_("Saved."),
        then=member,
        title=_titles(kind, lasts),
        who=member,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def member_away(request, pk):
    return _standing(request, pk, StandingKind.AWAY, CHANGE)


@require(CHANGE)
@require_http_methods(PAGE)
def member_core(request, pk):
    return _standing(request, pk, StandingKind.CORE, CHANGE)


@require(REVEAL)
@require_http_methods(PAGE)
def member_party(request, pk):
    """Party membership is sensitive: only who may reveal it may write it."""
    return _standing(request, pk, StandingKind.PARTY, REVEAL)


@require(CHANGE)
@require_http_methods(PAGE)
def member_consent(request, pk):
    member = the_member(request, pk)
    held = set(member.consents.in_force().values_list("purpose", flat=True))
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
    member = the_member(request, pk)
    given = member.consents.in_force().filter(pk=consent).first()
    if given is None:
        raise Http404
    form = WithdrawForm(typed(request))
    notice = ""
    if given.purpose == Purpose.STATISTICS:
        notice = _("Her ethnic group and religion will be emptied, and count as not declared.")
    return answer(
        request,
        form,
        lambda: services.withdraw_consent(
            member_id=pk, consent_id=consent, by=request.user, **form.cleaned_data
        ),
        said=_("Her consent has been withdrawn."),
        then=member,
        title=_("Withdraw a consent"),
        who=member,
        lead=given.get_purpose_display(),
        notice=notice,
    )
