"""Dates in every form in which registers hold them, whole or in part.

The plain forms are those of `core.dates`. On top come what Excel makes of them (real dates, their
serial numbers, a year typed into a date cell, 3.1974 as a fraction) and what people add ("SN 1974",
"00/00/1974", "khoảng 1960"). Values are "1974-03-05", "1974-03" or "1974".
"""

import datetime
import re
from functools import lru_cache

from core.dates import PartialDate, UnreadableDate, parse_partial_date
from imports.reading.questions import Why
from imports.reading.values.cells import (
    NOTHING,
    Read,
    asked,
    is_blank,
    is_not_there,
    is_number,
    text_of,
)

SERIALS = range(3_654, 73_051)  # 1910 to 2099, as Excel counts days
YEARS = range(1900, 2101)
_EPOCH = datetime.date(1899, 12, 30)
_LEAD = re.compile(
    r"^(?:sinh\s*(?:ngày|năm|tháng)?|sn|ns|n\.s|năm sinh|ngày sinh|năm|từ năm|từ ngày|từ|vào năm|"
    r"khoảng năm)\s*[:.\-]?\s*(?=\d|\()",
    re.IGNORECASE,
)
# One way alone to read each sign: a cell full of dots would else be tried in endlessly many.
_UNKNOWN_PARTS = re.compile(
    r"^(?:(?<!\d)0{1,2}(?!\d)|[.…_?x/\-\s])+[/.\-]\s*(?=\d{4}$|\d{1,2}[/.\-]\d{4}$)", re.I
)
_IN_BRACKETS = re.compile(r"\s*\(.*\)\s*$")
_DOUBLED = re.compile(r"\s*([/.\-,])\s*(?:[/.\-,]\s*)*")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_AMERICAN = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ABOUT = re.compile(r"(?:khoảng|tầm|độ|chừng|~|≈)\s*(\d{4})|(\d{4})\s*\?", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"(?<!\d)(19[2-9]\d|20[0-2]\d)(?!\d)")
_TWO_DIGITS = re.compile(r"'?(\d{2})")
_LETTERS_FOR_DIGITS = str.maketrans("OoQlI|", "000111")
_NEAR_DIGITS = re.compile(r"[\dOoQlI|/.\-\s]+")
_THOUSANDS = re.compile(r"([12])[.,](\d{3})")  # a year that was formatted as an amount
_FRACTION = re.compile(r"(\d{1,2})\.(\d{1,4})")


def iso(date):
    """A date or `PartialDate` as a value."""
    if isinstance(date, PartialDate):
        if date.day:
            return f"{date.year:04}-{date.month:02}-{date.day:02}"
        return f"{date.year:04}-{date.month:02}" if date.month else f"{date.year:04}"
    return date.isoformat()


def read_date(cell, field, *, today, month_first=False):
    """A date of `field` out of one cell. `today` settles years of two digits.

    `month_first` is for columns that are known to be written the American way.
    """
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return _read_real_date(cell, field)
    if is_number(cell):
        return _read_number(cell, field, today)
    text = text_of(cell)
    if is_not_there(text):
        return NOTHING
    return _read_text(text, field, today, month_first)


def _read_real_date(day, field):
    """A cell that Excel holds as a date; a year typed into such a cell shows as a day of 1905."""
    serial = (day - _EPOCH).days
    if serial in YEARS:
        return Read(f"{serial}")
    if day.year not in YEARS:
        return asked(field, Why.DATE_IMPOSSIBLE, text_of(day))
    return Read(day.isoformat())


def _read_number(number, field, today):
    shown = text_of(float(number))
    if not float(number).is_integer():
        return _read_fraction(shown, field, today)
    whole = int(number)
    if whole in YEARS:
        return Read(f"{whole}")
    if whole in SERIALS:
        return Read((_EPOCH + datetime.timedelta(days=whole)).isoformat())
    if len(shown) in (7, 8):  # 5031974: ddmmyyyy that lost its 0
        return _read_text(shown.zfill(8), field, today, month_first=False)
    return _read_short_year(shown, field, today)


def _read_fraction(shown, field, today):
    """3.1974 and 3.197 (of 3.1970) are months of a year that Excel took for fractions."""
    match = _FRACTION.fullmatch(shown)
    if match:
        month, year = int(match[1]), int(match[2].ljust(4, "0"))
        if 1 <= month <= 12 and year in YEARS:
            return Read(f"{year}-{month:02}")
    if mended := _mended(shown, today):
        return asked(field, Why.DATE_MENDED, shown, value=mended, suggestion=mended)
    serial = float(shown)
    if int(serial) in SERIALS:  # a day with a time
        return Read((_EPOCH + datetime.timedelta(days=int(serial))).isoformat())
    return asked(field, Why.DATE_UNREADABLE, shown)


def _read_short_year(shown, field, today):
    if not _TWO_DIGITS.fullmatch(shown):
        return asked(field, Why.DATE_UNREADABLE, shown)
    value = iso(parse_partial_date(f"1/1/{shown[-2:]}", today=today))[:4]
    return asked(field, Why.YEAR_SHORT, shown, value=value, suggestion=value)


def _read_text(raw, field, today, month_first):
    bare = _bare(raw)
    if is_blank(bare):
        return NOTHING
    american = _AMERICAN.fullmatch(bare)
    if american and int(american[2]) > 12 >= int(american[1]):
        return _read_american(raw, american, field, today, sure=month_first)
    if american and month_first:
        bare = "/".join((american[2], american[1], american[3]))
    try:
        return Read(iso(_parsed(bare, today)))
    except UnreadableDate:
        return _read_oddity(raw, bare, field, today)


@lru_cache(maxsize=20_000)
def _parsed(bare, today):
    return parse_partial_date(bare, today=today)


def _bare(raw):
    """What is left of a text without the words and signs that registers put round a date."""
    text = _TIME.sub("", _IN_BRACKETS.sub("", raw).strip(" ;:'\"`"))
    text = _LEAD.sub("", text)
    if not any(char.isalpha() for char in text):
        text = _DOUBLED.sub(r"\1", text).strip("/.-, ").replace(",", "/")
    return _UNKNOWN_PARTS.sub("", text)


def _read_american(raw, match, field, today, *, sure):
    """Month before day: there is no other way to read it, but in a Vietnamese list it is odd."""
    try:
        value = iso(_parsed("/".join((match[2], match[1], match[3])), today))
    except UnreadableDate:
        return asked(field, Why.DATE_IMPOSSIBLE, raw)
    if sure:
        return Read(value)
    return asked(field, Why.DATE_AMERICAN, raw, value=value, suggestion=value)


def _read_oddity(raw, bare, field, today):
    if about := _ABOUT.search(raw):
        year = about[1] or about[2]
        return asked(field, Why.DATE_ABOUT, raw, value=year, suggestion=year)
    if _TWO_DIGITS.fullmatch(bare):
        return _read_short_year(bare, field, today)
    if bare.isascii() and bare.isdigit() and len(bare) == 5 and int(bare) in SERIALS:
        return _read_number(int(bare), field, today)
    if mended := _mended(bare, today):
        return asked(field, Why.DATE_MENDED, raw, value=mended, suggestion=mended)
    years = _YEAR_ALONE.findall(raw)
    if len(set(years)) > 1:
        return asked(field, Why.DATE_TWO, raw)
    if _AMERICAN.fullmatch(bare):
        return asked(field, Why.DATE_IMPOSSIBLE, raw, suggestion=years[0] if years else None)
    return asked(field, Why.DATE_UNREADABLE, raw, suggestion=years[0] if years else None)


def _mended(bare, today):
    """A date with letters typed for digits, as "O5/l2/1974", or 1.974; None when it is not that."""
    if match := _THOUSANDS.fullmatch(bare):
        year = int(match[1] + match[2])
        return f"{year}" if year in YEARS else None
    if not _NEAR_DIGITS.fullmatch(bare) or bare.translate(_LETTERS_FOR_DIGITS) == bare:
        return None
    try:
        return iso(_parsed(bare.translate(_LETTERS_FOR_DIGITS), today))
    except UnreadableDate:
        return None
