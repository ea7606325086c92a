"""H1 to H8: women on the way to the Party, by the branch each belonged to on the day.

A woman is counted once in a period however often the step was recorded; withdrawn steps never.
"""

from django.db.models import Exists, OuterRef

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.indicators import Kind, indicator
from chapters.models import Placement, Unit
from members.models import Member
from referrals.enums import Stage
from referrals.models import Milestone, Referral

WOMEN = {
    "kind": Kind.FLOW,
    "counts": "referral__member",
    "thing": Member,
    "permission": Permission.REFERRAL_VIEW,
}


def _steps(stage, period):
    return Milestone.objects.valid().at(stage).during(period)


@indicator("H1", **WOMEN)
def introduced(period):
    """Women introduced to a Party cell (S4): the letter is dated in the period."""
    return _steps(Stage.INTRODUCED, period)


@indicator("H2", **WOMEN)
def sent_to_class(period):
    """Women sent to an awareness class (S6) in the period, whether or not they finished it."""
    return _steps(Stage.SENT_TO_CLASS, period)


@indicator("H3", **WOMEN)
def certified(period):
    """Women whose certificate of the awareness class (S7) is issued in the period."""
    return _steps(Stage.CERTIFIED, period)


@indicator("H4", **WOMEN)
def proposed_for_admission(period):
    """Women proposed for admission: the cell's resolution (S10) is dated in the period."""
    return _steps(Stage.CELL_RESOLUTION, period)


@indicator("H5", **WOMEN)
def admitted(period):
    """Women admitted to the Party: the ceremony (S13) is in the period."""
    return _steps(Stage.PROBATIONARY, period)


@indicator("H6", **WOMEN)
def official(period):
    """Women who became official Party members (S14) in the period."""
    return _steps(Stage.OFFICIAL, period)


@indicator(
    "H7",
    kind=Kind.STOCK,
    counts="member",
    thing=Member,
    permission=Permission.REFERRAL_VIEW,
)
def followed(period):
    """Women with an open case on the closing day, in the branch that follows the case."""
    return Referral.objects.open_on(period.closing_day)


@indicator(
    "H8",
    kind=Kind.STOCK,
    unit="pk",
    thing=Unit,
    permission=Permission.REFERRAL_VIEW,
)
def branches_without_a_case(period):
    """Branches that exist on the closing day and follow no open case, nor do their groups."""
    day = period.closing_day
    cases = Referral.objects.open_on(day)
    groups = Placement.objects.filter(parent=OuterRef(OuterRef("pk")), during__contains=day)
    return (
        Unit.objects.at(Level.BRANCH)
        .valid_on(day)
        .exclude(Exists(cases.filter(unit=OuterRef("pk"))))
        .exclude(Exists(cases.filter(unit__in=groups.values("unit"))))
    )
