"""Counts and lists the facts of indicators by unit: one statement an indicator, whatever the units.

A report on a past date uses the boundaries of that date: where each unit stood on the closing day.
Both readers, `tally` and `things`, start from `_facts`, so that a number is always its names.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Cast
from psycopg2.sql import SQL

from chapters.indicators import REGISTRY, Ratio
from chapters.models import Placement, Unit


class Boundaries:
    """The tree of units as it stood on one day, read in one statement.

    A unit that had closed by then is found where it last stood: what happened in it earlier in the
    period still belongs to those above it. A unit that came later stands nowhere.
    """

    def __init__(self, day):
        self.day = day
        self.parent = dict(Placement.objects.last_until(day).values_list("unit_id", "parent_id"))
        self.children = defaultdict(list)
        for unit, parent in self.parent.items():
            self.children[parent].append(unit)
        self._lifts = {}

    def upwards(self, unit_id):
        """The unit and all above it, nearest first."""
        while unit_id is not None:
            yield unit_id
            unit_id = self.parent.get(unit_id)

    def below(self, unit_id):
        """Ids of the unit and of every unit under it on the day."""
        found, waiting = [], [unit_id]
        while waiting:
            found.append(current := waiting.pop())
            waiting += self.children.get(current, ())
        return found

    def reach(self, unit_ids):
        """Pairs (asked-for unit, unit at or under it) as two parallel lists."""
        pairs = [(top, below) for top in unit_ids for below in self.below(top)]
        return [top for top, _ in pairs], [below for _, below in pairs]

    def lift(self, level):
        """For every unit at or under one of `level` that exists on the day: that one."""
        if level not in self._lifts:
            tops = Unit.objects.at(level).valid_on(self.day).values_list("pk", flat=True)
            self._lifts[level] = {below: top for top in tops for below in self.below(top)}
        return self._lifts[level]


def tally(period, units, codes=None, on_progress=None):
    """Figures of `units` in `period`: `{unit_id: {code: value}}`, for `codes` or all there are.

    Counts are ints, ratios Decimals with one place, or None when the whole is 0. Statements: one
    for the boundaries, one for each level that is counted by, one an indicator; never more for
    more units. `on_progress(done, total)` is called after each indicator.
    """
    entries = [REGISTRY[code] for code in codes or REGISTRY]
    counted = _counted(entries)
    unit_ids = [unit.pk for unit in units]
    boundaries = Boundaries(period.closing_day)
    found = {}
    for done, entry in enumerate(counted, start=1):
        found[entry.code] = count_by_unit(entry, period, unit_ids, boundaries)
        if on_progress:
            on_progress(done, len(counted))
    return {pk: {entry.code: _figure(entry, found, pk) for entry in entries} for pk in unit_ids}


def _counted(entries):
    """The indicators to count for `entries`: themselves, and the parts and wholes of ratios."""
    codes = {}
    for entry in entries:
        needed = (entry.part, entry.whole) if isinstance(entry, Ratio) else (entry.code,)
        codes |= dict.fromkeys(needed)
    return [REGISTRY[code] for code in codes]


def _figure(entry, found, unit_id):
    if isinstance(entry, Ratio):
        return percent(found[entry.part].get(unit_id, 0), found[entry.whole].get(unit_id, 0))
    return found[entry.code].get(unit_id, 0)


def percent(part, whole):
    """`part` of `whole` in percent with one place; None when there is no whole."""
    if not whole or part is None:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


# OFFSET 0 keeps the unit of a fact to one reckoning: where it takes a question of its own (where a
# household stood that day), joining first would ask it for every pair of a fact and a unit.
_COUNT = SQL("""
    WITH reach(top, below) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[])),
         lift(below, top) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))
    SELECT reach.top, {measure}
    FROM ({facts} OFFSET 0) f JOIN reach ON reach.below = f.fact_unit
                     LEFT JOIN lift ON lift.below = f.fact_unit
    WHERE NOT EXISTS (
        SELECT 1 FROM reach inside
        WHERE inside.top = reach.top AND inside.below = f.fact_counterpart
    )
    GROUP BY reach.top
""")


def count_by_unit(entry, period, unit_ids, boundaries):
    """One figure for each of `unit_ids` that has any, in one statement."""
    top, below = boundaries.reach(unit_ids)
    if not below:
        return {}
    facts, params = _facts(entry, period, set(below)).query.sql_with_params()
    lift = boundaries.lift(entry.per) if entry.per else {}
    sql = _COUNT.format(measure=SQL(_measure(entry)), facts=SQL(facts))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.as_string(cursor.cursor), [top, below, list(lift), list(lift.values()), *params]
        )
        return {unit: int(value or 0) for unit, value in cursor.fetchall()}


def _measure(entry):
    if entry.per:
        return "COUNT(DISTINCT lift.top)"
    return "SUM(f.fact_amount)" if entry.amount else "COUNT(DISTINCT f.fact_key)"


def _facts(entry, period, unit_ids):
    """Facts in the units as rows (unit, key, amount, counterpart), under names of their own."""
    columns = {
        "fact_unit": F(entry.unit),
        "fact_key": F(entry.counts),
        "fact_amount": F(entry.amount or entry.counts),
        "fact_counterpart": (
            F(entry.counterpart) if entry.counterpart else Cast(Value(None), BigIntegerField())
        ),
    }
    facts = entry.facts(period).order_by().annotate(**columns)
    return facts.filter(fact_unit__in=unit_ids).values(*columns)


def things(entry, period, unit):
    """The objects that a figure counted: a queryset of `entry.thing`, as long as the figure.

    For a sum, the rows whose amounts were added. Access is the caller's: narrow with
    `visible_to`.
    """
    boundaries = Boundaries(period.closing_day)
    below = boundaries.below(unit.pk)
    facts = _facts(entry, period, below).filter(
        Q(fact_counterpart=None) | ~Q(fact_counterpart__in=below)
    )
    if entry.per:
        lift = boundaries.lift(entry.per)
        units = set(facts.values_list("fact_unit", flat=True))
        return Unit.objects.filter(pk__in={lift[pk] for pk in units if pk in lift})
    thing = entry.thing or facts.model
    return thing.objects.filter(pk__in=facts.values("fact_key"))
