"""Reads for the review grid: households of a branch with this year's and last year's results."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text import fold
from members.models import Household
from models_programs.enums import MET, Result, result_words
from models_programs.models import Finding, Review


@dataclass
class Cell:
    """One criterion of one household. `result` is what stands, or what the grid proposes."""

    criterion: object
    result: str
    last_year: str = ""
    hidden: bool = False

    @property
    def name(self):
        return f"c{self.criterion.pk}"

    @property
    def ticked(self):
        return self.result != Result.UNMET

    @property
    def not_applicable(self):
        return self.result == Result.NOT_APPLICABLE

    @property
    def was_unmet(self):
        return self.last_year == Result.UNMET

    @property
    def words(self):
        return result_words(self.result)


@dataclass
class Row:
    """A household with the state of its review."""

    household: Household
    number: int
    review: Review | None
    cells: list = field(default_factory=list)
    unmet: int = 0
    has_last_year: bool = False

    @property
    def version(self):
        return self.review.version if self.review else 0

    @property
    def reviewed(self):
        return bool(self.review and self.review.reviewed_on)

    @property
    def registered(self):
        return bool(self.review and self.review.registered_on)

    @property
    def carried_over(self):
        return self.reviewed and self.review.carried_over

    @property
    def state(self):
        """(kind, words) as the state tag wants them."""
        if not self.reviewed:
            return ("wait", _("registered")) if self.registered else ("quiet", _("to review"))
        if self.unmet:
            words = ngettext("%(n)s not met", "%(n)s not met", self.unmet) % {"n": self.unmet}
            return "warn", words
        return "good", _("meets all")


def households_of(branch, day):
    """Households of the branch that stand on `day`, in the order of the printed tick sheet."""
    rows = Household.objects.placed_under(branch, day).standing_on(day)
    return rows.order_by("head_order", "pk")


def rows_of(households, year, criteria_set, criteria, *, reveal, start=1):
    """Rows for the given households; four statements, whatever their number.

    `reveal` shows sensitive criteria. Where nothing is written yet, a cell proposes last year's
    result, and "met" where there is none.
    """
    households = list(households)
    reviews = _reviews(households, year, criteria_set)
    last = _reviews(households, year - 1)
    findings = _open_findings([*reviews.values(), *last.values()])
    return [
        _row(household, number, reviews, last, findings, criteria, reveal)
        for number, household in enumerate(households, start=start)
    ]


def _reviews(households, year, criteria_set=None):
    """The review of each household in a year; without a set, the main one wins."""
    rows = Review.objects.filter(household__in=households, year=year)
    if criteria_set:
        rows = rows.filter(criteria_set=criteria_set)
    rows = rows.select_related("criteria_set").order_by("criteria_set__is_main", "pk")
    return {review.household_id: review for review in rows}


def _open_findings(reviews):
    """`{review id: {folded label: finding}}`: sets share criteria by their words."""
    found = defaultdict(dict)
    rows = Finding.objects.open().filter(review__in=reviews).select_related("criterion")
    for finding in rows:
        found[finding.review_id][fold(finding.criterion.label)] = finding
    return found


def _row(household, number, reviews, last, findings, criteria, reveal):
    review, before = reviews.get(household.pk), last.get(household.pk)
    before = before if before and before.reviewed_on else None
    now = findings[review.pk] if review else {}
    then = findings[before.pk] if before else {}
    row = Row(household, number, review, has_last_year=before is not None)
    row.unmet = sum(f.result == Result.UNMET for f in now.values())
    for criterion in criteria:
        label = fold(criterion.label)
        last_year = _result(then.get(label)) if before else ""
        result = _result(now.get(label)) if row.reviewed else last_year or MET
        hidden = criterion.sensitive and not reveal
        row.cells.append(Cell(criterion, result, "" if hidden else last_year, hidden))
    return row


def _result(finding):
    return finding.result if finding else MET
