"""The sheet, the table by unit, the list of periods, and who may see which figure."""

import pytest
from django.urls import reverse

from accounts.permissions import Permission
from accounts.roles import Role
from chapters.counting import tally
from chapters.indicators import REGISTRY
from core.periods import Period
from members.enums import Late
from reports import services, tasks
from reports.catalogue import OUT_OF, main_rows
from reports.definitions import DEFINITIONS
from reports.indicators_page import PAGE, page
from reports.models import Tally
from tests.factories.accounts import user_with
from tests.factories.chapters import UnitFactory
from tests.factories.reports import GlanceFactory, TallyFactory
from tests.reports.book import Book

PERIOD = "2023-Q3"


def lines(response):
    return {line.row.code: line for _, part in response.context["sections"] for line in part}


def show(client, world, role, unit, name="report"):
    client.force_login(world.user(role))
    return client.get(reverse(f"reports:{name}", args=[unit.pk, PERIOD]))


def test_rows_fed_by_something_say_what_they_count():
    late = {f"A5.{late}" for late in Late}
    assert {row.code for row in main_rows() if not row.waits} | late == DEFINITIONS.keys()


def test_every_figure_has_a_row():
    codes = {row.code for row in main_rows()}
    assert {code.split(".")[0] for code in REGISTRY} <= codes
    assert OUT_OF.keys() | set(OUT_OF.values()) <= codes


def test_documentation_lists_the_figures_as_they_are():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.django_db
def test_sheet_shows_what_is_counted_now(client, world):
    Book(world, 5)
    shown = lines(show(client, world, Role.CHAPTER_LEAD, world.home))
    live = tally(Period.parse(PERIOD), [world.home])[world.home.pk]
    assert {code: line.value for code, line in shown.items() if not line.row.waits} == {
        code: live[code] for code in shown if code in live
    }
    assert shown["P1"].out_of == live["A1"]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [6, 7])
def test_movement_balances_on_every_unit(client, world, seed):
    Book(world, seed)
    client.force_login(world.user(Role.DISTRICT_LEAD))
    for unit in world.units[1:]:
        response = client.get(reverse("reports:report", args=[unit.pk, PERIOD]))
        assert response.context["balance"]["agrees"] is True, unit.key


@pytest.mark.django_db
def test_comparisons_come_from_stored_tallies_of_their_own_period(client, world):
    Book(world, 8)
    for code in services.compared_codes(Period.parse(PERIOD)):
        services.run_tally(TallyFactory(unit=world.home, period_code=code).pk)
    response = show(client, world, Role.CHAPTER_LEAD, world.home)
    assert response.context["lacking"] is False
    assert [(c.role, c.period.code) for c in response.context["comparisons"]] == [
        ("previous", "2023-Q2"),
        ("to_date", "2023-9M"),
        ("last_year", "2022-Q3"),
    ]
    before = tally(Period.parse("2023-Q2"), [world.home])[world.home.pk]
    shown = lines(response)
    assert {code: shown[code].before[0][1] for code in before if code in shown} == {
        code: before[code] for code in before if code in shown
    }
    assert shown["A10"].change == shown["A10"].value - shown["A10"].after[1][1]


@pytest.mark.django_db
def test_referral_figures_exist_only_for_those_who_may_see_cases(client, world):
    assert "H1" not in lines(show(client, world, Role.CHAPTER_OFFICER, world.home))
    assert "H1" in lines(show(client, world, Role.CHAPTER_LEAD, world.home))


@pytest.mark.django_db
def test_table_by_unit_hides_referral_figures_too(client, world):
    services.run_tally(TallyFactory(unit=world.home).pk)
    hidden = show(client, world, Role.CHAPTER_OFFICER, world.home, "by_unit").context["tables"]
    seen = show(client, world, Role.CHAPTER_LEAD, world.home, "by_unit").context["tables"]
    titles = [part.title for part in hidden]
    assert len(titles) == len(seen) - 1
    assert "H1" not in {row.code for part in hidden for row in part.rows}
    assert [child for child, _ in seen[0].lines] == [world.branch, world.other_branch]


@pytest.mark.django_db
@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("communes", [1, 3])
def test_home_costs_the_same_for_more_units(
    client, world, django_assert_num_queries, communes, stored
):
    for number in range(communes):
        UnitFactory(parent=world.district, name=f"Xã {number}")
    if stored:
        services.run_glance(GlanceFactory(unit=world.district).pk)
    client.force_login(world.user(Role.DISTRICT_LEAD))
    client.get(reverse("reports:home"))
    with django_assert_num_queries(STATEMENTS_OF_HOME[stored]):
        assert client.get(reverse("reports:home")).status_code == 200


STATEMENTS_OF_HOME = {True: 19, False: 46}


@pytest.mark.django_db
def test_recount_by_script_answers_with_the_bar_or_the_page_anew(client, world, monkeypatch):
    monkeypatch.setattr(tasks.run_tally, "delay", lambda tally_id: None)
    client.force_login(world.user(Role.CHAPTER_LEAD))
    url = reverse("reports:recount", args=[world.home.pk, PERIOD])
    part = client.post(url, headers={"HX-Request": "true"})
    assert (part.status_code, part.get("HX-Refresh")) == (200, None)
    assert "<progress" in part.content.decode()
    for row in Tally.objects.all():
        services.run_tally(row.pk)
    again = client.get(reverse("reports:counting", args=[world.home.pk, PERIOD]))
    assert again["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_recount_asks_for_every_compared_period(client, world):
    client.force_login(world.user(Role.CHAPTER_LEAD))
    url = reverse("reports:recount", args=[world.home.pk, PERIOD])
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    codes = set(Tally.objects.values_list("period_code", flat=True))
    assert codes == {"2023-Q3", "2023-Q2", "2023-9M", "2022-Q3"}


@pytest.mark.django_db
def test_bar_asks_again_until_all_is_counted(client, world):
    client.force_login(world.user(Role.CHAPTER_LEAD))
    row = services.request_tally(unit=world.home, period_code=PERIOD)
    url = reverse("reports:counting", args=[world.home.pk, PERIOD])
    assert "HX-Refresh" not in client.get(url)
    services.run_tally(row.pk)
    assert client.get(url)["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_periods_have_due_dates_even_before_staff_set_them(client, world):
    client.force_login(world.user(Role.INSPECTOR))
    periods = client.get(reverse("reports:list")).context["periods"]
    assert all(row.chapter_due < row.district_due <= row.closing_day for _, row in periods)
    assert [period.code for period, _ in periods][-1].endswith("-Q1")


@pytest.mark.django_db
def test_unit_below_her_own_is_hers_and_others_are_not(client, world):
    user = user_with(Role.CHAPTER_OFFICER, world.home)
    client.force_login(user)
    seen = {
        unit.key: client.get(reverse("reports:report", args=[unit.pk, PERIOD])).status_code
        for unit in (world.home, world.branch, world.next_door, world.district)
    }
    assert seen == {"xa-nha": 200, "xa-nha/thon-1": 200, "xa-ben": 404, "huyen": 404}
    assert user.may(Permission.REPORT_VIEW)
