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


def page():
    """The text of the page, in English whatever the language of the caller."""
    with translation.override("en"):
        rows = [line for row in main_rows() for line in _lines(row)]
        waiting = [f"- {row.code} {row.label}" for row in main_rows() if row.waits]
    tail = ["", "## Rows that nothing feeds yet", "", *waiting, ""]
    return HEAD + "\n".join([*rows, *tail])


def _lines(row):
    """The row and its sub-rows; criteria of the year have their labels in the database."""
    if row.waits:
        return
    yield _line(row.code, row.label, row.measure)
    for code in REGISTRY:
        if code.startswith(f"{row.code}."):
            yield _line(code, "", row.measure)


def _line(code, label, measure):
    entry = REGISTRY[code]
    if isinstance(entry, Ratio):
        return f"| {code} | {label} | {measure} | ratio | | {entry.part} / {entry.whole} |"
    cells = [code, label, measure, entry.kind, f"`{entry.permission}`", entry.meaning]
    return f"| {' | '.join(cells)} |"
