"""Where the women of a list are, in printed order: read once, whatever the length of the list."""

from dataclasses import dataclass, field

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.models import Unit


@dataclass(frozen=True)
class Place:
    """The names of a home unit on the way up; empty where there is no such level."""

    group: str
    branch: str
    chapter: str
    district: str


@dataclass
class Places:
    """`order` holds the ids of all home units that `user` reaches, as printed lists have them."""

    order: list[int] = field(default_factory=list)
    by_unit: dict[int, Place] = field(default_factory=dict)


def places_for(user):
    """The places of everybody whom `user` may export. Two statements."""
    units = list(Unit.objects.visible_to(user, Permission.MEMBER_EXPORT))
    known = Unit.objects.in_bulk({pk for unit in units for pk in unit.ancestor_ids})
    units.sort(key=lambda unit: [_rank(step) for step in _way(unit, known)])
    return Places(
        order=[unit.pk for unit in units],
        by_unit={unit.pk: _place(_way(unit, known)) for unit in units},
    )


def _way(unit, known):
    """The units from the top down to `unit` itself."""
    return [known[pk] for pk in unit.ancestor_ids]


def _rank(unit):
    return unit.order, unit.name_key, unit.pk


def _place(way):
    names = {unit.level: unit.name for unit in way}
    levels = (Level.GROUP, Level.BRANCH, Level.COMMUNE, Level.DISTRICT)
    return Place(*(names.get(level, "") for level in levels))
