"""Days on which things happen, and the moment at which each was written down."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

OPENING = datetime.date(2022, 1, 4)  # the book was opened with everybody who was a member then
# How much is told of each year: two full years, then less.
FULL, LIGHT = 30, 12
FIRST_YEAR, LAST_FULL_YEAR = 2022, 2023
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """The dice with a calendar that ends today: nothing happens in days to come."""

    rng: object
    today: datetime.date

    @property
    def years(self):
        """Years that the book tells of, the current one last."""
        return list(range(FIRST_YEAR, self.today.year + 1))

    def between(self, first, last):
        """A day from `first` to `last`, both included, but none after today."""
        last = min(last, self.today)
        return first + DAY * int(self.rng.random() * ((last - first).days + 1))

    def in_year(self, year, first=(1, 1), last=(12, 31)):
        """A day of `year` from month and day `first` to `last`; None when that is still to come."""
        begins = datetime.date(year, *first)
        if begins > self.today:
            return None
        return self.between(begins, datetime.date(year, *last))

    def some_day(self):
        """A day of the movement of members, most of them in the two full years."""
        years = self.years
        weights = [FULL if year <= LAST_FULL_YEAR else LIGHT for year in years]
        return self.in_year(self.rng.choices(years, weights)[0])

    def written(self, day):
        """When the fact of `day` was recorded: within the week, in office hours, not before the
        book was opened."""
        rng = self.rng
        at = max(day, OPENING) + DAY * int(rng.random() * 6)
        clock = datetime.time(7 + int(rng.random() * 10), int(rng.random() * 60))
        moment = datetime.datetime.combine(at, clock, timezone.get_default_timezone())
        return min(moment, datetime.datetime.combine(self.today, datetime.time(0), moment.tzinfo))
