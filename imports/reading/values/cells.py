"""What a cell says, as text; the marks that mean nothing; the marks that repeat the cell above."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from core.text import nfc
from imports.reading.questions import Question
from imports.reading.tables import words

_BLANKS = {"-", "--", "---", "–", "—", "_", "/", "\\", ".", "..", "...", "…", ",", "*", "?"}
EXACT = 10**15
_NOT_THERE = words("nothing")
_DITTOS = words("ditto")
_ROUND = "-–—.=_"


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of a cell: a value or None, and what is to be asked about it."""

    value: object = None
    questions: tuple[Question, ...] = ()


NOTHING = Read()


def text_of(cell):
    """A cell as an officer sees it, composed and with single spaces; "" where nothing stands."""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


_clean = lru_cache(maxsize=100_000)(nfc)  # lists say the same again and again


def is_number(cell):
    """Whether a cell holds a number of which every digit counts."""
    is_plain = isinstance(cell, int | float) and not isinstance(cell, bool)
    return is_plain and abs(cell) < EXACT  # not so for infinity, nor for what is no number


def is_blank(text):
    """Whether a text only fills the cell: a dash, dots."""
    return not text or text in _BLANKS


@lru_cache(maxsize=10_000)
def is_not_there(text):
    """Whether a text says that there is no such thing, as "chưa có" for a number."""
    return is_blank(text) or text.lower().strip("().: ") in _NOT_THERE


@lru_cache(maxsize=10_000)
def is_ditto(text):
    """Whether a text repeats what stands above: nt, //, the mark " and their kin."""
    close = text.lower().replace(" ", "")
    return close in _DITTOS or close.strip(_ROUND) in _DITTOS


def asked(field, code, raw, *, value=None, suggestion=None, **details):
    """A `Read` with one question."""
    return Read(value, (Question(field, code, raw, suggestion, details),))
