"""What officers type as a date, and what they are told when it is none."""

import contextlib
import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import (
    PartialDate,
    Precision,
    UnreadableDate,
    add_months,
    parse_date,
    parse_partial_date,
)

TODAY = datetime.date(2023, 11, 17)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "05/03/1974",
        "5/3/1974",
        "5-3-74",
        "5.3.1974",
        "05 03 1974",
        " 5 / 3 / 1974 ",
        "05031974",
        "1974-03-05",
        "ngày 5 tháng 3 năm 1974",
        "Ngày 05/03/1974",
    ],
)
def test_parse_reads_whole_dates_day_first(text):
    assert parse_date(text, today=TODAY) == datetime.date(1974, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1974", PartialDate(1974)),
        ("năm 1974", PartialDate(1974)),
        ("3/1974", PartialDate(1974, 3)),
        ("tháng 3 năm 1974", PartialDate(1974, 3)),
        ("5/3/74", PartialDate(1974, 3, 5)),
    ],
)
def test_parse_keeps_how_much_is_known(text, expected):
    assert parse_partial_date(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "year"), [("1/1/23", 2023), ("1/1/24", 1924), ("1/1/00", 2000), ("1/1/68", 1968)]
)
def test_two_digits_mean_the_latest_year_that_has_begun(text, year):
    assert parse_date(text, today=TODAY).year == year


@pytest.mark.parametrize(
    "text",
    ["31/02/1974", "29/02/2023", "5/13/1974", "00/03/1974", "5/0/1974", "0/1974", "13/1974"],
)
def test_a_date_not_in_the_calendar_is_named(text):
    with pytest.raises(UnreadableDate) as caught:
        parse_partial_date(text, today=TODAY)
    assert str(caught.value) == (
        f"Ngày {text} không có trên lịch. Ghi ngày/tháng/năm, ví dụ 05/03/1974."
    )


@pytest.mark.parametrize(
    "text",
    ["", "abc", "74", "5/3", "1/2/3/1974", "5/3/974", "050374", "٥/٣/١٩٧٤", "5//3/1974", "-"],
)
def test_what_has_no_shape_of_a_date_is_named(text):
    with pytest.raises(UnreadableDate) as caught:
        parse_partial_date(text, today=TODAY)
    assert f"“{text}”" in str(caught.value)


@pytest.mark.parametrize("text", ["1899", "2101", "05/03/0974"])
def test_years_far_off_are_refused(text):
    with pytest.raises(UnreadableDate, match="1900"):
        parse_partial_date(text, today=TODAY)


def test_parse_date_wants_the_day():
    with pytest.raises(UnreadableDate, match="“1974” thiếu ngày"):
        parse_date("1974", today=TODAY)


@given(days, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]))
def test_every_day_is_read_back(day, pattern):
    assert parse_date(day.strftime(pattern), today=TODAY) == day


@given(days)
def test_text_of_a_partial_date_reads_back_as_itself(day):
    for partial in (
        PartialDate(day.year),
        PartialDate(day.year, day.month),
        PartialDate.of(day),
    ):
        assert parse_partial_date(str(partial), today=TODAY) == partial
        assert partial.first_day <= day <= partial.last_day


@given(st.text(max_size=20))
def test_anything_typed_is_read_or_refused_in_words(text):
    with contextlib.suppress(UnreadableDate):
        assert parse_partial_date(text, today=TODAY).first_day.year >= 1900


def test_partial_dates_know_their_precision_and_sort():
    partials = [PartialDate(1974), PartialDate(1974, 3), PartialDate(1974, 3, 5), PartialDate(1975)]
    assert sorted(random.Random(1).sample(partials, 4)) == partials
    assert [partial.precision for partial in partials] == [
        Precision.YEAR,
        Precision.MONTH,
        Precision.DAY,
        Precision.YEAR,
    ]
    assert [partial.date for partial in partials] == [
        None,
        None,
        datetime.date(1974, 3, 5),
        None,
    ]


@pytest.mark.parametrize("parts", [(1974, None, 5), (1974, 2, 31), (1974, 0), (1974, 3, 0)])
def test_impossible_partial_dates_are_refused(parts):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ((2023, 1, 31), 1, (2023, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2023, 11, 30), 60, (2028, 11, 30)),
        ((2023, 3, 31), -1, (2023, 2, 28)),
        ((2023, 12, 15), 1, (2024, 1, 15)),
        ((2023, 12, 15), 0, (2023, 12, 15)),
    ],
)
def test_add_months_stays_within_the_month(day, count, expected):
    assert add_months(datetime.date(*day), count) == datetime.date(*expected)
