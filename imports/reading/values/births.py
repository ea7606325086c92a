"""When she was born: one column or three, a year in the column of women, an age; and her age now.

Members are 18 and over; lists hold girls of 16 who join next year, and a few very old women. What
lies beyond is asked, never changed.
"""

import datetime
import re

from imports.reading.questions import Question, Why
from imports.reading.values.cells import NOTHING, Read, asked, is_blank, is_ditto, text_of
from imports.reading.values.dates import read_date

_DAY_AND_MONTH = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}")
YOUNGEST, OLDEST = 16, 110
RARE = 88  # a year of two digits that makes her older is asked
JOINED_AT_LEAST = 14
FIRST_JOINED = 1930  # the Union was founded


def read_birth(cell, *, today, month_first=False):
    """Her birth out of one cell, with what is odd about her age."""
    born_by = _years_before(today, YOUNGEST)
    read = read_date(cell, "birth", today=born_by, month_first=month_first)
    return _checked(read, text_of(cell), today)


def read_birth_parts(day, month, year, *, today):
    """Her birth out of three columns; the day may be missing, or the month too."""
    texts = [text_of(part) for part in (day, month, year)]
    day_text, month_text, year_text = ("" if is_blank(text) else text for text in texts)
    if not year_text or not year_text.isdigit():  # nothing, or a whole date in the year's column
        whole = year if year_text else month if month_text and not day_text else day
        return read_birth(whole, today=today)
    parts = [text for text in (day_text, month_text) if text.strip("0")]
    if not month_text.strip("0"):
        parts = []
    raw = "/".join([*parts, year_text])
    read = read_date(raw if parts else year, "birth", today=_years_before(today, YOUNGEST))
    return _checked(read, raw, today)


def joined(cells, *, today):
    """What the columns "Ngày tháng" and "Năm sinh" say together: 5/3 and 1974 are 5/3/1974.

    Excel takes 5/3 for a day of the year in which it was typed.
    """
    year = next(
        (text for cell in cells if (text := text_of(cell)).isdigit() and len(text) == 4), ""
    )
    rest = [cell for cell in cells if text_of(cell) != year]
    for cell in rest if year else ():
        if isinstance(cell, datetime.date) and cell.year > today.year - YOUNGEST:
            return f"{cell.day}/{cell.month}/{year}"
        if _DAY_AND_MONTH.fullmatch(text_of(cell)):
            return f"{text_of(cell)}/{year}"
    return rest[0] if rest else year


def read_age(cell, *, today):
    """A year of birth counted back from an age; always asked, since a list may be years old."""
    text = text_of(cell).lower().removesuffix("tuổi").strip()
    if is_blank(text):
        return NOTHING
    if not (text.isascii() and text.isdigit() and YOUNGEST <= int(text) <= OLDEST):
        return read_birth(cell, today=today)
    year = str(today.year - int(text))
    return asked("birth", Why.AGE_TOLD, text, value=year, suggestion=year)


def read_joined(cell, *, today, born=None, month_first=False):
    """When she joined the Union: a year, or a day (often 8/3 or 20/10)."""
    if is_ditto(text_of(cell)):
        return NOTHING
    read = read_date(cell, "joined", today=today, month_first=month_first)
    if read.value is None:
        return read
    raw, year = text_of(cell), int(read.value[:4])
    if read.value[: len(today.isoformat())] > today.isoformat():
        return asked("joined", Why.DATE_FUTURE, raw)
    if year < FIRST_JOINED:
        return asked("joined", Why.DATE_UNREADABLE, raw)
    if born and year - int(born[:4]) < JOINED_AT_LEAST:
        question = Question(
            "joined", Why.JOINED_BEFORE_BIRTH, raw, None, {"age": year - int(born[:4])}
        )
        return Read(read.value, (*read.questions, question))
    return read


def _checked(read, raw, today):
    """Add what is odd about her age; a day still to come is kept out."""
    if read.value is None:
        return read
    if read.value > today.isoformat()[: len(read.value)]:
        return asked("birth", Why.DATE_FUTURE, raw)
    age = today.year - int(read.value[:4])
    if age < YOUNGEST:
        return _doubted(read, Why.TOO_YOUNG, raw, age)
    if age > OLDEST:
        return _doubted(read, Why.TOO_OLD, raw, age)
    if age > RARE and read.value[:4] not in raw and not read.questions and _is_typed(raw):
        question = Question("birth", Why.YEAR_SHORT, raw, read.value)
        return Read(read.value, (question,))
    return read


def _is_typed(raw):
    """Whether the year was typed with two digits: real dates are shown with four."""
    return not raw[-4:].isdigit()


def _doubted(read, why, raw, age):
    return Read(read.value, (*read.questions, Question("birth", why, raw, None, {"age": age})))


def _years_before(today, years):
    return datetime.date(today.year - years, 12, 31)
