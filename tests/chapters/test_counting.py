"""A number is its names, whatever moved and when: counted by the database and by plain Python."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters.counting import Boundaries, count_by_unit, percent, tally, things
from chapters.enums import Level
from chapters.indicators import REGISTRY, Indicator, Kind, Ratio, indicator
from chapters.models import Headcount, Unit
from core.periods import Period
from core.ranges import days_from
from members.models import Member, Membership
from tests.chapters.histories import histories, write
from tests.factories.chapters import HeadcountFactory, UnitFactory, branch_of
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db

PERIODS = [Period.parse(code) for code in ("2022-Q2", "2022", "2023-Q1", "2023-M07", "2023-9M")]


def at_random(test):
    """Random histories; what an example writes is rolled back after it."""
    given_history = given(history=histories(), period=st.sampled_from(PERIODS))
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    limits = settings(max_examples=25, deadline=None, suppress_health_check=quiet)

    def example(db, history, period):
        with transaction.atomic():
            test(history, period, write(history))
            transaction.set_rollback(True)

    example.__name__ = test.__name__
    return limits(given_history(example))


def figures(entry, history, period):
    """What the database says of every unit, by the node."""
    boundaries = Boundaries(period.closing_day)
    rows = [node.row.pk for node in history.nodes]
    counted = count_by_unit(entry, period, rows, boundaries)
    return [counted.get(pk, 0) for pk in rows]


def listed(entry, history, period):
    return [set(things(entry, period, node.row)) for node in history.nodes]


STRENGTH = Indicator(
    code="strength",
    kind=Kind.STOCK,
    facts=lambda period: Membership.objects.active_on(period.closing_day),
    counts="member",
    thing=Member,
)


@at_random
def test_stock_is_who_was_there_on_the_closing_day(history, period, members):
    on = period.closing_day
    there = [
        {
            members[spell.member]
            for spell in history.spells
            if spell.covers(on) and history.inside(spell.unit, top, on)
        }
        for top in history.nodes
    ]
    assert figures(STRENGTH, history, period) == [len(found) for found in there]
    assert listed(STRENGTH, history, period) == there


ARRIVALS = Indicator(
    code="arrivals",
    kind=Kind.FLOW,
    facts=lambda period: Membership.objects.begun_in(period).filter(came_from__isnull=False),
    counts="member",
    thing=Member,
    counterpart="came_from__unit",
)


@at_random
def test_movement_inside_a_unit_is_none_for_that_unit(history, period, members):
    on = period.closing_day
    arrived = [
        {
            members[spell.member]
            for spell in history.spells
            if spell.came_from
            and spell.since in period
            and history.inside(spell.unit, top, on)
            and not history.inside(spell.came_from, top, on)
        }
        for top in history.nodes
    ]
    assert figures(ARRIVALS, history, period) == [len(found) for found in arrived]
    assert listed(ARRIVALS, history, period) == arrived


BEGINNINGS = Indicator(
    code="beginnings",
    kind=Kind.FLOW,
    facts=lambda period: Membership.objects.begun_in(period),
    thing=Membership,
)


@at_random
def test_facts_of_units_that_closed_in_the_period_still_count(history, period, members):
    on = period.closing_day
    begun = [
        sum(
            spell.since in period and history.inside(spell.unit, top, on)
            for spell in history.spells
        )
        for top in history.nodes
    ]
    assert figures(BEGINNINGS, history, period) == begun
    assert [len(rows) for rows in listed(BEGINNINGS, history, period)] == begun


def units_with_members(level):
    return Indicator(
        code=f"{level} with members",
        kind=Kind.STOCK,
        facts=lambda period: Membership.objects.active_on(period.closing_day),
        per=level,
    )


@pytest.mark.parametrize("level", [Level.BRANCH, Level.COMMUNE])
def test_per_level_counts_each_unit_once(level):
    @at_random
    def compare(history, period, members):
        on = period.closing_day
        living = [spell.unit for spell in history.spells if spell.covers(on)]
        lifted = [
            {
                history.top_at(unit, level, on).row
                for unit in living
                if history.inside(unit, top, on) and history.top_at(unit, level, on)
            }
            for top in history.nodes
        ]
        entry = units_with_members(level)
        assert figures(entry, history, period) == [len(found) for found in lifted]
        assert listed(entry, history, period) == lifted

    compare(None)


@at_random
def test_women_are_the_last_headcounts_added_up(history, period, members):
    on = period.closing_day
    latest = {}
    for node, as_of, women in sorted(history.headcounts, key=lambda row: row[1]):
        if as_of <= on:
            latest[id(node)] = (node, women)
    added = [
        sum(women for node, women in latest.values() if history.inside(node, top, on))
        for top in history.nodes
    ]
    entry = REGISTRY["A4"]
    assert figures(entry, history, period) == added
    assert [sum(row.women for row in rows) for rows in listed(entry, history, period)] == added


@at_random
def test_units_are_counted_while_they_exist(history, period, members):
    on = period.closing_day
    for code, level in (("A1", Level.COMMUNE), ("A2", Level.BRANCH), ("A3", Level.GROUP)):
        standing = [
            {
                node.row
                for node in history.nodes
                if node.level == level and node.exists_on(on) and history.inside(node, top, on)
            }
            for top in history.nodes
        ]
        assert figures(REGISTRY[code], history, period) == [len(found) for found in standing]
        assert listed(REGISTRY[code], history, period) == standing


# ---- Edges ------------------------------------------------------------------------------------


def test_empty_units_count_nothing(world):
    counted = tally(Period.parse("2023"), world.units)
    for unit in world.leaves:
        ratios = {code for code, entry in REGISTRY.items() if isinstance(entry, Ratio)}
        own = {Level.BRANCH: "A2", Level.GROUP: "A3"}[unit.level]
        others = {code for code in REGISTRY.keys() - ratios if not code.startswith(own[:2])}
        assert {counted[unit.pk][code] for code in ratios} <= {None, Decimal("0.0")}
        assert {counted[unit.pk][code] for code in others if code[0] == "A"} <= {0, 1}


def test_no_units_no_statement(world, django_assert_num_queries):
    boundaries = Boundaries(datetime.date(2023, 12, 31))
    with django_assert_num_queries(0):
        assert count_by_unit(REGISTRY["A1"], Period.parse("2023"), [], boundaries) == {}
    assert tally(Period.parse("2023"), []) == {}


def test_unit_that_has_closed_keeps_what_happened_before(world):
    """A branch that closed on 15 August still shows, and gives its commune, what July brought."""
    unit = branch_of(world.home, "Thôn 9")
    MemberFactory(
        home_unit=unit,
        spell__during=days_from(datetime.date(2023, 7, 3), datetime.date(2023, 8, 10)),
        spell__ended_as="resigned",
        spell__end_recorded_at="2023-08-10T00:00Z",
    )
    ended = datetime.date(2023, 8, 15)
    Unit.objects.filter(pk=unit.pk).update(valid=days_from(datetime.date(2000, 1, 1), ended))
    unit.placements.update(during=days_from(datetime.date(2000, 1, 1), ended))
    period = Period.parse("2023-Q3")
    boundaries = Boundaries(period.closing_day)
    asked = [unit.pk, world.home.pk, world.next_door.pk]
    assert count_by_unit(BEGINNINGS, period, asked, boundaries) == {unit.pk: 1, world.home.pk: 1}
    assert things(BEGINNINGS, period, unit).count() == 1
    assert things(BEGINNINGS, period, world.home).count() == 1


def test_unit_before_it_began_stands_nowhere(world):
    unit = branch_of(world.home, "Thôn 9", since=datetime.date(2024, 1, 1))
    boundaries = Boundaries(datetime.date(2023, 12, 31))
    assert list(boundaries.upwards(unit.pk)) == [unit.pk]
    assert unit.pk not in boundaries.below(world.home.pk)
    assert count_by_unit(REGISTRY["A2"], Period.parse("2023"), [unit.pk], boundaries) == {}


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 3, Decimal("33.3")),
        (2, 3, Decimal("66.7")),
        (1, 8, Decimal("12.5")),
        (1, 16, Decimal("6.3")),
        (5, 5, Decimal("100.0")),
        (0, 7, Decimal("0.0")),
        (0, 0, None),
        (4, 0, None),
        (None, 4, None),
    ],
)
def test_percent(part, whole, shown):
    assert percent(part, whole) == shown


def test_ratio_alone_is_counted_from_its_parts(world):
    MemberFactory.create_batch(3, home_unit=world.branch)
    HeadcountFactory(unit=world.home, women=8)
    counted = tally(Period.parse("2023"), [world.home, world.branch], ["A11"])
    assert counted == {world.home.pk: {"A11": Decimal("37.5")}, world.branch.pk: {"A11": None}}


def test_ratio_of_a_district_is_no_average(world):
    MemberFactory.create_batch(3, home_unit=world.branch)
    HeadcountFactory(unit=world.home, women=4)
    MemberFactory.create_batch(1, home_unit=world.foreign_branch)
    HeadcountFactory(unit=world.next_door, women=12)
    counted = tally(Period.parse("2023"), [world.district], ["A11"])
    assert counted[world.district.pk]["A11"] == Decimal("25.0")


def test_headcount_of_a_closed_commune_no_longer_counts(world):
    HeadcountFactory(unit=world.home, women=4)
    HeadcountFactory(unit=world.next_door, women=12)
    ended = days_from(datetime.date(2000, 1, 1), datetime.date(2023, 7, 1))
    Unit.objects.filter(pk=world.next_door.pk).update(valid=ended)
    for code, women in (("2023-H1", 16), ("2023-Q3", 4)):
        period = Period.parse(code)
        assert tally(period, [world.district], ["A4"])[world.district.pk] == {"A4": women}
        rows = things(REGISTRY["A4"], period, world.district)
        assert sum(rows.values_list("women", flat=True)) == women
        assert rows.model is Headcount


def statements(units, codes=None):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        tally(Period.parse("2023"), units, codes)
    return len(caught)


def test_statements_do_not_grow_with_the_units(world):
    communes = [world.home, world.next_door, *UnitFactory.create_batch(17, parent=world.district)]
    for unit in communes:
        branch_of(unit)
    counted = [statements(units) for units in (communes[:1], communes[:3], communes)]
    assert len(set(counted)) == 1
    levels = {entry.per for entry in REGISTRY.values() if not isinstance(entry, Ratio)} - {None}
    indicators = sum(not isinstance(entry, Ratio) for entry in REGISTRY.values())
    assert counted[0] <= indicators + len(levels) + 1


def test_progress_is_told_after_each_indicator(world):
    told = []
    tally(
        Period.parse("2023"), [world.home], ["A1", "A2", "A11"], lambda *steps: told.append(steps)
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_one_definition_per_number():
    with pytest.raises(ValueError, match="A1 is declared twice"):
        indicator("A1", kind=Kind.STOCK)(lambda period: Unit.objects.all())


def test_every_figure_is_as_long_as_its_list(world):
    """Whatever the apps declare: the list behind a figure has as many rows as the figure says."""
    MemberFactory.create_batch(2, home_unit=world.branch)
    MemberFactory(home_unit=world.foreign_branch)
    HeadcountFactory(unit=world.home)
    period = Period.parse("2023")
    counted = tally(period, world.units)
    for unit in (world.district, world.home, world.branch):
        for code, entry in REGISTRY.items():
            if not isinstance(entry, Ratio) and not entry.amount:
                assert things(entry, period, unit).count() == counted[unit.pk][code], code
