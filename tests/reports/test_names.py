"""A number is its names: for every code and unit, the list is exactly as long as the figure."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from chapters.counting import tally, things
from chapters.indicators import REGISTRY, Ratio
from core.management.commands.load_reference import Command as LoadReference
from core.periods import Period
from reports.catalogue import rows_of
from reports.names import names
from tests.factories.accounts import user_with
from tests.factories.members import MemberFactory
from tests.reports.book import Book

pytestmark = pytest.mark.django_db

COUNTED = [entry for entry in REGISTRY.values() if not isinstance(entry, Ratio)]


def length(entry, rows):
    return sum(rows.values_list(entry.amount, flat=True)) if entry.amount else rows.count()


@pytest.mark.parametrize(("seed", "code"), [(1, "2023-Q1"), (1, "2023-Q3"), (2, "2023")])
def test_list_is_as_long_as_the_figure(world, seed, code):
    Book(world, seed)
    period = Period.parse(code)
    figures = tally(period, world.units)
    counted = {
        (unit.key, entry.code): length(entry, things(entry, period, unit))
        for unit in world.units
        for entry in COUNTED
    }
    assert counted == {
        (unit.key, entry.code): figures[unit.pk][entry.code]
        for unit in world.units
        for entry in COUNTED
    }
    assert sum(counted.values()) > 0


def test_random_book_feeds_every_figure(world):
    """Else the test above would compare nothing with nothing."""
    Book(world, 1)
    figures = tally(Period.parse("2023"), world.units)
    empty = {entry.code for entry in COUNTED} - {
        code for row in figures.values() for code, value in row.items() if value
    }
    assert {code for code in empty if "." not in code} == {"H6"}


def test_every_figure_opens_a_page(client, world):
    LoadReference().handle(verbosity=0)
    Book(world, 3)
    client.force_login(world.user(Role.DISTRICT_LEAD))
    opened = set()
    for period in (Period.parse("2023"), Period.parse("2026")):
        for row in rows_of(period):
            if not row.waits:
                url = reverse("reports:names", args=[world.district.pk, period.code, row.code])
                assert client.get(url).status_code == 200, url
                opened.add(row.code)
    assert opened == set(REGISTRY)


def test_page_shows_as_many_rows_as_it_counts(client, world):
    women = MemberFactory.create_batch(3, home_unit=world.branch)
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    page = client.get(reverse("reports:names", args=[world.home.pk, "2023-Q3", "A10"]))
    assert page.context["value"] == len(page.context["names"]) == len(women)
    assert page.context["names"][0].title == f"{women[0].full_name} · 1974"
    assert page.context["names"][0].url == women[0].get_absolute_url()
    assert page.context["names"][0].detail == "Thôn 1"


def test_places_are_told_up_to_the_unit_of_the_page(world):
    woman = MemberFactory(home_unit=world.branch)
    user = world.user(Role.DISTRICT_LEAD)
    assert names([woman], user, world.district)[0].detail == "Thôn 1, Xã Đồng Tâm"
    assert names([woman], user, world.home)[0].detail == "Thôn 1"


def test_one_who_has_moved_away_is_named_without_a_link(world):
    woman = MemberFactory(home_unit=world.branch)
    stranger = user_with(Role.CHAPTER_OFFICER, world.next_door)
    line = names([woman], stranger, world.next_door)[0]
    assert (line.title, line.url) == (f"{woman.full_name} · 1974", "")
    assert line.detail == "nay thuộc đơn vị khác"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_more_rows(client, world, django_assert_num_queries, rows):
    MemberFactory.create_batch(rows, home_unit=world.branch)
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    url = reverse("reports:names", args=[world.home.pk, "2023-Q3", "A10"])
    client.get(url)
    with django_assert_num_queries(STATEMENTS_OF_A_LIST):
        client.get(url)


STATEMENTS_OF_A_LIST = 16


def test_referral_figures_are_closed_to_those_who_may_not_see_cases(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    for code in ("H1", "H7", "H8"):
        url = reverse("reports:names", args=[world.home.pk, "2023-Q3", code])
        assert client.get(url).status_code == 403, code


@pytest.mark.parametrize(
    ("period", "code"), [("2023-Q3", "X1"), ("2023-Q5", "A10"), ("2023-q3", "A10"), ("2023", "F1")]
)
def test_unknown_code_or_period_is_no_page(client, world, period, code):
    client.force_login(world.user(Role.DISTRICT_LEAD))
    url = reverse("reports:names", args=[world.district.pk, period, code])
    assert client.get(url).status_code == 404


def test_ratio_leads_to_its_part_and_its_whole(client, world):
    client.force_login(world.user(Role.DISTRICT_LEAD))
    page = client.get(reverse("reports:names", args=[world.district.pk, "2023", "A13"]))
    assert [row.code for row, _ in page.context["parts"]] == ["A12", "A10"]
