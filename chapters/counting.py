"""Counts and lists the facts of indicators by unit: one statement an indicator, whatever the units.

A report on a past date uses the boundaries of that date: the placements on the closing day.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast

from chapters.indicators import REGISTRY, Ratio
from chapters.models import Placement, Unit


class Boundaries:
    """The tree of units as it stood on one day, read in one statement."""

    def __init__(self, day):
        self.day = day
        placements = Placement.objects.filter(during__contains=day)
        self.parent = dict(placements.values_list("unit_id", "parent_id"))
        self.children = defaultdict(list)
        for unit, parent in self.parent.items():
            self.children[parent].append(unit)

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
        """For every unit at or under one of `level`: which one, as a dict."""
        tops = Unit.objects.at(level).valid_on(self.day).values_list("pk", flat=True)
        return {below: top for top in tops for below in self.below(top)}


def tally(period, units, codes=None, on_progress=None):
    """Figures of `units` in `period`: `{unit_id: {code: value}}`.

    Counts are ints, ratios Decimals with one place, or None when the whole is 0. Statements: two
    for the boundaries, one an indicator. `on_progress(done, total)` is called after each.
    """
    entries = [REGISTRY[code] for code in codes or REGISTRY]
    wanted = [e for e in entries if not isinstance(e, Ratio)]
    ratios = [e for e in entries if isinstance(e, Ratio)]
    unit_ids = [unit.pk for unit in units]
    boundaries = Boundaries(period.closing_day)
    figures = {pk: {} for pk in unit_ids}
    for done, entry in enumerate(wanted, start=1):
        counted = count_by_unit(entry, period, unit_ids, boundaries)
        for pk in unit_ids:
            figures[pk][entry.code] = counted.get(pk, 0)
        if on_progress:
            on_progress(done, len(wanted))
    for entry in ratios:
        for row in figures.values():
            row[entry.code] = percent(row.get(entry.part), row.get(entry.whole))
    return figures


def percent(part, whole):
    """`part` of `whole` in percent with one place; None when there is no whole."""
    if not whole or part is None:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def count_by_unit(entry, period, unit_ids, boundaries):
    """One figure for each of `unit_ids`, in one statement."""
    facts, fact_params = _fact_columns(entry, period).query.sql_with_params()
    lift = boundaries.lift(entry.per) if entry.per else {}
    top, below = boundaries.reach(unit_ids)
    measure = "SUM(f.fact_amount)" if entry.amount else "COUNT(DISTINCT f.fact_key)"
    if entry.per:
        measure = "COUNT(DISTINCT lift.top)"
    sql = f"""
        WITH reach(top, below) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[])),
             lift(below, top) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[])),
             f AS ({facts})
        SELECT reach.top, {measure}
        FROM f JOIN reach ON reach.below = f.fact_unit
               LEFT JOIN lift ON lift.below = f.fact_unit
        WHERE NOT EXISTS (
            SELECT 1 FROM reach inside
            WHERE inside.top = reach.top AND inside.below = f.fact_counterpart
        )
        GROUP BY reach.top
    """
    params = [top, below, list(lift), list(lift.values()), *fact_params]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {unit: int(value or 0) for unit, value in cursor.fetchall()}


def _fact_columns(entry, period):
    """The facts as rows (unit, key, amount, counterpart), under names that clash with no field."""
    columns = {
        "fact_unit": F(entry.unit),
        "fact_key": F(entry.counts),
        "fact_amount": F(entry.amount or entry.counts),
        "fact_counterpart": (
            F(entry.counterpart) if entry.counterpart else Cast(Value(None), BigIntegerField())
        ),
    }
    facts = entry.facts(period).order_by().annotate(**columns)
    return facts.values(*columns)


def things(entry, period, unit):
    """The objects that a figure counted: a queryset of `entry.thing`, as long as the figure.

    For a sum, the rows whose amounts were added. Access is the caller's: narrow with
    `visible_to`.
    """
    boundaries = Boundaries(period.closing_day)
    below = boundaries.below(unit.pk)
    facts = entry.facts(period).order_by().filter(**{f"{entry.unit}__in": below})
    if entry.counterpart:
        facts = facts.exclude(**{f"{entry.counterpart}__in": below})
    if entry.per:
        lift = boundaries.lift(entry.per)
        units = set(facts.values_list(entry.unit, flat=True))
        return Unit.objects.filter(pk__in={lift[pk] for pk in units if pk in lift})
    thing = entry.thing or facts.model
    return thing.objects.filter(pk__in=facts.values(entry.counts))
