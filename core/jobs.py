"""Work in the background that a page waits for: one row a job, claimed once, told as it goes.

A task takes the id of its row and calls `run_job`. Progress lies in the cache: the work itself may
be one transaction, of which nobody sees a row before its end. Whoever tells progress is alive; a
job that is silent for `LOST_AFTER` was killed, and another worker may claim it.
"""

from datetime import timedelta
from functools import partial

from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LOST_AFTER = timedelta(minutes=3)


class JobState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", pgettext_lazy("job", "failed")


UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


class JobRows:
    """For the queryset of a model that is a `Job`."""

    def finished(self):
        return self.filter(state=JobState.DONE)

    def under_way(self):
        return self.filter(state__in=UNDER_WAY)

    def lost(self):
        """Rows whose message or worker was lost, to be queued again."""
        long_ago = timezone.now() - LOST_AFTER
        silent = self.filter(
            Q(state=JobState.WAITING, requested_at__lt=long_ago)
            | Q(state=JobState.RUNNING, started_at__lt=long_ago)
        )
        return [row for row in silent if not row.is_alive]


class Job(models.Model):
    """A row that asks for work and keeps its outcome. `done` of `total` steps when it ended.

    `task` is the dotted path of the Celery task that takes its id; tasks stand above models.
    """

    task = ""

    state = models.CharField(
        _("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING
    )
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps to do"), default=0)
    requested_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def queue(self):
        """Send it to the workers once the transaction has come to its end."""
        transaction.on_commit(partial(import_string(self.task).delay, self.pk))

    @property
    def is_under_way(self):
        return self.state in UNDER_WAY

    @property
    def progress(self):
        """(steps done, steps to do), as last told."""
        return cache.get(self._progress_key) or (self.done, self.total)

    @property
    def is_alive(self):
        """Whether its worker told progress within `LOST_AFTER`."""
        return cache.get(self._progress_key) is not None

    def tell(self, done, total):
        """Say how far the work is; seen at once, whatever transaction it runs in."""
        cache.set(self._progress_key, (done, total), LOST_AFTER.total_seconds())

    def forget_progress(self):
        cache.delete(self._progress_key)

    @property
    def _progress_key(self):
        return f"job:{self._meta.label_lower}:{self.pk}"


def ask_again(row):
    """Queue a job once more. A run in progress is left alone, so that two requests make one run.

    Call under a lock of the row.
    """
    if row.state == JobState.RUNNING and not _is_lost(row):
        return
    row.state, row.requested_at = JobState.WAITING, timezone.now()
    row.done = row.total = 0
    row.save(update_fields=["state", "requested_at", "done", "total"])
    row.forget_progress()
    row.queue()


def requeue_lost_jobs():
    """Queue the lost jobs of every kind; their number."""
    kinds = [model for model in apps.get_models() if issubclass(model, Job)]
    lost = [row for kind in kinds for row in kind.objects.lost()]
    for row in lost:
        row.queue()
    return len(lost)


def run_job(rows, pk, work):
    """Claim the job `pk` of `rows` and do `work(row)`, which returns fields to store with it.

    True when this call did it; a second call of the same id finds nothing to claim. What `work`
    raises is kept on the row, in the words of the error, and raised again.
    """
    row = _claimed(rows, pk)
    if row is None:
        return False
    mine = rows.filter(pk=pk)
    try:
        outcome = work(row) or {}
    except Exception as error:
        mine.update(state=JobState.FAILED, error=str(error)[:300], finished_at=timezone.now())
        raise
    finally:
        done, total = row.progress
        row.forget_progress()
    mine.update(state=JobState.DONE, done=done, total=total, finished_at=timezone.now(), **outcome)
    return True


def _claimed(rows, pk):
    """The row, if this worker is the one to do it: compare and swap, so two workers do no harm."""
    row = rows.filter(pk=pk).first()
    if row is None or not (row.state == JobState.WAITING or _is_lost(row)):
        return None
    unchanged = rows.filter(pk=pk, state=row.state, started_at=row.started_at)
    now = timezone.now()
    if not unchanged.update(state=JobState.RUNNING, started_at=now, finished_at=None, error=""):
        return None
    row.state, row.started_at = JobState.RUNNING, now
    return row


def _is_lost(row):
    """Running, started long ago, and silent since."""
    long_ago = timezone.now() - LOST_AFTER
    started = row.started_at
    return row.state == JobState.RUNNING and (
        started is None or (started < long_ago and not row.is_alive)
    )
