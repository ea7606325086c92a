"""Pages of lists, ranges of days, and questions asked of requests."""

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F

from core.http import safe_next, wants_part
from core.models import Holiday
from core.paging import has_total_order, page_of
from core.ranges import closed_at, covers, days_from, last_day, open_from, overlaps, through

DAY = datetime.date(2023, 11, 17)


@pytest.fixture
def holidays(db):
    for n in range(1, 8):
        Holiday.objects.create(day=DAY.replace(day=n), name=f"ngày {n}")
    return Holiday.objects.order_by("name", "pk")


@pytest.mark.parametrize(
    ("asked", "number", "names"),
    [
        ("", 1, ["ngày 1", "ngày 2", "ngày 3"]),
        ("2", 2, ["ngày 4", "ngày 5", "ngày 6"]),
        ("99", 3, ["ngày 7"]),
        ("abc", 1, ["ngày 1", "ngày 2", "ngày 3"]),
        ("-1", 3, ["ngày 7"]),
        ("٢", 2, ["ngày 4", "ngày 5", "ngày 6"]),
    ],
)
def test_page_of_answers_every_page_number(rf, holidays, asked, number, names):
    page = page_of(holidays, rf.get("/", {"page": asked}), per_page=3)
    assert (page.number, [row.name for row in page]) == (number, names)


def test_page_of_an_empty_list_is_its_first(rf, db):
    assert page_of(Holiday.objects.all(), rf.get("/")).number == 1


@pytest.mark.parametrize(
    ("order", "total"),
    [
        (["name"], False),
        (["name", "pk"], True),
        (["-name", "-id"], True),
        (["day"], True),
        ([F("name").asc(), F("pk").desc()], True),
        ([F("name")], False),
        ([], False),
        (["?"], False),
    ],
)
def test_page_of_demands_an_order_without_ties(rf, order, total):
    rows = Holiday.objects.order_by(*order)
    assert has_total_order(rows) is total
    if not total:
        with pytest.raises(ImproperlyConfigured, match="Holiday"):
            page_of(rows, rf.get("/"))


def test_a_models_own_order_counts():
    assert has_total_order(Holiday.objects.all())


def test_ranges_are_half_open():
    span = days_from(DAY, DAY + datetime.timedelta(days=2))
    assert [DAY + datetime.timedelta(days=n) in span for n in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]
    assert last_day(span) == DAY + datetime.timedelta(days=1)
    assert (open_from(DAY).lower, open_from(DAY).upper, last_day(open_from(DAY))) == (
        DAY,
        None,
        None,
    )
    assert through(DAY, DAY) == days_from(DAY, DAY + datetime.timedelta(days=1))
    assert closed_at(open_from(DAY), DAY + datetime.timedelta(days=2)) == span


def test_a_range_without_a_day_is_refused():
    for until in (DAY, DAY - datetime.timedelta(days=1)):
        with pytest.raises(ValueError, match="no day"):
            closed_at(open_from(DAY), until)


def test_lookups_name_their_field():
    assert covers(DAY) == {"during__contains": DAY}
    assert covers(DAY, "valid") == {"valid__contains": DAY}
    assert overlaps(days_like(DAY), "valid") == {
        "valid__overlap": days_from(DAY, DAY + datetime.timedelta(days=1))
    }


def days_like(day):
    class Span:
        start, end = day, day + datetime.timedelta(days=1)

    return Span


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/members/?q=hoa", "/members/?q=hoa"),
        ("", "/home/"),
        ("https://elsewhere.example/", "/home/"),
        ("//elsewhere.example/", "/home/"),
        ("javascript:alert(1)", "/home/"),
        ("http://testserver/members/", "http://testserver/members/"),
    ],
)
def test_safe_next_stays_in_the_house(rf, asked, expected):
    assert safe_next(rf.get("/", {"next": asked}), "/home/") == expected
    assert safe_next(rf.post("/", {"next": asked}), "/home/") == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_wants_part_only_of_htmx(rf, headers, expected):
    assert wants_part(rf.get("/", headers=headers)) is expected
