"""Background runs of searches for doubles: ids in, a service called, safe to run twice."""

from celery import shared_task

from members.doubles import scan


@shared_task(acks_late=True)
def run_scan(scan_id):
    """Do one search that somebody asked for."""
    return scan.run_scan(scan_id)
