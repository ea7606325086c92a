"""Citizen numbers, and what Excel makes of them.

Kept as numbers they lose the 0 in front (068185… becomes 68185…), or are shown rounded
("6.8185E+10"), which a text file then holds instead of the digits. A lost 0 is put back only when
province, century, sex and year of birth agree; else it is asked.
"""

import re
from decimal import Decimal, InvalidOperation

from core.identity import birth_year_of, provinces
from core.text import nfc
from imports.reading.questions import Question, Why
from imports.reading.values.cells import (
    NOTHING,
    Read,
    asked,
    is_ditto,
    is_not_there,
    is_number,
    text_of,
)

FIELD = "national_id"
NEW, OLD = 12, 9
_LABEL = re.compile(r"\b(?:số|cccd|cmnd|cmt|cmtnd|cc|cmnd/cccd|đdcn|sđd|đd)\b\s*[:.\-]?\s*", re.I)
_GROUPS = re.compile(r"\d[\d\s.\-]*\d|\d")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}")
_NOT_DIGIT = re.compile(r"\D")
_CARD_DETAILS = re.compile(r"\(.*\)|\b(?:cấp|ngày|nc)\b.*$", re.IGNORECASE)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS_AND_LETTERS = re.compile(r"[\dOoIl\s.\-]{9,}")
_APART = re.compile(r"[;/,\n|]|\bvà\b|\s-\s|\s{2,}")


def read_national_id(cell, *, born=None):
    """The 12 digits (or the 9 of an old card). `born` is her birth as a value, if it is known."""
    raw = text_of(cell)
    if is_not_there(raw):
        return NOTHING
    if is_ditto(raw):
        return asked(FIELD, Why.ID_UNREADABLE, raw)
    if is_number(cell):
        return _read_number(cell, raw, born)
    if _SCIENTIFIC.fullmatch(raw.strip("'")):
        return _read_scientific(raw, born)
    return _read_text(cell, raw, born)


def _read_number(number, raw, born):
    if float(number) < 0 or not float(number).is_integer():
        return asked(FIELD, Why.ID_UNREADABLE, raw)
    return _judged(raw, raw, born, was_number=True)


def _read_scientific(raw, born):
    """Excel's short form of a number: whole only if it shows every digit."""
    try:
        number = Decimal(raw.strip("'").replace(",", ".").replace(" ", "").replace("+", ""))
    except InvalidOperation:
        return asked(FIELD, Why.ID_UNREADABLE, raw)
    if number.adjusted() >= len(number.as_tuple().digits):
        return asked(FIELD, Why.ID_ROUNDED, raw)
    return _judged(str(int(number)), raw, born, was_number=True)


def _read_text(cell, raw, born):
    numbers = _numbers_in(cell) or [_digits_of(raw)]
    whole = [number for number in numbers if len(number) in (NEW, OLD)]
    if whole:
        best = max(whole, key=len)
        return Read(best, tuple(_doubts(best, raw, born)))
    longest = max(numbers, key=len)
    if not longest:
        return asked(FIELD, Why.ID_UNREADABLE, raw)
    return _judged(longest, raw, born, was_number=False)


def _numbers_in(cell):
    """Two numbers of one cell, new and old; nothing when the parts are only groups of one."""
    parts = [_digits_of(nfc(part)) for part in _APART.split(str(cell)) if part.strip()]
    return parts if len(parts) > 1 and min(map(len, parts)) >= OLD - 1 else []


def _digits_of(text):
    """The digits of the number in a text, without the label before and the card's date after."""
    bare = _CARD_DETAILS.sub("", _LABEL.sub("", text)).strip(" '\"`:.*").removesuffix(".0")
    if _DIGITS_AND_LETTERS.fullmatch(bare):
        bare = bare.translate(_LETTERS_FOR_DIGITS)
    groups = _GROUPS.findall(bare)
    if not groups or any(char.isalpha() for char in bare):
        return ""
    return max((_NOT_DIGIT.sub("", group) for group in groups), key=len)


def _judged(digits, raw, born, *, was_number):
    """A number as it stands if its length is right, with its 0 if that is certain, or asked."""
    if len(digits) in (NEW, OLD):
        return Read(digits, tuple(_doubts(digits, raw, born)))
    if digits.startswith("0"):  # the 0 in front is there, so another digit is missing
        return asked(FIELD, Why.ID_LENGTH, raw, count=len(digits))
    full = digits.zfill(NEW)
    if len(digits) in (NEW - 1, NEW - 2) and _agrees(full, born):
        return Read(full)
    if len(digits) == NEW - 1 and full[:3] in provinces():
        return asked(FIELD, Why.ID_ZERO, raw, suggestion=full)
    if len(digits) == OLD - 1 and was_number:
        return asked(FIELD, Why.ID_ZERO, raw, suggestion=digits.zfill(OLD))
    return asked(FIELD, Why.ID_LENGTH, raw, count=len(digits))


def _agrees(full, born):
    """Whether the province exists, the sex is a woman's, and the year is that of her birth."""
    is_woman = int(full[3]) % 2 == 1
    return (
        full[:3] in provinces()
        and is_woman
        and born is not None
        and birth_year_of(full) == int(born[:4])
    )


def _doubts(digits, raw, born):
    """What is odd about a number of 12 digits that may yet be right."""
    if len(digits) != NEW:
        return
    if digits[:3] not in provinces():
        yield Question(FIELD, Why.ID_PROVINCE, raw)
    elif int(digits[3]) % 2 == 0:
        yield Question(FIELD, Why.ID_SEX, raw)
    if born and birth_year_of(digits) != int(born[:4]):
        told = {"told": birth_year_of(digits), "year": born[:4]}
        yield Question(FIELD, Why.ID_YEAR, raw, None, told)
