"""Background runs of the rules of keeping; safe to run twice."""

from celery import shared_task

from audit.keeping import forget_past_their_time


@shared_task
def forget_what_is_past_its_time():
    """Each night: what is kept no longer, and needs nobody to decide, is forgotten."""
    return forget_past_their_time()
