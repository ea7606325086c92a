"""Schooling: "9/12", "lớp 9", "cấp II", the ten classes of before 1989 in the north, and what Excel
makes of a class: 12/12 typed into a plain cell becomes the 12th of December.
"""

import datetime
import re

from imports.reading.questions import Why
from imports.reading.values.cells import NOTHING, Read, asked, is_blank, text_of
from imports.reading.values.choices import choices_of

FIELD = "schooling"
_CLASS = re.compile(
    r"(?:lớp|lop|l|trình độ|hết lớp|học hết lớp)?\.?\s*(\d{1,2})\s*"
    r"(?:[/\\.\-:]\s*(10|12))?(?:\s*(?:bt|phổ thông|pt))?",
    re.IGNORECASE,
)
# The last class of primary and of lower secondary school, by how many classes there were.
_STAGES = {12: (5, 9), 10: (4, 7)}
_HIGHER = {"intermediate", "college", "university", "master", "doctor"}


class SchoolingReader:
    """Reads schooling; `detail` is the class, kept beside the level."""

    def __init__(self):
        self.levels = choices_of(FIELD)
        self.degrees = choices_of("qualification")

    def read(self, cell):
        """The level with its class: `Read(("lower", "9/12"))`; degrees give ("upper", "")."""
        if isinstance(cell, datetime.date | datetime.datetime):
            return _read_class_as_date(cell)
        text = text_of(cell)
        if is_blank(text):
            return NOTHING
        if match := _CLASS.fullmatch(text):
            return _of_class(int(match[1]), int(match[2] or 12), text)
        return self._read_words(text)

    def knows(self, text):
        return self.levels.knows(text)

    def _read_words(self, text):
        if level := self.levels.knows(text):
            return Read((level, ""))
        if self.degrees.knows(text) in _HIGHER:
            return Read(("upper", ""))
        read = self.levels.read(text)
        suggestion = read.questions[0].suggestion if read.questions else None
        why = Why.CHOICE_UNSURE if suggestion else Why.CHOICE_UNKNOWN
        return asked(FIELD, why, text, suggestion=suggestion)


def _of_class(number, of, shown):
    if number > of:
        return asked(FIELD, Why.CHOICE_UNKNOWN, shown)
    return Read((_level(number, of), f"{number}/{of}" if number else ""))


def _level(number, of):
    primary, lower = _STAGES[of]
    if number == 0:
        return "none"
    if number <= primary:
        return "primary"
    return "lower" if number <= lower else "upper"


def _read_class_as_date(day):
    """12/12, 9/12 and 5/12 as Excel took them, with the day first or the month."""
    for number, of in ((day.day, day.month), (day.month, day.day)):
        if of in _STAGES and number <= of and day.month != day.day:
            return _of_class(number, of, text_of(day))
    if day.month == day.day and day.day in _STAGES:
        return _of_class(day.day, day.day, text_of(day))
    return asked(FIELD, Why.CHOICE_UNKNOWN, text_of(day))
