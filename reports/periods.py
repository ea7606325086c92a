"""Which days a report covers: the window that staff set, else the calendar."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from chapters.enums import Level
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


def usual_row(period):
    """An unsaved `ReportingPeriod` of `period` by the calendar, with the usual due dates."""
    last_month = Period.parse(period.code).closing_day
    return ReportingPeriod(
        code=period.code,
        window=DateRange(period.start, period.end),
        chapter_due=last_month.replace(day=CHAPTER_DUE_DAY),
        district_due=last_month.replace(day=DISTRICT_DUE_DAY),
    )


def open_period(code):
    """The `ReportingPeriod` of `code`, made by the calendar if it is not there yet."""
    usual = usual_row(Period.parse(code))
    return ReportingPeriod.objects.get_or_create(
        code=usual.code,
        defaults={
            "window": usual.window,
            "chapter_due": usual.chapter_due,
            "district_due": usual.district_due,
        },
    )[0]


def due_on(period, level):
    """The day by which a unit of `level` reports on `period`: as staff set it, else as usual."""
    row = ReportingPeriod.objects.filter(code=period.code).first() or usual_row(period)
    return row.district_due if level in (Level.DISTRICT, Level.PROVINCE) else row.chapter_due


def current_codes(day: date):
    """Codes of the quarter and the year in which `day` lies."""
    return [Period.containing(day, kind).code for kind in (Kind.QUARTER, Kind.YEAR)]


def recent_periods(day: date, years=3):
    """Quarters, halves, nine months and years that have begun by `day`, the latest first.

    Pairs (period, its row: as staff keep it, else unsaved and by the calendar).
    """
    periods = []
    for year in range(day.year, day.year - years, -1):
        codes = [f"{year}{tail}" for tail in ("", "-Q4", "-9M", "-Q3", "-H1", "-Q2", "-Q1")]
        periods += [period_ for code in codes if (period_ := Period.parse(code)).start <= day]
    kept = {row.code: row for row in ReportingPeriod.objects.all()}
    return [(period_, kept.get(period_.code) or usual_row(period_)) for period_ in periods]
