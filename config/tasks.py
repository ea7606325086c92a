from celery import shared_task

from config import health


@shared_task
def beat_heart():
    """Queued by beat, run by a worker: while it comes, both are alive."""
    health.note_heartbeat()
