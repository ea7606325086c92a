"""The words of invented registers, from `words.csv`: not the reader's own tables."""

import csv
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "words.csv"


@cache
def table(kind):
    """Words by value: `table("heading")["phone"]` are headings of the column of phones."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return {row["value"]: row["words"].replace("\\n", "\n").split("|") for row in rows}


def words(kind):
    return table(kind)[""]
