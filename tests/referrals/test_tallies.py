"""H1 to H8 against plain Python over random histories; a figure is as long as its names."""

import datetime
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters.counting import tally, things
from core.periods import Period
from referrals.enums import Stage
from referrals.models import Referral
from tests.factories.members import MemberFactory
from tests.factories.referrals import MilestoneFactory, ReferralFactory

FLOWS = {
    "H1": Stage.INTRODUCED,
    "H2": Stage.SENT_TO_CLASS,
    "H3": Stage.CERTIFIED,
    "H4": Stage.CELL_RESOLUTION,
    "H5": Stage.PROBATIONARY,
    "H6": Stage.OFFICIAL,
}
CODES = [*FLOWS, "H7", "H8"]
PERIODS = [Period.parse(code) for code in ("2023", "2023-Q2", "2023-Q3")]
days = st.dates(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
steps = st.lists(
    st.tuples(st.sampled_from(list(FLOWS.values())), days, st.integers(0, 3), st.booleans()),
    max_size=6,
)
histories = st.lists(st.tuples(days, st.none() | days, st.integers(0, 3), steps), max_size=4)


def build(history, leaves, user):
    """The rows of a history, and the same as plain tuples."""
    facts, cases = [], []
    for opened, closed, where, milestones in history:
        closed = max(opened, closed) if closed else None
        member = MemberFactory(home_unit=leaves[where])
        referral = ReferralFactory(
            member=member, unit=leaves[where], opened_on=opened, closed_on=closed
        )
        cases.append((member.pk, leaves[where], opened, closed))
        for stage, on, unit, voided in milestones:
            void = {"voided_at": "2024-01-01T00:00Z", "voided_by": user, "void_reason": "Nhầm"}
            MilestoneFactory(
                referral=referral, stage=stage, on=on, unit=leaves[unit], **(void if voided else {})
            )
            if not voided:
                facts.append((stage, member.pk, leaves[unit], on))
    return facts, cases


def under(unit, top):
    return unit.path.startswith(top.path)


def by_hand(facts, cases, branches, top, period):
    day = period.closing_day
    found = defaultdict(set)
    for stage, member, unit, on in facts:
        if on in period and under(unit, top):
            found[stage].add(member)
    opened = [
        (member, unit)
        for member, unit, since, until in cases
        if since <= day and (until is None or until > day)
    ]
    figures = {code: len(found[stage]) for code, stage in FLOWS.items()}
    figures["H7"] = len({member for member, unit in opened if under(unit, top)})
    without = [b for b in branches if not any(under(unit, b) for _member, unit in opened)]
    figures["H8"] = len([branch for branch in without if under(branch, top)])
    return figures


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
def test_figures_equal_a_count_by_hand(world, rules, history):
    Referral.objects.all().delete()
    leaves = [world.branch, world.other_branch, world.group, world.foreign_branch]
    branches = [
        world.branch,
        world.other_branch,
        world.foreign_branch,
        world.other_foreign_branch,
    ]
    facts, cases = build(history, leaves, world.nobody)
    units = [world.district, world.home, world.next_door, world.branch]
    for period in PERIODS:
        figures = tally(period, units, CODES)
        for unit in units:
            assert figures[unit.pk] == by_hand(facts, cases, branches, unit, period)


@pytest.mark.parametrize("code", CODES)
def test_a_figure_is_as_long_as_its_names(world, rules, code):
    from chapters.indicators import REGISTRY

    for unit in (world.branch, world.group, world.foreign_branch):
        referral = ReferralFactory(member__home_unit=unit)
        for stage in FLOWS.values():
            MilestoneFactory(referral=referral, stage=stage, on=datetime.date(2023, 5, 1))
    period = Period.parse("2023-Q2")
    for unit in (world.district, world.home):
        figure = tally(period, [unit], [code])[unit.pk][code]
        assert figure == things(REGISTRY[code], period, unit).count()
