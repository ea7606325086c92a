"""Every figure of strength against a plain count in Python: random histories, every unit."""

import datetime
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from chapters.counting import tally, things
from chapters.indicators import REGISTRY
from core.exceptions import DomainError
from core.periods import Period
from members import services
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.models import Member, Membership, Standing
from members.services import Joining
from tests.factories.members import (
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    ReligionFactory,
    StandingFactory,
)

pytestmark = pytest.mark.django_db

FIRST = date(2022, 11, 1)
REASONS = [reason for reason in Ended if reason != Ended.TRANSFERRED]
OURS = [
    *(f"A{n}" for n in (5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 18, 19)),
    *(f"A9.{reason}" for reason in REASONS),
]
PERIODS = [Period.parse(code) for code in ("2023-Q1", "2023-Q2", "2023")]

# One step of a life: how many days later, what, and a number that picks the unit or the reason.
steps = st.tuples(
    st.integers(1, 200),
    st.sampled_from(["leave", "move", "return", "convert", "core", "away"]),
    st.integers(0, 9),
)
lives = st.tuples(
    st.integers(0, 300),  # days after FIRST on which she joins
    st.sampled_from(list(MembershipKind)),
    st.sampled_from([Began.ENTERED, Began.ADMITTED]),
    st.integers(0, 9),  # her first unit
    st.integers(0, 2),  # ethnic group: unknown, Kinh, Cơ-ho
    st.integers(0, 2),  # religion: not asked, none, one
    st.lists(steps, max_size=5),
)


def live(life, world, by):
    """Let the services write one life; a step they refuse did not happen."""
    offset, kind, began_as, first, group, faith, moves = life
    units = world.leaves
    day = FIRST + datetime.timedelta(days=offset)
    details = {
        "full_name": "Nguyễn Thị Hoa",
        "birth_year": 1974,
        "ethnicity": [None, EthnicGroupFactory(), EthnicGroupFactory(code="16")][group],
        "religion": [None, ReligionFactory(code="99"), ReligionFactory()][faith],
    }
    member = services.admit_member(
        unit_id=units[first % len(units)].pk,
        details=details,
        joining=Joining(on=day, began_as=began_as, kind=kind),
        by=by,
    )
    for later, move, number in moves:
        day += datetime.timedelta(days=later)
        step(member, move, day, units[number % len(units)], REASONS[number % len(REASONS)], by)


def other_kind(member):
    last = member.memberships.order_by("during").last()
    return next(kind for kind in MembershipKind if kind != last.kind)


def step(member, move, day, unit, reason, by):
    here = {"member_id": member.pk, "on": day, "by": by}
    deeds = {
        "leave": lambda: services.end_membership(reason=reason, **here),
        "move": lambda: services.move_member(to_unit_id=unit.pk, **here),
        "return": lambda: services.readmit_member(unit_id=unit.pk, **here),
        "convert": lambda: services.convert_membership(kind=other_kind(member), **here),
        "core": lambda: services.start_standing(kind=StandingKind.CORE, **here),
        "away": lambda: services.start_standing(kind=StandingKind.AWAY, **here),
    }
    try:
        deeds[move]()
    except DomainError:
        return


def holds(span, day):
    return span.lower <= day and (span.upper is None or day < span.upper)


def plain_count(unit, period):
    """The figures of one unit, counted in Python from the rows as they lie in the tables."""
    spells = list(Membership.objects.select_related("unit", "member__household__unit"))
    standings = list(Standing.objects.all())
    below = [s for s in spells if s.unit.path.startswith(unit.path)]
    ordinary = [s for s in below if s.kind == MembershipKind.ORDINARY]
    unit_of = {spell.pk: spell.unit for spell in spells}
    went_to = {spell.came_from_id: spell.unit for spell in spells if spell.came_from_id}
    days = range((period.end - period.start).days)
    inside = {period.start + datetime.timedelta(days=n) for n in days}
    on_eve = [s for s in ordinary if holds(s.during, period.eve)]
    at_close = [s for s in ordinary if holds(s.during, period.closing_day)]

    def outside(other):
        return other is None or not other.path.startswith(unit.path)

    def stands(spell, kind):
        day = period.closing_day
        mine = [row for row in standings if row.member_id == spell.member_id]
        return any(row.kind == kind and holds(row.during, day) for row in mine)

    begun = [s for s in ordinary if s.during.lower in inside]
    ended = [s for s in ordinary if s.during.upper in inside]
    lost = [s for s in ended if s.ended_as != Ended.TRANSFERRED]
    homes = {
        s.member.household_id
        for s in spells
        if s.kind == MembershipKind.ORDINARY
        and holds(s.during, period.closing_day)
        and s.member.household
        and s.member.household.unit.path.startswith(unit.path)
    }
    return {
        "A5": len(on_eve),
        "A6": sum(s.began_as != Began.TRANSFERRED for s in begun),
        "A7": sum(
            s.began_as == Began.TRANSFERRED and outside(unit_of.get(s.came_from_id)) for s in begun
        ),
        "A8": sum(s.ended_as == Ended.TRANSFERRED and outside(went_to.get(s.pk)) for s in ended),
        "A9": len(lost),
        **{f"A9.{reason}": sum(s.ended_as == reason for s in lost) for reason in REASONS},
        "A10": len(at_close),
        "A12": sum(stands(s, StandingKind.CORE) for s in at_close),
        "A14": sum(
            s.kind == MembershipKind.HONORARY and holds(s.during, period.closing_day) for s in below
        ),
        "A15": sum(s.member.ethnicity_id == "16" for s in at_close),
        "A16": sum(s.member.religion_id == "01" for s in at_close),
        "A17": sum(stands(s, StandingKind.PARTY) for s in at_close),
        "A18": sum(stands(s, StandingKind.AWAY) for s in at_close),
        "A19": len(homes),
    }


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lives, min_size=1, max_size=6))
def test_figures_equal_a_plain_count_and_balance_on_every_unit(world, histories):
    Membership.objects.update(came_from=None, began_as=Began.ENTERED)
    Member.objects.all().delete()
    by = world.user(Role.DISTRICT_STAFF)
    for life in histories:
        live(life, world, by)
    for number, member in enumerate(Member.objects.order_by("pk")):
        if number % 2:
            member.household = HouseholdFactory(unit=member.home_unit)
            member.save()
    for period in PERIODS:
        figures = tally(period, world.units, codes=OURS)
        for unit in world.units:
            counted = figures[unit.pk]
            assert counted == plain_count(unit, period), (unit, period)
            flows = counted["A6"] + counted["A7"] - counted["A8"] - counted["A9"]
            assert counted["A5"] + flows == counted["A10"], (unit, period)


def test_every_code_opens_as_many_rows_as_it_counts(world):
    by = world.user(Role.DISTRICT_STAFF)
    for number, (kind, group) in enumerate([("ordinary", 2), ("honorary", 1), ("ordinary", 0)]):
        moves = [(30, "core", number), (20, "away", 1), (20, "move", 3 + number), (40, "leave", 1)]
        live((50, kind, Began.ADMITTED, number, group, group, moves), world, by)
    period = Period.parse("2023-Q1")
    figures = tally(period, world.units, codes=OURS)
    assert any(row["A8"] for row in figures.values())
    for unit in world.units:
        for code in OURS:
            assert things(REGISTRY[code], period, unit).count() == figures[unit.pk][code]


def test_a_woman_who_moved_on_still_opens_behind_the_old_figure(world):
    member = MemberFactory(home_unit=world.branch)
    services.move_member(
        member_id=member.pk,
        to_unit_id=world.foreign_branch.pk,
        on=date(2023, 5, 1),
        by=world.user(Role.DISTRICT_STAFF),
    )
    rows = things(REGISTRY["A10"], Period.parse("2023-Q1"), world.home)
    seen = rows.visible_to(world.user(Role.CHAPTER_OFFICER))
    assert [spell.member for spell in seen] == [member]


def test_transfer_from_and_to_beyond_the_district_counts(world):
    period = Period.parse("2023-Q2")
    by = world.user(Role.CHAPTER_OFFICER)
    services.admit_member(
        unit_id=world.branch.pk,
        details={"full_name": "Hoa", "birth_year": 1974},
        joining=Joining(on=date(2023, 4, 5), began_as=Began.TRANSFERRED),
        by=by,
    )
    gone = MemberFactory(home_unit=world.branch)
    services.end_membership(member_id=gone.pk, reason=Ended.TRANSFERRED, on=date(2023, 4, 9), by=by)
    row = tally(period, [world.district], codes=["A5", "A6", "A7", "A8", "A9", "A10"])
    assert row[world.district.pk] == {"A5": 1, "A6": 0, "A7": 1, "A8": 1, "A9": 0, "A10": 1}


def test_ratios_are_of_the_figures_of_the_same_unit(world):
    StandingFactory(member=MemberFactory(home_unit=world.branch))
    MemberFactory.create_batch(2, home_unit=world.other_branch)
    row = tally(Period.parse("2023"), [world.home], codes=["A4", "A10", "A11", "A12", "A13"])
    assert str(row[world.home.pk]["A13"]) == "33.3"


def test_statements_do_not_grow_with_units(world, django_assert_num_queries):
    for units in (world.units[:1], world.units):
        with django_assert_num_queries(len(OURS) + 2, exact=False):
            tally(Period.parse("2023"), units, codes=OURS)
