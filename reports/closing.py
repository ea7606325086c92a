"""A quarter is closed when its data window is over; what is written down later came late for it."""

import datetime

from django.utils import timezone

from core.dates import FIRST_YEAR
from core.periods import Kind, Period
from reports.models import ReportingPeriod

FIRST = datetime.date(FIRST_YEAR, 1, 1)


def missed_by(facts):
    """Of each (day, moment of writing) the quarter that was closed by then, or None; one statement.

    A report of that quarter does not have the fact: the next one tells it.
    """
    near = [_neighbours(day) for day, _moment in facts]
    codes = {period.code for periods in near for period in periods}
    rows = ReportingPeriod.objects.filter(code__in=codes)
    windows = {row.code: (row.window.lower, row.window.upper) for row in rows}
    return [_missed(*fact, periods, windows) for fact, periods in zip(facts, near, strict=True)]


def _neighbours(day):
    """The quarter of the calendar and those beside it: windows move the bounds a little."""
    quarter = Period.containing(day, Kind.QUARTER)
    after = Period.containing(quarter.end, Kind.QUARTER)
    return [quarter, after, *([quarter.previous()] if quarter.start > FIRST else [])]


def _missed(day, moment, periods, windows):
    kept = [
        period.with_window(*windows[period.code]) if period.code in windows else period
        for period in periods
    ]
    holding = next((period for period in kept if day in period), periods[0])
    return holding if timezone.localdate(moment) >= holding.end else None
