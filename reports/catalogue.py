"""The rows of the statistical appendix in printed order, joined with what feeds them.

Labels and units of measure are Vietnamese reference data. Rows that nothing feeds yet stay in the
table and say so; a figure is never invented.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from chapters.indicators import REGISTRY, Kind, Ratio
from members.enums import Ended, Late
from models_programs.enums import ActivityKind, ExemplarField
from models_programs.tallies import criterion_labels
from reports.definitions import DEFINITIONS

ROWS = Path(__file__).parent / "data" / "report_indicators.csv"

SECTIONS = {
    "A": _("Organisation and members"),
    "P": _("Emulation movement"),
    "B": _("Propaganda, models, exemplars"),
    "C": _("5 noes, 3 cleans households"),
    "D": _("Skilful mass mobilisation"),
    "E": _("Economic support"),
    "F": _("Environment, new countryside"),
    "G": _("Welfare"),
    "H": _("Outstanding members introduced to the Party"),
    "I": _("Supervision and feedback"),
}

# Rows printed as "19/19": beside them stands what they are out of.
OUT_OF = {"P1": "A1", "D1c": "A1", "P2": "A2"}

# Choices that name the sub-rows of a row; criteria are named by the set of the year.
_SUBROWS = {"A5": Late, "A9": Ended, "B1": ActivityKind, "B6": ExemplarField}


@dataclass(frozen=True)
class Row:
    """One line of the appendix. `waits` is true while nothing feeds it."""

    code: str
    label: str
    measure: str
    kind: Kind
    parent: str = ""

    @property
    def section(self):
        return self.code[0]

    @property
    def waits(self):
        return self.code not in REGISTRY

    @property
    def permission(self):
        """Who may open the names; a ratio has none of its own."""
        entry = REGISTRY.get(self.code)
        return None if entry is None or isinstance(entry, Ratio) else entry.permission

    @property
    def definition(self):
        """What the row counts, in the words of the reader; empty where the label says it."""
        return DEFINITIONS.get(self.code, "")

    @property
    def is_ratio(self):
        return self.kind is Kind.RATIO


@lru_cache(maxsize=1)
def main_rows():
    """The rows of the appendix without sub-rows, as the reference file has them."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["code"], row["label"], row["unit"], Kind(row["kind"]))
            for row in csv.DictReader(file)
        )


def rows_of(period):
    """All rows of the appendix for `period`, each followed by its sub-rows: one statement."""
    criteria = criterion_labels(period)
    return [each for row in main_rows() for each in (row, *_subrows_of(row, criteria))]


def _subrows_of(row, criteria):
    if row.code == "C7":
        labels = criteria
    else:
        choices = _SUBROWS.get(row.code, ())
        labels = {f"{row.code}.{choice.value}": choice.label for choice in choices}
    return [
        Row(code, label, row.measure, REGISTRY[code].kind, parent=row.code)
        for code, label in labels.items()
        if code in REGISTRY
    ]


def sections_of(period):
    """`[(title, rows), …]` in printed order."""
    rows = rows_of(period)
    return [
        (title, [row for row in rows if row.section == letter])
        for letter, title in SECTIONS.items()
    ]


def row_of(code, period):
    """The row of `code` in `period`, or None."""
    return next((row for row in rows_of(period) if row.code == code), None)
