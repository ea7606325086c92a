"""The figures that pages about units show, each with the names behind it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import IntegerField, Max
from django.db.models.expressions import Func, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import Entry, Verb
from chapters.counting import tally
from chapters.enums import Level
from chapters.indicators import REGISTRY
from chapters.periods import period_of
from core.periods import Kind, Period

LABELS = {
    "A10": _("Members"),
    "A6": _("New members this year"),
    "A19": _("Households with members"),
    "A12": _("Core members"),
    "A2": _("Branches"),
    "A3": _("Women's groups"),
    "A4": _("Women of 18 and over"),
    "A11": _("Share of women who are members"),
}
OF_THE_YEAR = ("A6",)

# What the page of a unit shows, and what the list of the units below one. Women are counted by
# commune, so nothing below a commune has a share of them.
ON_PAGE = {
    Level.BRANCH: ("A10", "A6", "A19", "A12", "A3"),
    Level.GROUP: ("A10", "A6", "A19", "A12"),
}
ON_PAGE_ELSE = tuple(LABELS)
IN_LIST = {
    Level.PROVINCE: ("A2", "A10", "A4", "A11"),
    Level.DISTRICT: ("A2", "A10", "A4", "A11"),
    Level.COMMUNE: ("A3", "A10", "A12", "A19"),
    Level.BRANCH: ("A10", "A12", "A19"),
}


@dataclass(frozen=True)
class Figure:
    """One figure of a unit; `period` is the code under which its names are listed."""

    code: str
    label: str
    value: int | Decimal | None
    period: str

    @property
    def is_share(self):
        return isinstance(self.value, Decimal)


class Figures:
    """Figures of some units now and this year, counted at once: two tallies whatever the units.

    Stocks are those of the last day of this month, flows those of this year. Codes that no app
    declares are left out.
    """

    def __init__(self, units, codes):
        today = timezone.localdate()
        self.month = period_of(Period.containing(today, Kind.MONTH).code)
        self.year = period_of(Period.containing(today, Kind.YEAR).code)
        self.codes = [code for code in dict.fromkeys(codes) if code in REGISTRY]
        self._counted = {
            period.code: tally(period, units, codes) if codes else {}
            for period, codes in self._split()
        }

    def _split(self):
        yearly = [code for code in self.codes if code in OF_THE_YEAR]
        return (self.year, yearly), (self.month, [c for c in self.codes if c not in yearly])

    def of(self, unit, codes):
        """Those of `codes` that are declared, of one of the units, in that order."""
        return [self._figure(unit, code) for code in codes if code in self.codes]

    def _figure(self, unit, code):
        period = self.year.code if code in OF_THE_YEAR else self.month.code
        return Figure(code, LABELS[code], self._counted[period][unit.pk][code], period)


# Whether and when a referral moved is not for everybody who may see a unit.
PRIVATE = "referrals."
WRITES = (Verb.CREATED, Verb.CHANGED, Verb.MOVED, Verb.VOIDED)


def last_updates(parent):
    """When something was last written at or below each unit under `parent`: `{unit_id: moment}`.

    Looks back one year; a unit that is absent has been quiet since. One statement.
    """
    depth = len(parent.ancestor_ids) + 1
    step = Func("unit_path", Value("."), Value(depth), function="split_part")
    year_ago = timezone.now() - datetime.timedelta(days=365)
    written = Entry.objects.filter(
        unit_path__startswith=parent.path, verb__in=WRITES, at__gte=year_ago
    ).exclude(target_type__startswith=PRIVATE)
    below = written.exclude(unit_path=parent.path).order_by()
    children = below.annotate(child=Cast(step, IntegerField())).values("child")
    return dict(children.annotate(last=Max("at")).values_list("child", "last"))
