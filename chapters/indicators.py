"""The definitions of figures. A number is its names: one declaration serves every reader.

An app declares in its `tallies.py` which facts an indicator counts; `chapters.counting` counts
them for units and lists them, and everything else (page, chart, export, paper, test) asks there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from accounts.permissions import Permission
from chapters.enums import Level


class Kind(StrEnum):
    STOCK = "stock"  # true on the closing day
    FLOW = "flow"  # happened within the period
    RATIO = "ratio"  # of two others, in percent; never averaged, never summed


@dataclass(frozen=True)
class Indicator:
    """What one figure counts.

    `facts(period)` gives the queryset of facts. Each belongs to the unit at `unit`; what is
    counted, once each, is the object at `counts`, a `thing`. `amount` sums a column instead of
    counting. `per` counts the units of that level above the facts. `counterpart` names the other
    unit of a movement: a movement inside a unit is none for that unit. `permission` opens names.
    """

    code: str
    kind: Kind
    facts: Callable
    unit: str = "unit"
    counts: str = "pk"
    thing: type | None = None
    amount: str | None = None
    per: Level | None = None
    counterpart: str | None = None
    permission: Permission = Permission.MEMBER_VIEW

    @property
    def meaning(self):
        """The definition in words: the docstring of the declaration."""
        return " ".join((self.facts.__doc__ or "").split())


@dataclass(frozen=True)
class Ratio:
    """`part` over `whole` in percent, of the figures of the same unit and period."""

    code: str
    part: str
    whole: str
    kind: Kind = Kind.RATIO


REGISTRY: dict[str, Indicator | Ratio] = {}


def indicator(code, *, kind, **options):
    """Declare the decorated function of a period as the facts of `code`."""

    def declare(facts):
        _register(Indicator(code=code, kind=kind, facts=facts, **options))
        return facts

    return declare


def ratio(code, *, part, whole):
    """Declare `code` as `part` over `whole`, in percent."""
    _register(Ratio(code, part, whole))


def _register(entry):
    if entry.code in REGISTRY:
        raise ValueError(f"{entry.code} is declared twice: one definition per number")
    REGISTRY[entry.code] = entry
