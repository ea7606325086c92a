"""Stored numbers of front pages: what Python counts, when they serve, who reads them."""

import datetime
from collections import defaultdict

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from accounts.roles import GRANTS, Role
from audit.log import record
from audit.models import Verb
from chapters.counting import things
from chapters.enums import Level
from chapters.indicators import REGISTRY
from core.jobs import LOST_AFTER, JobState, requeue_lost_jobs
from core.periods import Kind, Period
from members.enums import Began, MembershipKind, StandingKind, Worry
from members.models import Household, Membership
from members.worries import Worries
from models_programs.models import Activity, Assistance, Exemplar, Review
from reports import services, tasks
from reports.duties import FROM_NUMBERS, duties_of
from reports.front import Front
from reports.models import Glance
from reports.numbers import FIGURES, GOOD_FOR, Live, Stored, numbers_of
from reports.services import glances
from tests.factories.chapters import UnitFactory
from tests.factories.members import HouseholdFactory, MemberFactory, StandingFactory
from tests.factories.reports import GlanceFactory, ReportingPeriodFactory
from tests.reports.book import Book
from tests.statements import statements

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2023, 8, 20, 5, tzinfo=datetime.UTC)
DAY = NOON.date()
QUARTER = (datetime.date(2023, 7, 1), datetime.date(2023, 10, 1))
QUARTER_BEFORE = (datetime.date(2023, 4, 1), QUARTER[0])


def counted(unit):
    row = services.request_glance(unit=unit)
    assert services.run_glance(row.pk) is True
    row.refresh_from_db()
    return row


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


# ---- Against plain Python -----------------------------------------------------------------------


def facts_of_members(first, beyond):
    for spell in Membership.objects.select_related("unit").filter(kind=MembershipKind.ORDINARY):
        if beyond - datetime.timedelta(days=1) in spell.during:
            yield "A10", spell.unit, spell.pk
        if first <= spell.during.lower < beyond and spell.began_as != Began.TRANSFERRED:
            yield "A6", spell.unit, spell.pk


def facts_of_campaigns(first, beyond):
    for row in Assistance.objects.select_related("unit"):
        if first <= row.started_on < beyond:
            yield "C3", row.unit, row.household_id
    for row in Exemplar.objects.select_related("unit"):
        if first <= row.introduced_on < beyond:
            yield "B6", row.unit, row.pk
    for row in Activity.objects.select_related("unit"):
        if first <= row.on < beyond and row.unit.level in (Level.BRANCH, Level.GROUP):
            yield "P2", row.unit, row.unit.path.split(".")[3]


def by_hand(first, beyond):
    """`{code: {unit_id: n}}` of a quarter, over every row of the book."""
    found = {code: defaultdict(set) for code in ("A10", "A6", "C3", "P2", "B6")}
    for facts in (facts_of_members, facts_of_campaigns):
        for code, unit, what in facts(first, beyond):
            for pk in unit.ancestor_ids:
                found[code][pk].add(what)
    return {code: {pk: len(what) for pk, what in units.items()} for code, units in found.items()}


def waiting_by_hand(unit):
    reviewed = {r.household_id for r in Review.objects.filter(year=2023) if r.reviewed_on <= DAY}
    households = Household.objects.select_related("unit")
    here = [row for row in households if row.unit.path.startswith(unit.path)]
    return sum(row.pk not in reviewed for row in here)


@pytest.mark.parametrize("seed", range(4))
def test_stored_numbers_are_what_python_counts(world, noon, seed):
    Book(world, seed)
    kept = counted(world.district).numbers
    now, before = by_hand(*QUARTER), by_hand(*QUARTER_BEFORE)
    below = (world.home, world.next_door)
    for code, expected in now.items():
        for unit in (world.district, *below):
            assert kept["now"][unit.key][code] == expected.get(unit.pk, 0), (unit.key, code)
        assert kept["before"][code] == before[code].get(world.district.pk, 0), code
    assert kept["waiting"] == waiting_by_hand(world.district)
    assert kept["waiting_below"] == {unit.key: waiting_by_hand(unit) for unit in below}
    assert any(now["A10"].values())
    assert any(now["P2"].values())
    assert kept["waiting"]


@pytest.mark.parametrize("seed", [1, 2])
def test_stored_figures_are_as_long_as_their_names(world, noon, seed):
    Book(world, seed)
    row = counted(world.district)
    period = Live(world.district, [], DAY).period
    for unit in (world.district, world.home, world.next_door):
        assert row.numbers["now"][unit.key] == {
            code: things(REGISTRY[code], period, unit).count() for code in FIGURES
        }


def test_worries_are_those_of_the_lists(world):
    StandingFactory(member=MemberFactory(home_unit=world.branch), kind=StandingKind.AWAY)
    row = counted(world.district)
    lead = world.user(Role.DISTRICT_LEAD)
    lists = Worries(lead, world.district, timezone.localdate())
    assert row.numbers["worries"] == {worry: lists.rows(worry).count() for worry in Worry}
    assert row.numbers["worries"][Worry.AWAY] == 1


def test_whoever_is_told_of_worries_may_see_the_women():
    """The numbers of a unit are the same for all who may know them."""
    for role in Role:
        held = GRANTS[role]
        assert Permission.MEMBER_CHANGE not in held or Permission.MEMBER_VIEW in held, role


def test_numbers_count_by_the_window_that_staff_set(world, noon):
    MemberFactory(home_unit=world.branch, spell__during=(datetime.date(2023, 9, 20), None))
    assert counted(world.district).numbers["now"]["huyen"]["A10"] == 1
    ReportingPeriodFactory()
    assert counted(world.district).numbers["now"]["huyen"]["A10"] == 0


# ---- Asked for, counted, lost -------------------------------------------------------------------


@pytest.fixture
def queue(monkeypatch):
    """What would go to the workers."""
    sent = []
    monkeypatch.setattr(tasks.run_glance, "delay", sent.append)
    return sent


def test_second_run_finds_nothing_to_do(world):
    row = GlanceFactory(unit=world.district)
    assert [services.run_glance(row.pk), services.run_glance(row.pk)] == [True, False]


def test_every_few_minutes_asks_for_the_large_units_alone(
    world, queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.count_glances() == 2
        tasks.count_glances()
    assert {row.unit for row in Glance.objects.all()} == {world.province, world.district}
    assert len(queue) == 4
    assert [tasks.run_glance(pk) for pk in queue] == [True, True, False, False]


def test_killed_worker_leaves_the_numbers_and_is_followed_by_another(
    world, queue, django_capture_on_commit_callbacks
):
    row = counted(world.district)
    kept, at = row.numbers, row.counted_at
    long_ago = timezone.now() - LOST_AFTER * 2
    Glance.objects.update(state=JobState.RUNNING, started_at=long_ago, finished_at=None)
    lead = world.user(Role.DISTRICT_LEAD)
    assert numbers_of(lead, world.district, timezone.localdate()).counted_at == at
    MemberFactory(home_unit=world.branch)
    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_lost_jobs() == 1
    assert queue == [row.pk]
    assert tasks.run_glance(row.pk) is True
    row.refresh_from_db()
    assert row.numbers["now"]["huyen"]["A10"] == kept["now"]["huyen"]["A10"] + 1
    assert row.counted_at > at


def test_failure_is_kept_and_the_numbers_stay(world, monkeypatch):
    row = counted(world.district)
    monkeypatch.setattr(glances, "to_store", broken)
    services.request_glance(unit=world.district)
    with pytest.raises(ZeroDivisionError):
        services.run_glance(row.pk)
    again = Glance.objects.get()
    assert (again.state, again.error) == (JobState.FAILED, "half-way")
    assert (again.numbers, again.counted_at) == (row.numbers, row.counted_at)


def broken(*args):
    raise ZeroDivisionError("half-way")


# ---- On the page --------------------------------------------------------------------------------


@pytest.fixture
def lead(client, world):
    user = world.user(Role.DISTRICT_LEAD)
    client.force_login(user)
    return user


def shown(user, unit):
    """All that a page shows of the numbers, but not when they were counted."""
    today = timezone.localdate()
    front = Front(user, unit, today)
    duties = [(duty.words, duty.url, duty.by) for duty in duties_of(user, unit, today)]
    return front.figures, front.strength, front.cells, duties


def test_page_shows_the_same_from_the_store(world, lead):
    HouseholdFactory.create_batch(2, unit=world.branch)
    StandingFactory(member=MemberFactory(home_unit=world.branch), kind=StandingKind.AWAY)
    live = shown(lead, world.district)
    counted(world.district)
    assert isinstance(numbers_of(lead, world.district, timezone.localdate()), Stored)
    assert shown(lead, world.district) == live
    assert live[1][0]["value"] == 1
    assert len(live[2]) == 2


def test_page_says_when_it_was_counted_and_so_does_what_is_owed(client, world, lead, noon):
    HouseholdFactory(unit=world.branch)
    counted(world.district)
    numbers = numbers_of(lead, world.district, DAY)
    owed = [duty.detail for provider in FROM_NUMBERS for duty in provider(lead, numbers)]
    assert owed == [numbers.told] * 2
    page = client.get(reverse("reports:home")).content.decode()
    assert page.count("12:00 20/08/2023") == 3


def test_chapter_is_always_counted_while_it_is_shown(world, lead):
    counted(world.home)
    officer = world.user(Role.CHAPTER_OFFICER)
    assert isinstance(numbers_of(officer, world.home, timezone.localdate()), Live)


@pytest.mark.parametrize("why", ["old", "yesterday", "new unit", "new figure", "new list"])
def test_page_counts_itself_where_the_store_does_not_serve(world, lead, why, noon):
    row = counted(world.district)
    assert isinstance(numbers_of(lead, world.district, DAY), Stored)
    day = DAY
    if why == "old":
        noon.shift(GOOD_FOR + datetime.timedelta(seconds=1))
    elif why == "yesterday":
        day += datetime.timedelta(days=1)
    elif why == "new unit":
        UnitFactory(parent=world.district, name="Xã Mới")
    elif why == "new figure":
        del row.numbers["now"]["xa-nha"]["B6"]
    else:
        del row.numbers["worries"][Worry.BRANCH]
    row.save()
    assert isinstance(numbers_of(lead, world.district, day), Live)


def test_store_of_another_unit_is_not_read(world, lead):
    """The district's numbers tell of every chapter; a chapter reads its own, counted live."""
    counted(world.district)
    assert Glance.objects.visible_to(world.user(Role.INSPECTOR)).count() == 1
    for user in (world.user(Role.CHAPTER_LEAD), world.stranger, world.user(Role.SYSTEM_ADMIN)):
        assert not Glance.objects.visible_to(user).exists()
        today = timezone.localdate()
        assert isinstance(numbers_of(user, world.district, today), Live)


def test_administrator_is_told_no_number_of_the_store(client, world):
    HouseholdFactory(unit=world.branch)
    counted(world.district)
    front = Front(world.user(Role.SYSTEM_ADMIN), world.district, timezone.localdate())
    assert (front.figures, front.strength, front.cells) == ([], [], [])


def test_front_page_from_the_store_takes_few_statements(client, world, lead):
    counted(world.district)
    assert statements(lambda: client.get(reverse("reports:home"))) <= 20


def test_page_asks_for_a_recount_after_she_has_written(client, world, lead, noon):
    row = counted(world.district)
    page = reverse("reports:home")
    assert client.get(page).context["wrote_since"] is False
    record(Verb.CHANGED, by=world.user(Role.CHAPTER_LEAD), unit=world.home)
    assert client.get(page).context["wrote_since"] is False
    noon.shift(60)
    record(Verb.CHANGED, by=lead, unit=world.home)
    assert client.get(page).context["wrote_since"] is True
    assert 'hx-trigger="load, submit"' in client.get(page).content.decode()
    Glance.objects.update(state=JobState.FAILED)
    assert client.get(page).context["wrote_since"] is False
    assert Glance.objects.get().counted_at == row.counted_at


def test_recount_answers_with_a_bar_until_it_is_done(client, world, lead, queue):
    url = reverse("reports:recount_glance", args=[world.district.pk])
    bar = client.post(url, headers={"HX-Request": "true"})
    assert "<progress" in bar.content.decode()
    poll = reverse("reports:counting_glance", args=[world.district.pk])
    assert "HX-Refresh" not in client.get(poll)
    services.run_glance(Glance.objects.get().pk)
    assert client.get(poll)["HX-Refresh"] == "true"


def test_recount_without_script_leads_back_to_the_page(client, world, lead, queue):
    url = reverse("reports:recount_glance", args=[world.district.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).url == reverse("reports:home")
    assert Glance.objects.get().state == JobState.WAITING


# ---- Behind a figure ----------------------------------------------------------------------------


def this_quarter():
    return Period.containing(timezone.localdate(), Kind.QUARTER).code


def names_of(client, unit):
    return client.get(reverse("reports:names", args=[unit.pk, this_quarter(), "A10"]))


def test_names_say_what_the_page_still_shows(client, world, lead):
    counted(world.district)
    assert names_of(client, world.home).context["told"] == []
    MemberFactory(home_unit=world.branch)
    at = Glance.objects.get().counted_at
    for unit in (world.home, world.district):
        assert names_of(client, unit).context["told"] == [(0, at)]
    assert names_of(client, world.next_door).context["told"] == []
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    assert names_of(client, world.home).context["told"] == []


def test_names_tell_of_a_stored_tally_too(client, world, lead):
    row = services.request_tally(unit=world.district, period_code=this_quarter())
    services.run_tally(row.pk)
    MemberFactory(home_unit=world.branch)
    ((figure, _at),) = names_of(client, world.home).context["told"]
    assert figure == 0
