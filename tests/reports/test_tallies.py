"""Stored tallies: asked for, claimed once, counted, found again after a killed worker."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chapters.counting import tally
from core.jobs import LOST_AFTER, JobState, requeue_lost_jobs
from core.periods import Period
from core.ranges import open_from
from reports import services, tasks
from reports.models import ReportingPeriod, Tally
from reports.services import tallies
from reports.sheet import stored_value
from tests.factories.members import MemberFactory, MembershipFactory
from tests.factories.reports import ReportingPeriodFactory, TallyFactory
from tests.reports.book import Book

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - LOST_AFTER * 2
PERIOD = "2023-Q3"


def test_stored_figures_are_those_counted_live(world):
    Book(world, 4)
    row = TallyFactory(unit=world.district)
    assert services.run_tally(row.pk) is True
    row.refresh_from_db()
    assert (row.state, row.done) == (JobState.DONE, row.total)
    units = [world.district, world.home, world.next_door]
    live = tally(Period.parse(PERIOD), units)
    stored = {
        unit.pk: {code: stored_value(row, unit, code) for code in live[unit.pk]} for unit in units
    }
    assert stored == live


def test_second_run_finds_nothing_to_do(world):
    row = TallyFactory(unit=world.home)
    assert [services.run_tally(row.pk), services.run_tally(row.pk)] == [True, False]


def test_run_in_progress_is_left_alone_until_it_is_lost(world):
    row = TallyFactory(unit=world.home, state=JobState.RUNNING, started_at=timezone.now())
    assert services.run_tally(row.pk) is False
    Tally.objects.update(started_at=LONG_AGO)
    assert services.run_tally(row.pk) is True


def test_failure_is_kept_on_the_row_and_can_be_asked_for_again(world, monkeypatch):
    row = TallyFactory(unit=world.home, figures={"xa-nha": {"A1": 1}})
    monkeypatch.setattr(tallies, "count", broken)
    with pytest.raises(ZeroDivisionError):
        services.run_tally(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "half-way")
    assert row.figures == {"xa-nha": {"A1": 1}}
    monkeypatch.undo()
    services.request_tally(unit=world.home, period_code=PERIOD)
    assert services.run_tally(row.pk) is True


def broken(*args, **kwargs):
    raise ZeroDivisionError("half-way")


def test_two_requests_make_one_row_and_queue_it(world, django_capture_on_commit_callbacks, queue):
    with django_capture_on_commit_callbacks(execute=True):
        first = services.request_tally(unit=world.home, period_code=PERIOD)
        services.run_tally(first.pk)
        again = services.request_tally(unit=world.home, period_code=PERIOD)
    assert first == again
    assert queue == [first.pk, first.pk]
    assert Tally.objects.get().state == JobState.WAITING


@pytest.fixture
def queue(monkeypatch):
    """What would go to the workers."""
    sent = []
    monkeypatch.setattr(tasks.run_tally, "delay", sent.append)
    return sent


def test_lost_runs_are_queued_again_and_no_others(world, queue, django_capture_on_commit_callbacks):
    lost = [
        TallyFactory(unit=world.home, state=JobState.RUNNING, started_at=LONG_AGO),
        TallyFactory(unit=world.next_door, requested_at=LONG_AGO),
    ]
    TallyFactory(unit=world.district)
    TallyFactory(unit=world.branch, state=JobState.DONE, started_at=LONG_AGO)
    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_lost_jobs() == 2
    assert sorted(queue) == sorted(row.pk for row in lost)


def test_every_night_asks_for_this_year_and_last_of_district_and_communes(world):
    year, quarter = timezone.localdate().year, (timezone.localdate().month - 1) // 3 + 1
    assert tasks.tally_current_periods() == 3 * 4
    asked = set(Tally.objects.values_list("unit__key", "period_code"))
    codes = {f"{year}-Q{quarter}", f"{year - 1}-Q{quarter}", str(year), str(year - 1)}
    assert asked == {(key, code) for key in ("huyen", "xa-nha", "xa-ben") for code in codes}


def test_opening_periods_twice_makes_each_once(db):
    tasks.open_periods()
    tasks.open_periods()
    assert ReportingPeriod.objects.count() == 2
    assert {row.chapter_due.day for row in ReportingPeriod.objects.all()} == {12}


def test_tally_counts_by_the_window_that_staff_set(world):
    ReportingPeriodFactory()
    woman = MemberFactory(home_unit=world.branch, spell=None)
    MembershipFactory(member=woman, during=open_from(datetime.date(2023, 9, 20)))
    assert output("--period", PERIOD, "--unit", "huyen")["xa-nha"]["A10"] == 0
    ReportingPeriod.objects.all().delete()
    assert output("--period", PERIOD, "--unit", "huyen")["xa-nha"]["A10"] == 1


def output(*arguments):
    out = StringIO()
    call_command("tally", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_command_prints_the_unit_and_its_children_as_plain_numbers(world):
    MemberFactory.create_batch(3, home_unit=world.branch)
    figures = output("--period", "2023", "--unit", "huyen")
    assert list(figures) == ["huyen", "xa-nha", "xa-ben"]
    assert (figures["huyen"]["A10"], figures["huyen"]["A13"], figures["huyen"]["A11"]) == (
        3,
        0,
        None,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "2023-Q7", "--unit", "huyen"], "2023-Q7"),
        (["--period", "2023", "--unit", "khong-co"], "khong-co"),
    ],
)
def test_command_refuses_in_one_sentence(world, arguments, said):
    with pytest.raises(CommandError, match=said) as refused:
        call_command("tally", *arguments)
    assert refused.value.returncode == 2


def test_a_full_tally_costs_the_same_for_more_units(world, django_assert_num_queries):
    period = Period.parse(PERIOD)
    with CaptureQueriesContext(connection) as one:
        tally(period, [world.home])
    with django_assert_num_queries(len(one)):
        tally(period, world.units)
