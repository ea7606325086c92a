"""Background runs of exports: ids in, a service called, safe to run twice."""

from celery import shared_task

from members.exports import service


@shared_task(acks_late=True)
def run_export(job_id):
    """Make one list that somebody asked for."""
    return service.run_export(job_id)


@shared_task
def throw_away_outdated():
    """Each hour: files past their time are deleted."""
    return service.throw_away_outdated()
