"""Pages that print: the Union's part of the opinion (5-KNĐ), and the hand-over note."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record as audit_record
from audit.models import Verb
from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import get_visible_or_404
from referrals import services, timeline
from referrals.enums import Stage
from referrals.views.cases import case_rows


@require(Permission.REFERRAL_VIEW)
@require_GET
def opinion(request, pk):
    """The opinion form, filled with what S9 recorded; before that, with lines to write on."""
    return _paper(request, pk, "referrals/opinion.html", Stage.OPINION_GIVEN)


@require(Permission.REFERRAL_VIEW)
@require_GET
def note(request, pk):
    """What goes with her to another unit: steps and days, nothing of the Party's papers."""
    return _paper(request, pk, "referrals/note.html", Stage.MOVED_AWAY)


def _paper(request, pk, template, stage):
    referral = get_visible_or_404(case_rows(request.user), request, pk=pk)
    context = {
        "referral": referral,
        "step": services.case_of(referral).last_of(stage),
        "lines": [line for line in timeline.lines_of(referral, request.user) if line.row.is_valid],
        "chapter": chapter_of(referral.unit, request.user),
        "today": timezone.localdate(),
    }
    audit_record(Verb.PRINTED, by=request.user, target=referral, unit=referral.unit)
    return render(request, template, context)


def chapter_of(unit, user):
    """The commune-level unit above a branch; the unit itself where there is none in her scope."""
    units = Unit.objects.visible_to(user, Permission.REFERRAL_VIEW).at(Level.COMMUNE)
    return units.filter(pk__in=unit.ancestor_ids).first() or unit
