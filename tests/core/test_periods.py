"""Periods: codes, days, neighbours."""

import contextlib
import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Kind, Period, UnknownPeriod

DAY = datetime.timedelta(days=1)
years = st.integers(1902, 2099)
tiling = st.one_of(
    st.builds(Period, st.just(Kind.MONTH), years, st.integers(1, 12)),
    st.builds(Period, st.just(Kind.QUARTER), years, st.integers(1, 4)),
    st.builds(Period, st.just(Kind.HALF), years, st.integers(1, 2)),
    st.builds(Period, st.just(Kind.YEAR), years),
)
periods = tiling | st.builds(
    Period, st.just(Kind.FIRST_MONTHS), years, st.sampled_from([2, 4, 5, 7, 8, 9, 10, 11])
)


@pytest.mark.parametrize(
    ("code", "start", "closing_day", "label", "english"),
    [
        ("2023", (2023, 1, 1), (2023, 12, 31), "năm 2023", "the year 2023"),
        ("2023-H1", (2023, 1, 1), (2023, 6, 30), "6 tháng đầu năm 2023", None),
        ("2023-H2", (2023, 7, 1), (2023, 12, 31), "6 tháng cuối năm 2023", None),
        ("2023-9M", (2023, 1, 1), (2023, 9, 30), "9 tháng đầu năm 2023", None),
        ("2023-Q3", (2023, 7, 1), (2023, 9, 30), "quý III năm 2023", "quarter III of 2023"),
        ("2023-M12", (2023, 12, 1), (2023, 12, 31), "tháng 12 năm 2023", "month 12 of 2023"),
    ],
)
def test_a_code_tells_days_and_names(code, start, closing_day, label, english):
    period = Period.parse(code)
    assert period.start == datetime.date(*start)
    assert period.closing_day == datetime.date(*closing_day)
    assert period.end == period.closing_day + DAY
    assert period.eve == period.start - DAY
    assert str(period) == label
    if english:
        with translation.override("en"):
            assert period.label == english


@pytest.mark.parametrize(
    "code",
    ["", None, "23", "2023-Q5", "2023-H3", "2023-M13", "2023-M7", "2023-3M", "2023-12M", "1800"],
)
def test_a_bad_code_is_named(code):
    with pytest.raises(UnknownPeriod) as caught:
        Period.parse(code)
    assert str(caught.value).startswith(f"“{code or ''}” không phải là kỳ")


@given(st.text(max_size=8))
def test_any_code_is_read_or_refused_in_words(code):
    with contextlib.suppress(UnknownPeriod):
        assert Period.parse(code).code == code.strip().upper()


@given(periods)
def test_code_reads_back(period):
    assert Period.parse(period.code) == period
    assert Period.parse(f" {period.code.lower()} ") == period


@given(tiling)
def test_periods_of_a_kind_tile_the_calendar(period):
    before = period.previous()
    assert before.end == period.start
    assert before.kind == period.kind
    assert Period.containing(period.start, period.kind) == period
    assert Period.containing(period.closing_day, period.kind) == period


@given(periods)
def test_same_last_year_is_a_year_back(period):
    before = period.same_last_year()
    assert (before.kind, before.number, before.year) == (
        period.kind,
        period.number,
        period.year - 1,
    )
    assert before.start == period.start.replace(year=period.year - 1)


@given(periods)
def test_year_to_date_runs_from_january_to_the_same_end(period):
    whole = period.year_to_date()
    assert (whole.start, whole.end) == (datetime.date(period.year, 1, 1), period.end)
    assert whole.year_to_date() == whole


@given(periods, st.dates(datetime.date(1902, 1, 1), datetime.date(2099, 12, 31)))
def test_a_day_is_in_when_it_lies_between_the_bounds(period, day):
    assert (day in period) == (period.start <= day <= period.closing_day)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2023-Q1", "2023-Q1"),
        ("2023-Q2", "2023-H1"),
        ("2023-Q3", "2023-9M"),
        ("2023-Q4", "2023"),
        ("2023-H2", "2023"),
        ("2023-M01", "2023-M01"),
        ("2023-M07", "2023-7M"),
    ],
)
def test_year_to_date_has_the_usual_name(code, expected):
    assert Period.parse(code).year_to_date().code == expected


def test_the_first_nine_months_follow_those_of_the_year_before():
    assert Period.parse("2023-9M").previous() == Period.parse("2022-9M")


def test_a_window_replaces_the_days_and_keeps_the_name():
    cut = datetime.date(2023, 6, 15), datetime.date(2023, 9, 15)
    period = Period.parse("2023-Q3").with_window(*cut)
    assert (period.start, period.end, period.code) == (*cut, "2023-Q3")
    assert period.closing_day == datetime.date(2023, 9, 14)
    assert period.previous() == Period.parse("2023-Q2")
    assert period.year_to_date().end == cut[1]
    assert period != Period.parse("2023-Q3")


def test_periods_sort_by_their_days():
    codes = ["2022-Q4", "2023-M01", "2023-Q1", "2023-H1", "2023-9M", "2023", "2023-Q2"]
    assert [p.code for p in sorted(map(Period.parse, codes[::-1]))] == codes


@pytest.mark.parametrize(
    "parts", [(Kind.QUARTER, 2023, 5), (Kind.FIRST_MONTHS, 2023, 6), (Kind.YEAR, 2023, 2)]
)
def test_no_period_is_made_up(parts):
    with pytest.raises(ValueError, match="no such period"):
        Period(*parts)


def test_a_window_holds_at_least_a_day():
    day = datetime.date(2023, 1, 1)
    with pytest.raises(ValueError, match="no such period"):
        Period.parse("2023").with_window(day, day)
