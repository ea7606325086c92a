"""The tables beside the code (`data/`): words as registers write them, to be read and added to."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def rows(name):
    """The rows of a table as dicts."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def split(text):
    """The entries of one cell."""
    return [entry for entry in text.split("|") if entry]


@cache
def words(name):
    """The words of one kind in the table `words`."""
    return frozenset(
        word for row in rows("words") if row["kind"] == name for word in split(row["words"])
    )
