"""Working days: Monday to Friday, public holidays left out. Holidays are passed in, never read."""

import datetime

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


def is_working_day(day, holidays):
    """Whether offices are open on `day`; `holidays` is a set of dates."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day, count, holidays):
    """The date on which the `count`-th working day after `day` falls; `day` itself is not counted.

    So a limit of 30 working days from a decision ends on that date, the last one in time. Nought
    gives `day` itself, working or not. A negative count goes back the same way.
    (domain: "ngày làm việc" of the Party's admission rules; Tết moves, so the table is edited.)
    """
    step = _DAY if count >= 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(first, last, holidays):
    """Working days after `first` up to and including `last`; negative when `last` is earlier.

    The inverse of `add_working_days`: the days used up since `first`.
    """
    if last < first:
        return -working_days_between(last - _DAY, first - _DAY, holidays)
    days = (first + _DAY * n for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
