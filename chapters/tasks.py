from celery import shared_task

from chapters import services


@shared_task
def follow_placements():
    """Bring paths in line with placements that began today; safe to run twice."""
    return services.follow_placements()
