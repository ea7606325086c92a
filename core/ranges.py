"""Half-open date ranges: the first day is in, the last bound is not; an open end is None."""

import datetime

from django.db.backends.postgresql.psycopg_any import DateRange


def days_from(first, until=None):
    """The days from `first` up to, not including, `until`; without an end when it is None.

    Raises `ValueError` for a range without a day: one that ended before it began.
    """
    if until is not None and until <= first:
        raise ValueError(f"a range from {first} until {until} holds no day")
    return DateRange(first, until, "[)")


def open_from(day):
    """All days from `day` on, without an end."""
    return days_from(day)


def closed_at(span, day):
    """The same range ended at `day`, which is its first day out. Raises `ValueError` if empty."""
    return days_from(span.lower, day)


def through(first, last):
    """The days from `first` to `last`, both included, as people say it."""
    return days_from(first, last + datetime.timedelta(days=1))


def last_day(span):
    """The last day inside a range, as people write it; None when it has no end."""
    return span.upper - datetime.timedelta(days=1) if span.upper else None


def covers(day, field="during"):
    """Lookup for rows whose range holds `day`: `rows.filter(**covers(day))`."""
    return {f"{field}__contains": day}


def overlaps(period, field="during"):
    """Lookup for rows whose range shares a day with a period (or any object with start and end)."""
    return {f"{field}__overlap": days_from(period.start, period.end)}


def still_open(field="during"):
    """Lookup for rows whose range has no end."""
    return {f"{field}__upper_inf": True}
