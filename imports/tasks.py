"""Background runs of batches: ids in, a service called, safe to run twice."""

import logging

from celery import shared_task
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.jobs import run_job
from imports.enums import Work
from imports.models import BatchJob
from imports.services.accept import take_in
from imports.services.check import check_batch
from imports.services.ending import forget_old_batches, take_back

logger = logging.getLogger(__name__)


@shared_task(acks_late=True)
def run_batch_job(job_id):
    """Do one piece of work; what a rule refuses is no failure of the work: its row says so."""
    try:
        return run_job(BatchJob.objects.select_related("batch__unit", "asked_by"), job_id, _work)
    except DomainError:
        return False


def _work(job):
    try:
        _WORKS[job.work](job)
    except DomainError:
        raise
    except Exception as error:
        logger.exception("batch %s: %s failed", job.batch_id, job.work)
        raise Broken from error


class Broken(DomainError):
    """Something failed that no officer can mend; the log has the reason."""

    def __init__(self):
        super().__init__(_("The work stopped halfway. Nothing has been written; start it again."))


def _check(job):
    check_batch(job.batch, by=job.asked_by, told=job.tell)


def _accept(job):
    take_in(job.batch_id, by=job.asked_by, told=job.tell)


def _take_back(job):
    take_back(job.batch_id, by=job.asked_by, told=job.tell)


_WORKS = {Work.CHECK: _check, Work.ACCEPT: _accept, Work.TAKE_BACK: _take_back}


@shared_task
def throw_away_old_files():
    """Each night: files of lists that ended long ago are deleted."""
    return forget_old_batches()
