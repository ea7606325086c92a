"""Which days a report covers: the window that staff set, else the calendar."""

from datetime import date

from core.periods import Kind, Period
from reports.models import ReportingPeriod

# Usual due days in the last month of a period; each row can be edited (the Union's own rule is
# not verified).
CHAPTER_DUE_DAY = 12
DISTRICT_DUE_DAY = 18


def period_of(code):
    """The period named `code` with its data window; raises `UnknownPeriod` for a bad code."""
    period = Period.parse(code)
    row = ReportingPeriod.objects.filter(code=period.code).first()
    return period.with_window(row.window.lower, row.window.upper) if row else period


def open_period(code):
    """The `ReportingPeriod` of `code`, made with the calendar's window if it is not there yet."""
    period = Period.parse(code)
    last_month = period.closing_day
    return ReportingPeriod.objects.get_or_create(
        code=code,
        defaults={
            "window": (period.start, period.end),
            "chapter_due": last_month.replace(day=CHAPTER_DUE_DAY),
            "district_due": last_month.replace(day=DISTRICT_DUE_DAY),
        },
    )[0]


def current_codes(day: date):
    """Codes of the quarter and the year in which `day` lies."""
    return [Period.containing(day, kind).code for kind in (Kind.QUARTER, Kind.YEAR)]


def recent_periods(day: date, years=3):
    """Quarters, halves, nine months and years that have begun by `day`, the latest first."""
    periods = []
    for year in range(day.year, day.year - years, -1):
        codes = [f"{year}{tail}" for tail in ("", "-Q4", "-9M", "-Q3", "-H1", "-Q2", "-Q1")]
        periods += [period_ for code in codes if (period_ := Period.parse(code)).start <= day]
    windows = {row.code: row for row in ReportingPeriod.objects.all()}
    return [(period_, windows.get(period_.code)) for period_ in periods]
