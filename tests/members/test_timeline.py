"""Spells of two women become those of one: checked day by day against plain Python."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.doubles.timeline import FOREVER, Interleaved, Span, united

FIRST = datetime.date(2020, 1, 1)
DAYS = 40


def day(number):
    return FIRST + datetime.timedelta(days=number)


def span(pk, first, until, *, unit=1, wins=False, kind="ordinary"):
    end = FOREVER if until is None else day(until)
    return Span(pk, unit, kind, day(first), end, wins)


@st.composite
def spells(draw, wins, start):
    """Spells of one woman that never share a day."""
    marks = draw(st.lists(st.integers(0, DAYS - 1), unique=True, max_size=6).map(sorted))
    pairs = [marks[n : n + 2] for n in range(0, len(marks), 2)]
    return [
        span(
            start + n,
            pair[0],
            pair[1] if len(pair) == 2 else None,
            unit=draw(st.integers(1, 2)),
            wins=wins,
            kind=draw(st.sampled_from(["ordinary", "honorary"])),
        )
        for n, pair in enumerate(pairs)
    ]


def held(span, days, on):
    first, until = days
    return first <= on < until


@given(spells(True, 1), spells(False, 11))
def test_each_day_is_held_once_and_winners_keep_theirs(winners, losers):
    every = {item.pk: item for item in winners + losers}
    try:
        plan = united(winners + losers)
    except Interleaved:
        return
    assert plan.days.keys() | plan.heirs.keys() == every.keys()
    assert plan.days.keys().isdisjoint(plan.heirs)
    for number in range(DAYS + 2):
        on = day(number)
        now = [pk for pk, days in plan.days.items() if held(every[pk], days, on)]
        was = [item for item in every.values() if item.first <= on < item.until]
        assert len(now) == (1 if was else 0)
        for winner in (item for item in was if item.wins):
            assert now == [winner.pk]


@given(spells(True, 1), spells(False, 11))
def test_seams_join_neighbours(winners, losers):
    try:
        plan = united(winners + losers)
    except Interleaved:
        return
    for before, after in plan.seams:
        assert plan.days[before][1] == plan.days[after][0]


@given(spells(True, 1))
def test_one_side_alone_stays_as_it_is(winners):
    plan = united(winners)
    assert plan.days == {item.pk: (item.first, item.until) for item in winners}
    assert (plan.heirs, plan.seams) == ({}, [])


def test_same_unit_is_one_spell_from_the_first_day():
    plan = united([span(1, 10, None, wins=True), span(2, 5, None)])
    assert plan.days == {1: (day(5), FOREVER)}
    assert (plan.heirs, plan.begins_as, plan.ends_as) == ({2: 1}, {1: 2}, {})


def test_another_unit_is_a_move():
    plan = united([span(1, 10, None, wins=True), span(2, 5, None, unit=2)])
    assert plan.days == {1: (day(10), FOREVER), 2: (day(5), day(10))}
    assert plan.seams == [(2, 1)]


def test_what_lies_apart_stays():
    plan = united([span(1, 10, 20, wins=True), span(2, 0, 10, unit=2), span(3, 25, None)])
    assert plan.days == {
        1: (day(10), day(20)),
        2: (day(0), day(10)),
        3: (day(25), FOREVER),
    }
    assert plan.seams == []


def test_what_would_fall_in_two_pieces_is_refused():
    with pytest.raises(Interleaved):
        united([span(1, 10, 20, wins=True), span(2, 5, None, unit=2)])
