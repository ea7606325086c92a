"""Background runs that belong to no app of the domain."""

from celery import shared_task

from core import jobs


@shared_task
def requeue_lost_jobs():
    """Jobs whose worker was killed, or whose message was lost, are queued again."""
    return jobs.requeue_lost_jobs()
