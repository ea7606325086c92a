"""Working away, core member, Party member: begin, end."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from core.http import safe_next
from members import services
from members.enums import StandingKind
from members.forms.moves import EndStandingForm, StandingForm
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
        then=safe_next(request, member),
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
