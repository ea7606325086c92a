"""Figures of strength and movement, read from spells of membership.

What is counted is always a spell, in the unit where it was: so a figure of a past date keeps its
names after somebody has moved away, and opening + in − out = closing holds on every unit. On one
day a woman has one spell, so spells are women.
"""

from functools import partial

from chapters.indicators import Kind, indicator, ratio
from core.dates import midnight
from members.enums import Began, Ended, StandingKind
from members.models import EthnicGroup, Household, Membership, Religion

stock = partial(indicator, kind=Kind.STOCK)
flow = partial(indicator, kind=Kind.FLOW)


def _strength(day):
    return Membership.objects.ordinary().active_on(day)


@stock("A5")
def members_at_the_opening(period):
    """Ordinary members on the day before the period."""
    return _strength(period.eve)


@flow("A5.gained", counterpart="came_from__unit")
def gained_late(period):
    """Of A5, ordinary spells that began before the period but were first written down in it, so
    that no earlier report counts their beginning. Members of old standing, written down when the
    book opened, are none."""
    late = Membership.objects.ordinary().begun_late_for(period)
    return late.exclude(began_as=Began.ENTERED)


@flow("A5.lost", counterpart="went_to__unit")
def lost_late(period):
    """Ordinary spells that ended before the period, which was first written down in it, so that
    no earlier report counts their end; A5 is without them."""
    late = Membership.objects.ordinary().ended_late_for(period)
    return late.exclude(began_as=Began.ENTERED, recorded_at__gte=midnight(period.start))


@flow("A6")
def newly_admitted(period):
    """Ordinary spells begun in the period that are no transfer: women admitted, readmitted or
    entered in the book with a joining day in the period."""
    spells = Membership.objects.ordinary().begun_in(period)
    return spells.exclude(began_as=Began.TRANSFERRED)


@flow("A7", counterpart="came_from__unit")
def transferred_in(period):
    """Ordinary members who came from another unit in the period. A move inside a unit is none for
    that unit; without a known unit of origin she came from outside the district."""
    return Membership.objects.ordinary().begun_in(period).filter(began_as=Began.TRANSFERRED)


@flow("A8", counterpart="went_to__unit")
def transferred_out(period):
    """Ordinary members who went to another unit in the period, inside the district or beyond."""
    return Membership.objects.ordinary().ended_in(period).filter(ended_as=Ended.TRANSFERRED)


@flow("A9")
def members_lost(period):
    """Ordinary members whose membership ended in the period for a reason other than a transfer.
    The merger of units is never one."""
    return Membership.objects.ordinary().ended_in(period).exclude(ended_as=Ended.TRANSFERRED)


def _declare_reason(reason):
    @flow(f"A9.{reason.value}")
    def members_lost_for(period):
        return members_lost(period).filter(ended_as=reason)

    members_lost_for.__doc__ = f"Those of A9 whose membership ended because: {reason.name.lower()}."


for _reason in Ended:
    if _reason != Ended.TRANSFERRED:
        _declare_reason(_reason)


@stock("A10")
def members_at_the_close(period):
    """Ordinary members on the closing day, counted directly."""
    return _strength(period.closing_day)


ratio("A11", part="A10", whole="A4")


@stock("A12")
def core_members(period):
    """Ordinary members on the closing day who are core members on that day."""
    day = period.closing_day
    return _strength(day).with_standing(StandingKind.CORE, day)


ratio("A13", part="A12", whole="A10")


@stock("A14")
def honorary_members(period):
    """Honorary members on the closing day; they are not in A10."""
    return Membership.objects.honorary().active_on(period.closing_day)


@stock("A15")
def members_of_ethnic_minorities(period):
    """Ordinary members on the closing day whose ethnic group is one of the 53 other than Kinh."""
    minority = _strength(period.closing_day).exclude(member__ethnicity=None)
    return minority.exclude(member__ethnicity__in=[EthnicGroup.MAJORITY, *EthnicGroup.UNGROUPED])


@stock("A16")
def members_with_a_religion(period):
    """Ordinary members on the closing day who name a religion. Not asked is not "none"."""
    asked = _strength(period.closing_day).exclude(member__religion=None)
    return asked.exclude(member__religion=Religion.NONE)


@stock("A17")
def members_in_the_party(period):
    """Ordinary members on the closing day who are Party members on that day."""
    day = period.closing_day
    return _strength(day).with_standing(StandingKind.PARTY, day)


@stock("A18")
def members_working_away(period):
    """Ordinary members on the closing day who work away on that day; they stay in A10."""
    day = period.closing_day
    return _strength(day).with_standing(StandingKind.AWAY, day)


@stock("A19", unit="home_unit_then", counts="home_then", thing=Household)
def households_with_members(period):
    """Households in which an ordinary member lived on the closing day, where they stood that
    day."""
    day = period.closing_day
    return _strength(day).with_home_on(day).exclude(home_then=None)
