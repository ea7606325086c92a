"""Branches of a file and units of the chapter: which is which."""

from dataclasses import dataclass

from chapters.enums import Level
from chapters.models import Unit
from core.text import fold

OPEN = 0  # in `Batch.places`: open a new unit of that name
# Words that say what a place is, and not which.
_GENERIC = frozenset(
    {"chi", "hoi", "phu", "nu", "pn", "lhpn", "ch", "thon", "to", "dan", "pho", "cu", "nhan", "tdp"}
    | {"khu", "kp", "ap", "buon", "bon", "xom", "khoi", "ban", "lang", "so"}
)


@dataclass(frozen=True)
class Spot:
    """Where a row belongs. `unit` is None for a place not known, or one that is to be opened."""

    key: str
    unit: Unit | None = None
    opens: bool = False
    said: bool = False

    @property
    def is_known(self):
        return self.unit is not None or self.opens


def key_of(branch, group=""):
    return f"{branch} / {group}" if group else branch


class Places:
    """The branches and groups of the chapter of a batch, and what an officer said of names."""

    def __init__(self, batch):
        self.batch = batch
        self.chapter = chapter_of(batch.unit)
        below = Unit.objects.under(self.chapter).open().at(Level.BRANCH, Level.GROUP)
        self.units = {unit.pk: unit for unit in below.in_order()}
        self.branches = [unit for unit in self.units.values() if unit.level == Level.BRANCH]
        self._known = {}

    def spot(self, branch, group=""):
        """The `Spot` of a row that names this branch and perhaps a group."""
        pair = branch, group
        if pair not in self._known:
            self._known[pair] = self._spot(branch, group)
        return self._known[pair]

    def _spot(self, branch, group):
        key = key_of(branch, group)
        if (said := self._said(key)) is not None:
            return said
        if not group:
            return Spot(key, _named(branch, self.branches))
        above = self.spot(branch)
        if not above.unit:
            return Spot(key, None, above.opens)
        below = [unit for unit in self.units.values() if _is_below(unit, above.unit)]
        return Spot(key, _named(group, below) or above.unit)

    def _said(self, key):
        chosen = self.batch.places.get(key)
        if chosen == OPEN and chosen is not None:
            return Spot(key, None, opens=True, said=True)
        unit = self.units.get(chosen)
        return Spot(key, unit, said=True) if unit else None


def chapter_of(unit):
    """The commune chapter at or above `unit`; the unit itself above that level."""
    if unit.level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
        return unit
    return Unit.objects.get(pk__in=unit.ancestor_ids, level=Level.COMMUNE)


def _is_below(unit, branch):
    return unit.pk != branch.pk and unit.path.startswith(branch.path)


def _named(name, units):
    """The one unit of that name, or of that name but for words like "thôn"; None otherwise."""
    for likeness in (fold, bare_name):
        wanted = likeness(name)
        same = [unit for unit in units if wanted and likeness(unit.name) == wanted]
        if len(same) == 1:
            return same[0]
        if same:
            return None
    return None


def bare_name(name):
    """A name of a place as it is compared, without the words that only say what it is."""
    words = fold(name).replace(".", " ").split()
    kept = [word for word in words if word not in _GENERIC]
    return " ".join(kept)
