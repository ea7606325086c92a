"""Background runs: ids in, a service called, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from chapters.enums import Level
from chapters.models import Unit
from core.periods import Period
from reports import services
from reports.numbers import STORED_FOR
from reports.periods import current_codes, open_period


@shared_task(acks_late=True)
def run_tally(tally_id):
    """Count one tally that somebody asked for."""
    return services.run_tally(tally_id)


@shared_task
def tally_current_periods():
    """Each night: the current quarter and year and those of last year, of the district and of
    every commune."""
    now = current_codes(timezone.localdate())
    codes = [*now, *(Period.parse(code).same_last_year().code for code in now)]
    units = Unit.objects.open().at(Level.DISTRICT, Level.COMMUNE)
    for unit in units:
        for code in codes:
            services.request_tally(unit=unit, period_code=code)
    return len(units) * len(codes)


@shared_task(acks_late=True)
def run_glance(glance_id):
    """Count the front page of one unit."""
    return services.run_glance(glance_id)


@shared_task
def count_glances():
    """Every few minutes: the front pages of the units that are too large to be counted for each
    reader."""
    units = Unit.objects.open().at(*STORED_FOR)
    for unit in units:
        services.request_glance(unit=unit)
    return len(units)


@shared_task
def open_periods():
    """Make the rows of the current quarter and year, so that due dates are known and editable."""
    for code in current_codes(timezone.localdate()):
        open_period(code)
