"""Dates as officers write them, whole or in part."""

import calendar
import datetime
import enum
import functools
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.text import nfc

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXAMPLE = "05/03/1974"
_WORDS = re.compile(r"\s*\b(?:ngày|tháng|năm)\b\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[/.\-\s]\s*")
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


class UnreadableDate(DomainError):
    """What was typed is no date; the message names it and says what would be right."""


class Precision(enum.StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@functools.total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date of which perhaps only the year, or month and year, is known.

    Sorts by the first day that it may mean, the less exact first.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        month, day = (1 if part is None else part for part in (self.month, self.day))
        datetime.date(self.year, month, day)  # refuses what is not in the calendar

    @classmethod
    def of(cls, day):
        """The whole date `day`."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self):
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def date(self):
        """The calendar date when it is whole, else None: a missing day is never invented."""
        return datetime.date(self.year, self.month, self.day) if self.day else None

    @property
    def first_day(self):
        """The earliest day that it may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self):
        """The latest day that it may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other):
        return self._rank < other._rank

    def __str__(self):
        if self.day:
            return f"{self.day:02}/{self.month:02}/{self.year}"
        return f"{self.month:02}/{self.year}" if self.month else str(self.year)

    @property
    def _rank(self):
        return self.year, self.month or 0, self.day or 0


def parse_partial_date(text, *, today=None):
    """Read 05/03/1974, 5-3-74, 5.3.1974, 05031974, 1974-03-05, 3/1974, 1974 or spelt-out words.

    A year of two digits is the latest such year that has begun by `today`: on any day of 2023,
    74 is 1974 and 23 is 2023. Raises `UnreadableDate`; the day always comes before the month.
    """
    shown = nfc(str(text))
    numbers = _numbers(shown)
    if not numbers:
        raise UnreadableDate(
            _("“%(value)s” is not a date. Write dd/mm/yyyy, for example %(example)s, or the year.")
            % {"value": shown, "example": EXAMPLE}
        )
    year = _full_year(numbers[0], today or timezone.localdate())
    return _on_calendar(shown, year, *numbers[1:])


def parse_date(text, *, today=None):
    """The whole date of what was typed; `UnreadableDate` also when day or month is missing."""
    values = {"value": nfc(str(text)), "example": EXAMPLE}
    if not _numbers(values["value"]):  # its own words: a year alone would not do here
        raise UnreadableDate(
            _("“%(value)s” is not a date. Write dd/mm/yyyy, for example %(example)s.") % values
        )
    partial = parse_partial_date(text, today=today)
    if partial.date is None:
        raise UnreadableDate(
            _("“%(value)s” lacks the day. Write dd/mm/yyyy, for example %(example)s.") % values
        )
    return partial.date


def add_months(day, count):
    """The same day of the month `count` months on, or that month's last: 31/01 + 1 is 28/02."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _numbers(shown):
    """The year's digits first, then month, then day; None when the shape is no date's."""
    text = _WORDS.sub(" ", shown).strip()
    if whole := _EIGHT_DIGITS.fullmatch(text):
        return whole.groups()[::-1]
    parts = _SEPARATOR.split(text)
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    shape = [len(part) for part in parts]
    small = all(size <= 2 for size in shape[:-1])
    years = {1: {4}, 2: {4}, 3: {2, 4}}.get(len(parts), ())
    return parts[::-1] if small and shape[-1] in years else None


def _full_year(digits, today):
    if len(digits) == 4:
        return int(digits)
    century = today.year // 100 * 100
    return century + int(digits) - (100 if int(digits) > today.year % 100 else 0)


def _on_calendar(shown, year, month=None, day=None):
    values = {"value": shown, "example": EXAMPLE, "first": FIRST_YEAR, "last": LAST_YEAR}
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDate(
            _("The year of “%(value)s” must lie between %(first)s and %(last)s.") % values
        )
    try:
        return PartialDate(year, *(None if part is None else int(part) for part in (month, day)))
    except ValueError as error:
        raise UnreadableDate(
            _(
                "The date %(value)s is not in the calendar. "
                "Write dd/mm/yyyy, for example %(example)s."
            )
            % values
        ) from error


def years_before(day, years):
    """The same day `years` earlier; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def midnight(day):
    """The moment at which `day` begins, in the time of the place."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
