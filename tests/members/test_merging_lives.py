"""Random lives of one woman written down twice: merged, counted, checked, and parted again."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from chapters.counting import tally
from core.exceptions import DomainError
from members import integrity
from members.doubles import choices
from members.doubles.merge import Wish, merge_members
from members.doubles.part import part_again
from members.enums import Began, MembershipKind
from members.models import Double, Member, Membership
from tests.factories.members import DoubleFactory
from tests.members.test_merging import digest
from tests.members.test_tallies import OURS, PERIODS, live, lives, plain_count

pytestmark = pytest.mark.django_db
CHECKS = (
    integrity.home_units_follow_spells,
    integrity.transfers_meet,
    integrity.citizen_numbers_can_be_found,
)


def _life(first_day, home, *deeds):
    return first_day, MembershipKind.ORDINARY, Began.ENTERED, home, 0, 0, list(deeds)


# Parted, two spells exchange the one that they came from.
LEFT_AT_ONCE = _life(149, 0, *((day, "leave", 0) for day in (140, 141, 69, 91, 121)))
MOVED_AND_LEFT = _life(114, 7, (129, "core", 0), (2, "core", 0), (31, "move", 8), (52, "leave", 0))
CAME_LAST = _life(0, 0, (98, "leave", 0), (7, "leave", 0))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(three=(LEFT_AT_ONCE, MOVED_AND_LEFT, CAME_LAST), wins=choices.KEPT)
@given(st.tuples(lives, lives, lives), st.sampled_from([choices.KEPT, choices.GONE]))
def test_merged_lives_count_once_balance_and_come_back(world, three, wins):
    Double.objects.all().delete()
    Membership.objects.update(came_from=None, began_as=Began.ENTERED)
    Member.objects.all().delete()
    by = world.user(Role.DISTRICT_STAFF)
    for life in three:
        live(life, world, by)
    kept, gone, _third = Member.objects.order_by("pk")
    pair = DoubleFactory(first=kept, second=gone)
    before = digest()
    held = days_held(kept) | days_held(gone)
    try:
        merge = merge_members(pair_id=pair.pk, versions=(None, None), wish=Wish(spells=wins), by=by)
    except DomainError:
        assert digest() == before
        return
    assert days_held(kept) == held, "no day is lost and none invented"
    figures_are_right(world)
    assert [line for check in CHECKS for line in check()] == []
    part_again(merge_id=merge.pk, by=by)
    assert digest() == before


def days_held(member):
    """The months on whose first day she belonged somewhere."""
    days = [date(year, month, 1) for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
    spans = [spell.during for spell in Membership.objects.filter(member=member)]
    return {day for day in days if any(day in span for span in spans)}


def figures_are_right(world):
    for period in PERIODS:
        figures = tally(period, world.units, codes=OURS)
        for unit in world.units:
            counted = figures[unit.pk]
            assert counted == plain_count(unit, period), (unit, period)
            flows = counted["A6"] + counted["A7"] - counted["A8"] - counted["A9"]
            assert counted["A5"] + flows == counted["A10"], (unit, period)
