"""Telephone numbers: lost zeros, +84, numbers from before 2018, two in one cell, words beside."""

import re

from core.identity import UnreadableNumber, read_phone
from core.text import nfc
from imports.reading.questions import Why
from imports.reading.values.cells import NOTHING, Read, asked, is_not_there, is_number, text_of

FIELD = "phone"
_LABEL = re.compile(
    r"^(?:sđt|đt|dđ|đtdđ|dt|tel|zalo|số|điện thoại|di động|mobile)\b[\s:.\-]*", re.I
)
_BESIDE = re.compile(r"[\s(\-–]*\b(?:có\s+)?zalo\b[\s).]*$", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d[\d\s.\-()]*\d")
_APART = re.compile(r"[;,/\n|&]|\bvà\b|\bhoặc\b|\s-\s|\s{2,}", re.IGNORECASE)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS_AND_LETTERS = re.compile(r"[\dOoIl\s.\-+]{9,}")
_OLD_AREA = re.compile(r"0?63(\d{7})")  # Lâm Đồng had 063 until 2017
_BETWEEN_GROUPS = re.compile(r"[,/]")
_ABROAD = re.compile(r"^00(?=84)")
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d{1,2}")
SHORTEST = 8


def read_member_phone(cell):
    """The first number of a cell; a second one, or words beside it, are asked."""
    raw = text_of(cell)
    if is_not_there(raw):
        return NOTHING
    if is_number(cell):
        return _read_one(raw, raw)
    if _SCIENTIFIC.fullmatch(raw):  # what Excel shows of a number in a narrow column
        return asked(FIELD, Why.PHONE_UNREADABLE, raw)
    parts = _parts(cell) or [raw]
    read = _read_one(_without_label(parts[0]), raw)
    if read.value is None and len(parts) > 1:
        read = _read_one(_without_label(parts[1]), raw)
    others = {_value(part) for part in parts} - {read.value, None}
    if read.value and others:
        return asked(FIELD, Why.PHONE_TWO, raw, value=read.value, others=sorted(others))
    return read


def _parts(cell):
    """Numbers that stand apart; none when the parts are only groups of one number."""
    parts = [nfc(part) for part in _APART.split(str(cell)) if part.strip()]
    long = [part for part in parts if sum(char.isdigit() for char in part) >= SHORTEST]
    if len(long) > 1:
        return long
    halves = str(cell).split("-")
    return halves if len(halves) == 2 and all(map(_value, halves)) else []


def _read_one(text, raw):
    if value := _value(text):
        return Read(value)
    for number in _NUMBER.findall(text):
        if value := _value(number):
            return asked(FIELD, Why.PHONE_WORDS, raw, value=value)
    return asked(FIELD, Why.PHONE_UNREADABLE, raw, suggestion=_of_old_area(text))


def _value(text):
    bare = _without_label(nfc(text)).strip(" '\"`:;.,*").removesuffix(".0")
    bare = _ABROAD.sub("+", _BETWEEN_GROUPS.sub(" ", bare))
    if _DIGITS_AND_LETTERS.fullmatch(bare):
        bare = bare.translate(_LETTERS_FOR_DIGITS)
    try:
        return read_phone(bare)
    except UnreadableNumber:
        return None


def _without_label(text):
    return _LABEL.sub("", _BESIDE.sub("", text))


def _of_old_area(text):
    """A number of the area code that Lâm Đồng had before, with today's."""
    match = _OLD_AREA.fullmatch(re.sub(r"\D", "", text))
    return f"0263{match[1]}" if match else None
