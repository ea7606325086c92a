"""What a change would do to the figures: tried, counted, and taken back again."""

from dataclasses import dataclass

from django.db import transaction

from chapters.counting import tally


@dataclass(frozen=True)
class Effect:
    """One figure that a change would move."""

    unit: object
    period: object
    code: str
    before: object
    after: object


def effects_of(change, *, units, periods, codes=None):
    """The figures of `units` in `periods` that `change()` moves, which is then taken back.

    It is the same count as every report's, so what is foretold is what will be. The figures of all
    codes are compared unless some are named. What `change()` raises comes through, taken back too.
    """
    before = _figures(units, periods, codes)
    with transaction.atomic():
        change()
        after = _figures(units, periods, codes)
        transaction.set_rollback(True)
    return [
        Effect(unit, period, code, value, after[period.code][unit.pk][code])
        for period in periods
        for unit in units
        for code, value in before[period.code][unit.pk].items()
        if value != after[period.code][unit.pk][code]
    ]


def _figures(units, periods, codes):
    return {period.code: tally(period, units, codes) for period in periods}
