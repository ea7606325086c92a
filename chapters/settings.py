"""Numbers that a unit sets from a day on, or takes from the unit above: read here alone.

    value_of(branch, SettingKey.DUES, on=day)             # one unit
    values_of(branches, SettingKey.DUES, on=day)          # {unit_id: value}, one statement
    settings_of(units, [*SettingKey], on=day)             # with where each comes from

A branch that moved had on a past day what the units above it had then: the way upwards is that of
the day, as `Boundaries` has it.
"""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from chapters.enums import Measure, SettingKey
from chapters.models import Unit


@dataclass(frozen=True)
class Declared:
    """What a setting means. Without a `default` it is unknown until some unit sets it."""

    measure: Measure
    default: int | None
    least: int
    most: int
    help: str


# Defaults are our proposals, none is a rule of the Union: that is why each unit can change them.
DECLARED = {
    SettingKey.AWAY_MONTHS: Declared(
        Measure.MONTHS, 12, 1, 120,
        _("A member who has worked away for longer stands among the worries."),
    ),
    SettingKey.GROWTH_MONTHS: Declared(
        Measure.MONTHS, 12, 1, 60,
        _("A branch that has taken in nobody for longer stands among the worries."),
    ),
    SettingKey.ELDERLY_AGE: Declared(
        Measure.YEARS, 60, 50, 80,
        _("Shown beside retired members: from when they may join the Elderly Association."),
    ),
    SettingKey.ELDERLY_UNTIL: Declared(
        Measure.YEARS, 65, 55, 100,
        _("Members past retirement stand among the worries until this birthday; then they stay."),
    ),
    SettingKey.ASK_AGAIN: Declared(
        Measure.MONTHS, 3, 1, 24,
        _("Who has been asked leaves the worries for so long."),
    ),
    SettingKey.DUES: Declared(
        Measure.DONG, None, 0, 10_000_000,
        _("What one member pays for a whole year, for example 24.000."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Effective:
    """What holds in a unit on a day. `set_by` is the id of the unit that set it, None when none
    above has: then `value` is the default."""

    key: SettingKey
    value: int | None
    set_by: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


_NEAREST = """
    WITH RECURSIVE way(unit, above, steps) AS (
        SELECT u, u, 0 FROM unnest(%(units)s::bigint[]) u
        UNION ALL
        SELECT way.unit, placed.parent_id, way.steps + 1
        FROM way CROSS JOIN LATERAL (
            SELECT parent_id FROM chapters_placement
            WHERE unit_id = way.above AND (lower_inf(during) OR lower(during) <= %(on)s)
            ORDER BY lower(during) DESC NULLS LAST LIMIT 1
        ) placed
    )
    SELECT DISTINCT ON (way.unit, s.key)
           way.unit, s.key, s.value, s.unit_id, lower(s.during), upper(s.during)
    FROM way JOIN chapters_unitsetting s ON s.unit_id = way.above
    WHERE s.key = ANY(%(keys)s) AND s.during @> %(on)s::date
    ORDER BY way.unit, s.key, way.steps
"""


def settings_of(units, keys, on):
    """What holds in each of `units` on a day: `{unit_id: {key: Effective}}`; one statement."""
    ids, keys = [unit.pk for unit in units], [SettingKey(key) for key in keys]
    found = {pk: {key: Effective(key, DECLARED[key].default) for key in keys} for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"units": ids, "on": on, "keys": [key.value for key in keys]})
        for unit_id, key, *facts in cursor.fetchall():
            found[unit_id][SettingKey(key)] = Effective(SettingKey(key), *facts)
    return found


def givers(held):
    """The units that set what is `held`, by id: named to whoever lives by their numbers."""
    return Unit.objects.in_bulk({each.set_by for each in held} - {None})


def values_of(units, key, on):
    """`{unit_id: value}` of one setting on a day; None where it is not known. One statement."""
    held = settings_of(units, [key], on)
    return {unit_id: of_unit[key].value for unit_id, of_unit in held.items()}


def value_of(unit, key, on):
    """The value of one setting in one unit on a day; None where it is not known."""
    return values_of([unit], key, on)[unit.pk]
