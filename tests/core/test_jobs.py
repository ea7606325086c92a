"""Jobs: claimed once, told as they go, kept when they fail, found again when lost.

Tallies are jobs; they stand for every kind here.
"""

import pytest
from django.utils import timezone

from core.jobs import LOST_AFTER, JobState, ask_again, run_job
from reports.models import Tally
from tests.factories.reports import TallyFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - LOST_AFTER * 2


def test_progress_is_seen_at_once_and_kept_on_the_row_at_the_end():
    row = TallyFactory()
    seen = []

    def work(job):
        job.tell(3, 7)
        seen.append(Tally.objects.get(pk=job.pk).progress)

    assert run_job(Tally.objects.all(), row.pk, work) is True
    assert seen == [(3, 7)]
    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.is_alive) == (JobState.DONE, 3, 7, False)


def test_outcome_is_stored_with_the_end():
    row = TallyFactory()
    run_job(Tally.objects.all(), row.pk, lambda job: {"figures": {"a": 1}})
    row.refresh_from_db()
    assert row.figures == {"a": 1}


def test_job_that_tells_progress_is_not_lost_however_long_it_runs():
    row = TallyFactory(state=JobState.RUNNING, started_at=LONG_AGO)
    assert Tally.objects.lost() == [row]
    row.tell(1, 2)
    assert Tally.objects.lost() == []
    assert run_job(Tally.objects.all(), row.pk, lambda job: None) is False


def test_two_workers_that_read_the_same_row_make_one_run(monkeypatch):
    row = TallyFactory()
    inner = []

    def work(job):
        inner.append(run_job(Tally.objects.all(), row.pk, work))

    assert run_job(Tally.objects.all(), row.pk, work) is True
    assert inner == [False]


def test_asking_again_leaves_a_run_in_progress_alone():
    row = TallyFactory(state=JobState.RUNNING, started_at=timezone.now())
    ask_again(row)
    assert row.state == JobState.RUNNING
    row.started_at = LONG_AGO
    ask_again(row)
    assert row.state == JobState.WAITING


def test_job_that_is_gone_is_passed_over():
    assert run_job(Tally.objects.all(), 0, None) is False
