"""Pages of lists, ranges of days, and questions asked of requests."""

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F
from django.urls import reverse

from accounts.roles import Role
from core.http import row_key, safe_next, wants_part
from core.models import Holiday
from core.paging import has_total_order, long_page_of, page_of
from core.ranges import closed_at, covers, days_from, last_day, open_from, overlaps, through
from members.models import Member
from tests.factories.members import MemberFactory

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
        ("healthz", "/home/"),
        ("Hoa 2", "/home/"),
        ("elsewhere.example", "/home/"),
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


# ---- Long lists ---------------------------------------------------------------------------------


def walked(rows, rf, *, forwards=True, **query):
    """The names on all pages, by following the addresses that the pages themselves offer."""
    pages = []
    while True:
        page = long_page_of(rows, rf.get("/", query), per_page=2, most=4)
        pages.append([row.name for row in page])
        if forwards and page.has_next():
            query = {"page": page.next_page_number(), "after": page.after or ""}
        elif not forwards and page.has_previous():
            query = {"page": page.previous_page_number(), "before": page.before or ""}
        else:
            return pages, page


def test_long_list_is_walked_to_its_end_and_back(rf, holidays):
    pages, last = walked(holidays, rf)
    assert pages == [[f"ngày {n}" for n in pair] for pair in ([1, 2], [3, 4], [5, 6], [7])]
    assert (last.number, last.has_next(), last.paginator.count) == (4, False, 4)
    query = {"page": last.number, "after": holidays[5].pk}
    back, first = walked(holidays, rf, forwards=False, **query)
    assert back == pages[::-1]
    assert (first.number, first.start_index(), first.end_index()) == (1, 1, 2)


def test_long_list_says_that_it_goes_on(rf, holidays):
    page = long_page_of(holidays, rf.get("/"), per_page=2, most=4)
    assert (page.paginator.count, page.paginator.more, page.after) == (4, True, None)
    whole = long_page_of(holidays, rf.get("/"), per_page=2, most=7)
    assert (whole.paginator.count, whole.paginator.more) == (7, False)


@pytest.mark.parametrize("query", [{"page": "9"}, {"page": "9", "after": "x"}, {"page": "4"}])
def test_far_page_without_a_row_to_begin_at_is_the_last_numbered_one(rf, holidays, query):
    page = long_page_of(holidays, rf.get("/", query), per_page=2, most=4)
    assert page.number == 2


def test_far_page_whose_row_has_left_the_list(rf, holidays):
    gone = Holiday.objects.get(name="ngày 6").pk
    query = {"page": "4", "after": gone}
    page = long_page_of(holidays.exclude(pk=gone), rf.get("/", query), per_page=2, most=4)
    assert page.number == 2


def test_far_pages_pass_over_no_unknown_year(rf, db):
    """Ties and unknown years: names repeat, and years of birth may lack."""
    for year in (1990, None, 1970, None, 1970, 1980, None):
        MemberFactory(full_name="Ka Dụ", birth_year=year)
    rows = Member.objects.in_name_order()
    seen, query = [], {}
    while True:
        page = long_page_of(rows, rf.get("/", query), per_page=1, most=2)
        seen += [row.pk for row in page]
        if not page.has_next():
            break
        query = {"page": page.next_page_number(), "after": page.after or ""}
    assert seen == list(rows.values_list("pk", flat=True))


# ---- What is sent -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1 ", None),
        ("x", None),
        ("", None),
    ],
)
def test_key_of_a_row_is_read_from_what_was_sent(text, key):
    assert row_key(text) == key


@pytest.mark.parametrize("asked", ["Ho%00a", "Hoa%00", "%00%00Hoa", "Ho%0%000a"])
def test_sign_that_the_database_refuses_is_left_out_of_an_address(client, world, asked):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    answer = client.get(f"{reverse('members:list')}?q={asked}")
    assert (answer.status_code, answer.context["words"]) == (200, "Hoa")


def test_sign_that_the_database_refuses_is_left_out_of_a_form(client, world):
    woman = MemberFactory(home_unit=world.branch)
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    answer = client.post(reverse("members:leave", args=[woman.pk]), {"note\x00": "Mất\x00 giấy"})
    assert answer.status_code == 422
    assert answer.context["form"].data["note"] == "Mất giấy"


def test_page_with_such_a_sign_in_its_path_is_not_there(client, world):
    client.force_login(world.user(Role.DISTRICT_LEAD))
    assert client.get("/reports/%00/").status_code == 404
    path = reverse("reports:report", args=[world.district.pk, "2023"]).replace("2023", "20%0023")
    assert client.get(path).status_code == 404


def test_cookie_with_such_a_sign_is_no_session(client, db):
    """Cookies may write signs by their numbers."""
    client.cookies.load({})
    answer = client.get("/", headers={"cookie": 'sessionid="abcdefgh\\000ijklmnop"'})
    assert answer.status_code == 302
