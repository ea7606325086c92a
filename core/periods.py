"""Calendar periods of reports: months, quarters, halves, the first n months, years.

All are half-open ranges of local dates: `start` is in, `end` is not.
"""

import datetime
import enum
import functools
import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from core.exceptions import DomainError

_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|M(0[1-9]|1[0-2])|(\d{1,2})M))?")
_ROMAN = ("", "I", "II", "III", "IV")
_YEARS = range(1900, 2101)


class UnknownPeriod(DomainError):
    """A code that names no period."""


class Kind(enum.StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    FIRST_MONTHS = "first_months"
    YEAR = "year"


# How long one period of a kind is; the first n months of a year are as long as their number.
_LENGTH = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}


@functools.total_ordering
@dataclass(frozen=True)
class Period:
    """One period: `Period.parse("2023-Q3")`, `Period(Kind.QUARTER, 2023, 3)`.

    `number` counts within the year (quarter 3, month 7, half 1, the first 9 months); 1 for a year.
    `window` replaces the calendar's dates where figures are cut off earlier (the 14th of the last
    month, say); the period keeps its code and name. Periods sort by their days.
    """

    kind: Kind
    year: int
    number: int = 1
    window: tuple[datetime.date, datetime.date] | None = None

    def __post_init__(self):
        known = self.year in _YEARS and self.number in _numbers(self.kind)
        if not known or (self.window and self.window[0] >= self.window[1]):
            raise ValueError(f"no such period: {self.kind} {self.number} of {self.year}")

    @classmethod
    def parse(cls, code):
        """The period of a code: 2023, 2023-H1, 2023-9M, 2023-Q3, 2023-M07. Raises `UnknownPeriod`.

        The first 3, 6 and 12 months have one code each: 2023-Q1, 2023-H1 and 2023.
        """
        match = _CODE.fullmatch((code or "").strip().upper())
        if match:
            year, *numbers = match.groups()
            kinds = (Kind.QUARTER, Kind.HALF, Kind.MONTH, Kind.FIRST_MONTHS)
            chosen = [(kind, int(n)) for kind, n in zip(kinds, numbers, strict=True) if n]
            kind, number = chosen[0] if chosen else (Kind.YEAR, 1)
            if int(year) in _YEARS and number in _numbers(kind):
                return cls(kind, int(year), number)
        raise UnknownPeriod(
            _(
                "“%(code)s” is not a period. Write 2023-Q3 (quarter), 2023-H1 (half), "
                "2023-9M (nine months), 2023-M07 (month) or 2023 (year)."
            )
            % {"code": code or ""}
        )

    @classmethod
    def containing(cls, day, kind):
        """The period of `kind` (not the first n months) that holds `day`."""
        return cls(kind, day.year, (day.month - 1) // _LENGTH[kind] + 1)

    @classmethod
    def first_months(cls, year, count):
        """The first `count` months of a year, by their usual name: 3 are quarter I, 12 a year."""
        usual = {
            1: (Kind.MONTH, 1),
            3: (Kind.QUARTER, 1),
            6: (Kind.HALF, 1),
            12: (Kind.YEAR, 1),
        }
        kind, number = usual.get(count, (Kind.FIRST_MONTHS, count))
        return cls(kind, year, number)

    @property
    def code(self):
        """The code that `parse` reads; it does not tell the window."""
        suffixes = {
            Kind.YEAR: "",
            Kind.QUARTER: f"-Q{self.number}",
            Kind.HALF: f"-H{self.number}",
            Kind.MONTH: f"-M{self.number:02}",
            Kind.FIRST_MONTHS: f"-{self.number}M",
        }
        return f"{self.year}{suffixes[self.kind]}"

    @property
    def start(self):
        """The first day that counts."""
        return self.window[0] if self.window else _month_start(self.year, self._first_month)

    @property
    def end(self):
        """The first day that no longer counts."""
        return self.window[1] if self.window else _month_start(self.year, self._last_month + 1)

    @property
    def closing_day(self):
        """The last day that counts: stocks are taken on it."""
        return self.end - datetime.timedelta(days=1)

    @property
    def eve(self):
        """The day before the first: opening stocks are taken on it."""
        return self.start - datetime.timedelta(days=1)

    @property
    def label(self):
        """Its name in the language of the reader, fit for the middle of a sentence."""
        values = {"year": self.year, "number": self.number, "roman": self._roman}
        return self._pattern() % values

    def previous(self):
        """The period of its kind just before, by the calendar.

        The first n months have no neighbour of their kind: theirs are those of the year before.
        """
        if self.kind is Kind.FIRST_MONTHS:
            return self.same_last_year()
        day_before = _month_start(self.year, self._first_month) - datetime.timedelta(days=1)
        return Period.containing(day_before, self.kind)

    def same_last_year(self):
        """The same period of the year before, by the calendar."""
        return replace(self, year=self.year - 1, window=None)

    def year_to_date(self):
        """From January to the end of this period; a window's end is kept."""
        whole = Period.first_months(self.year, self._last_month)
        return whole.with_window(whole.start, self.end) if self.window else whole

    def with_window(self, start, end):
        """The same period, counting from `start` up to, not including, `end`."""
        return replace(self, window=(start, end))

    def __contains__(self, day):
        return self.start <= day < self.end

    def __lt__(self, other):
        return (self.start, self.end) < (other.start, other.end)

    def __str__(self):
        return self.label

    @property
    def _first_month(self):
        if self.kind is Kind.FIRST_MONTHS:
            return 1
        return (self.number - 1) * _LENGTH[self.kind] + 1

    @property
    def _last_month(self):
        if self.kind is Kind.FIRST_MONTHS:
            return self.number
        return self.number * _LENGTH[self.kind]

    @property
    def _roman(self):
        return _ROMAN[self.number] if self.kind is Kind.QUARTER else ""

    def _pattern(self):
        if self.kind is Kind.HALF:
            first = _("the first six months of %(year)s")
            return first if self.number == 1 else _("the last six months of %(year)s")
        return {
            Kind.MONTH: _("month %(number)s of %(year)s"),
            Kind.QUARTER: _("quarter %(roman)s of %(year)s"),
            Kind.FIRST_MONTHS: _("the first %(number)s months of %(year)s"),
            Kind.YEAR: _("the year %(year)s"),
        }[self.kind]


def _numbers(kind):
    if kind is Kind.FIRST_MONTHS:
        return {2, 4, 5, 7, 8, 9, 10, 11}
    return range(1, 12 // _LENGTH[kind] + 1)


def _month_start(year, month):
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
