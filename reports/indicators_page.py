"""The page of documentation that lists every figure; a test keeps it as the code is."""

from pathlib import Path

from django.conf import settings
from django.utils import translation

from chapters.indicators import REGISTRY, Ratio
from reports.catalogue import main_rows

PAGE = Path(settings.BASE_DIR) / "docs" / "indicators.md"

HEAD = """# Figures

Written by `manage.py indicators_page`; do not edit. A figure is declared once, in its app's
`tallies.py`; page, paper, chart and list of names all read that declaration. Labels are those of
the printed appendix.

| code | label | measure | kind | names open with | what is counted |
|---|---|---|---|---|---|
"""

TOLD = """The appendix prints them with the words "no source yet" and never a figure, since the
facts that they would count are not kept in the book so far."""
# By the letter or the code of a row: the facts that are lacking.
LACKING = {
    "B7": "commendations are kept for exemplars alone, not for every collective and person",
    "E": "support for a woman's livelihood is not written down woman by woman",
    "F": "models are kept with their life and people, their measured results are not",
    "G": "cards, gifts and their worth are not written down",
}


def page():
    """The text of the page, in English whatever the language of the caller."""
    with translation.override("en"):
        rows = [line for row in main_rows() for line in _lines(row)]
        waiting = [_waiting(row) for row in main_rows() if row.waits]
    tail = ["", "## Rows that nothing feeds yet", "", TOLD, "", *waiting, ""]
    return HEAD + "\n".join([*rows, *tail])


def _lines(row):
    """The row and its sub-rows; criteria of the year have their labels in the database."""
    if row.waits:
        return
    yield _line(row.code, row.label, row.measure)
    for code in REGISTRY:
        if code.startswith(f"{row.code}."):
            yield _line(code, "", row.measure)


def _waiting(row):
    lacking = LACKING.get(row.code) or LACKING[row.section]
    return f"- {row.code} {row.label}: {lacking}"


def _line(code, label, measure):
    entry = REGISTRY[code]
    if isinstance(entry, Ratio):
        return f"| {code} | {label} | {measure} | ratio | | {entry.part} / {entry.whole} |"
    cells = [code, label, measure, entry.kind, f"`{entry.permission}`", entry.meaning]
    return f"| {' | '.join(cells)} |"
