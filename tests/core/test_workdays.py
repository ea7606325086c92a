"""Working days against a count by hand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays import add_working_days, is_working_day, working_days_between

FRIDAY = datetime.date(2023, 11, 17)
TET = {datetime.date(2023, 1, day) for day in range(20, 27)}
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
near = st.integers(-60, 60).map(lambda n: FRIDAY + datetime.timedelta(days=n))
holidays = st.frozensets(near, max_size=15)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, datetime.date(2023, 11, 20)),
        (FRIDAY, 5, datetime.date(2023, 11, 24)),
        (datetime.date(2023, 11, 18), 1, datetime.date(2023, 11, 20)),
        (datetime.date(2023, 1, 19), 1, datetime.date(2023, 1, 27)),
        (datetime.date(2023, 11, 20), -1, FRIDAY),
    ],
)
def test_add_working_days_skips_weekends_and_holidays(day, count, expected):
    assert add_working_days(day, count, TET) == expected


@given(near, st.integers(1, 60), holidays)
def test_the_date_reached_is_a_working_day_with_the_count_before_it(day, count, free):
    reached = add_working_days(day, count, free)
    span = [day + datetime.timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert is_working_day(reached, free)
    assert len([d for d in span if d.weekday() < 5 and d not in free]) == count


@given(near, st.integers(-60, 60), holidays)
def test_counting_undoes_adding(day, count, free):
    assert working_days_between(day, add_working_days(day, count, free), free) == count


@given(near, near, near, holidays)
def test_counts_of_parts_add_up(one, two, three, free):
    first, second, third = sorted([one, two, three])
    parts = working_days_between(first, second, free) + working_days_between(second, third, free)
    assert parts == working_days_between(first, third, free)
