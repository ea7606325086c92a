"""Who is fewer in a period: the names behind the lines of movement, and nothing else.

A list is what its indicator counts (`members.tallies`), so its length is the figure of the report.
"""

from dataclasses import dataclass

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from chapters.counting import tally, things
from chapters.indicators import REGISTRY
from members.enums import Ended
from members.models import Membership

LOST, MOVED = "A9", "A8"
LINES = {
    LOST: _("all who left"),
    **{f"{LOST}.{r.value}": r.label for r in Ended if r != Ended.TRANSFERRED},
    MOVED: _("transferred to another unit"),
}


@dataclass(frozen=True)
class Line:
    """One line of movement: its code, what it counts in words, and the figure."""

    code: str
    words: str
    number: int


def lines_of(unit, period):
    """The lines that count somebody, and always the sum of those who left; one tally."""
    figures = tally(period, [unit], list(LINES))[unit.pk]
    return [
        Line(code, words, figures[code])
        for code, words in LINES.items()
        if figures[code] or code == LOST
    ]


def spells_of(unit, period, code, user):
    """The spells that line `code` counts, in the order of names, each with `joined`, the day on
    which she first became a member."""
    counted = things(REGISTRY[code], period, unit).values("pk")
    spells = Membership.objects.visible_to(user).filter(pk__in=counted)
    spells = spells.annotate(joined=Min("member__memberships__during__startswith"))
    return spells.select_related("member", "unit").order_by("member__name_order", "pk")
