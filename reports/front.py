"""What the front page shows of the unit in which somebody works: figures, charts, units below."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.indicators import REGISTRY
from chapters.models import Unit
from chapters.scope import holds_at
from models_programs.models import Assistance
from referrals import pipeline
from referrals.models import Referral
from reports.numbers import FIGURES, numbers_of

SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """One figure with its change and the way to its names."""

    label: str
    value: int
    change: int
    since: str
    url: str


@dataclass(frozen=True)
class Cell:
    """One unit at a glance."""

    unit: Unit
    members: int
    kind: str
    words: str


class Front:
    """The number of statements does not depend on how many units there are."""

    def __init__(self, user, unit, today, numbers=None):
        self.user, self.unit, self.today = user, unit, today
        self.numbers = numbers or numbers_of(user, unit, today)
        self.codes = [code for code in FIGURES if self._may_open(code)][:SHOWN]
        counted = self.numbers.now(self.codes) if self.codes else {}
        self.now = counted.get(unit.pk, {})
        self.below = [(child, counted.get(child.pk, {})) for child in self.numbers.below]

    @property
    def period(self):
        return self.numbers.period

    def _may_open(self, code):
        needed = (Permission.REPORT_VIEW, REGISTRY[code].permission)
        return all(holds_at(self.user, permission, self.unit) for permission in needed)

    @property
    def figures(self):
        """Five figures of the quarter, each against the quarter before."""
        if not self.codes:
            return []
        then = self.numbers.before(self.codes)
        since = _("against %(period)s") % {"period": self.period.previous().label}
        return [
            Shown(
                str(FIGURES[code]),
                self.now[code],
                self.now[code] - then[code],
                since,
                self._names(self.unit, code),
            )
            for code in self.codes
        ]

    def _names(self, unit, code):
        return reverse("reports:names", args=[unit.pk, self.period.code, code])

    @property
    def strength(self):
        """Members of each unit below, for the bars."""
        if "A10" not in self.codes:
            return []
        return [
            {"label": unit.name, "value": figures["A10"], "url": self._names(unit, "A10")}
            for unit, figures in self.below
        ]

    @property
    def funnel(self):
        """Open referrals by phase; None for those who may not know of any."""
        if not holds_at(self.user, Permission.REFERRAL_VIEW, self.unit):
            return None
        standing = Referral.objects.visible_to(self.user).under(self.unit).funnel()
        board = reverse("referrals:board")
        return [
            {
                "label": phase.label,
                "value": sum(standing.get(stage, 0) for stage in phase.stages),
                "url": f"{board}?unit={self.unit.pk}&show={phase.key}",
            }
            for phase in pipeline.PHASES
        ]

    @property
    def cells(self):
        """The communes of a district with what each still owes; empty elsewhere."""
        if self.unit.level != Level.DISTRICT or "A10" not in self.codes:
            return []
        late, waiting = self._late(), self.numbers.waiting_below()
        return [
            Cell(unit, figures["A10"], *_state(late[unit.pk], waiting[unit.pk]))
            for unit, figures in self.below
        ]

    def _late(self):
        """How many things are late in each unit below: `{unit_id: n}`, in two statements."""
        help_due = Assistance.objects.visible_to(self.user).under(self.unit).due_by(self.today)
        cases = Referral.objects.visible_to(self.user).under(self.unit).overdue(self.today)
        depth, late = len(self.unit.ancestor_ids), Counter()
        for rows in (help_due, cases):
            for path in rows.order_by().values_list("unit__path", flat=True):
                late.update(path.split(".")[depth : depth + 1])
        return Counter({int(pk): number for pk, number in late.items() if pk})


def _state(late, unreviewed):
    """(kind, words) of a unit: late before waiting before done."""
    if late:
        return "bad", ngettext("%(n)s thing late", "%(n)s things late", late) % {"n": late}
    if unreviewed:
        words = ngettext("%(n)s household to review", "%(n)s households to review", unreviewed)
        return "wait", words % {"n": unreviewed}
    return "good", _("nothing owed")
