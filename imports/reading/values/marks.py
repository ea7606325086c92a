"""Columns that are marked or empty: x, v, có, 1, a tick; and what else people write there."""

import re
from functools import lru_cache

from imports.reading.questions import Why
from imports.reading.tables import words
from imports.reading.values.cells import Read, asked, is_blank, text_of

YES, NO, UNSURE = words("yes"), words("no"), words("unsure")
_DATED = re.compile(r"(?=.*\d{4}|\d{1,2}/\d{1,2}/\d{2}$)[\d/.\-\s]+")


@lru_cache(maxsize=5_000)
def mark_of(text):
    """True for a mark, False for an empty cell or a no, None for anything else."""
    small = text.lower().strip()
    if small in UNSURE:
        return None
    if small in YES:
        return True
    return False if small in NO or is_blank(small) else None


def read_mark(cell, field):
    """Whether a cell of a column is marked. In the Party's column a date or a year is a mark."""
    text = text_of(cell)
    answer = mark_of(text)
    if answer is None:
        small = text.lower().strip(" .()")
        if small in words(f"{field} yes"):
            answer = True
        elif small in words(f"{field} no"):
            answer = False
        elif field == "party" and _DATED.fullmatch(text):
            answer = True
    if answer is None:
        return asked(field, Why.MARK_UNKNOWN, text)
    return Read(answer)
