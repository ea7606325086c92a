"""How far the reviews of a year have come, unit by unit."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from chapters.enums import Level
from chapters.models import Unit
from members.models import Household, HouseholdChange
from models_programs.models import Review


@dataclass
class Progress:
    """Numbers of households of one unit in one year."""

    unit: Unit
    households: int = 0
    registered: int = 0
    reviewed: int = 0
    met: int = 0

    @property
    def waiting(self):
        return max(self.households - self.reviewed, 0)

    @property
    def unmet(self):
        return self.reviewed - self.met


def progress_of(units, year, day):
    """Progress of each of `units`, what lies below them included, on `day`; five statements.

    Households are those of `day`, where they stood that day; one dissolved during the year is no
    longer waited for.
    """
    units = list(units)
    below = _lift(units)
    reviews = _reviews(year, day)
    registered = _count(reviews.filter(registered_on__lte=day), below, "household")
    met = _count(reviews.met_on(day), below, "household")
    found = _begun(units, below, reviews, day)
    for each in found:
        each.registered, each.met = registered[each.unit.pk], met[each.unit.pk]
    return found


def waiting_of(units, year, day):
    """`{unit_id: n}`: households that wait for their review, as `progress_of` counts them; three
    statements."""
    units = list(units)
    found = _begun(units, _lift(units), _reviews(year, day), day)
    return {each.unit.pk: each.waiting for each in found}


def _reviews(year, day):
    standing = Household.objects.standing_on(day)
    return Review.objects.for_year(year).filter(household__in=standing)


def _begun(units, below, reviews, day):
    """Progress with the households and those reviewed."""
    moved = HouseholdChange.objects.moved_after(day).values("household")
    # Only what stands there, or has moved since, can have stood there that day.
    near = Household.objects.filter(Q(unit__in=below) | Q(pk__in=moved))
    households = _count(near.standing_on(day).with_unit_on(day), below, unit="unit_then")
    reviewed = _count(reviews.reviewed_by(day), below, "household")
    return [
        Progress(unit, households=households[unit.pk], reviewed=reviewed[unit.pk]) for unit in units
    ]


def _lift(units):
    """For every unit at or below one of `units`: which one."""
    wanted = {unit.pk for unit in units}
    top = {}
    for pk, path in Unit.objects.values_list("pk", "path"):
        above = [int(part) for part in path.split(".") if part and int(part) in wanted]
        if above:
            top[pk] = above[-1]
    return top


def _count(rows, below, what="pk", unit="unit"):
    counted = Counter()
    by_unit = (
        rows.filter(**{f"{unit}__in": below})
        .order_by()
        .values_list(unit)
        .annotate(Count(what, distinct=True))
    )
    for unit, number in by_unit:
        counted[below[unit]] += number
    return counted


def children_for_review(unit):
    """The units among which one goes on: communes of a district, branches of a commune."""
    level = Level.BRANCH if unit.level == Level.COMMUNE else Level.COMMUNE
    if unit.level in (Level.BRANCH, Level.GROUP):
        return Unit.objects.filter(pk=unit.pk)
    return Unit.objects.under(unit).open().at(level).in_order()
