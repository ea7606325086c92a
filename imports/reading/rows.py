"""What each row below the headings is: a person, a section, a total, the end, or nothing.

A person has a name and something else: a number in the first column, or a birth, a number, a group.
Sections name a branch and hold no such thing. After the end of the list (a date line, signatures)
only rows that are persons beyond doubt count.
"""

import enum
import re
from dataclasses import dataclass, field

from core.text import fold
from imports.reading.branches import NOWHERE, Place, place_in, place_of_section
from imports.reading.values.cells import is_blank, is_ditto, text_of
from imports.reading.vocabulary import plain

WIDE = 3  # columns that a merged title spans
_ORDINAL = re.compile(r"\(?\d{1,5}\)?[.)]?")
_ROMAN = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-HĐ])\)?[.)]?")
_NUMBERED_COLUMN = re.compile(r"\(?(?:\d{1,3}|[A-D])\)?")
_TOTAL = re.compile(
    r"^\W*(?:tổng\s*(?:cộng|số|hợp)?|cộng|t\.?\s*cộng|toàn (?:xã|chi hội|thôn)|trang trước|"
    r"(?:mang|chuyển) sang(?: trang)?|lũy kế|luỹ kế)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:người lập|lập biểu|người tổng hợp|người báo cáo|tm\b|t/m|kt\.|xác nhận|thủ trưởng|"
    r"ấn định|danh sách (?:này|trên)?\s*(?:có|gồm)|nơi nhận|\(\s*ký|ký tên|chữ ký|đã ký|duyệt|"
    r"chủ tịch\b|phó chủ tịch|chi hội trưởng|chi hội phó|ban chấp hành|bch\b|ban thường vụ|"
    r"hội lhpn\b|bằng chữ|(?:người|bên) (?:nộp|nhận|giao|thu)\b|thủ quỹ|kế toán|"
    r"cán bộ\b|tổ trưởng|trưởng thôn|bí thư|ghi chú\s*:|lưu ý|chú thích)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"ngày\s*[\d.…_/\s]*tháng\s*[\d.…_/\s]*năm", re.IGNORECASE)
# Sections that say something of those below, in the words of `fields.REGISTER`.
_STANDING = (
    ("core", re.compile(r"nong cot")),
    ("honorary", re.compile(r"danh du")),
    ("away", re.compile(r"lam an xa|di lam xa|di xa\b|vang")),
    ("party", re.compile(r"dang vien")),
)


class What(enum.Enum):
    NOTHING = enum.auto()
    PERSON = enum.auto()
    SECTION = enum.auto()
    LONE_NAME = enum.auto()  # a section or a person: its neighbours tell
    TOTAL = enum.auto()
    END = enum.auto()


@dataclass(frozen=True)
class Judged:
    """What a row is; for a section its title, the place and what is true of those below."""

    what: What
    title: str = ""
    place: Place = NOWHERE
    standing: str = ""


NOTHING = Judged(What.NOTHING)
PERSON = Judged(What.PERSON)


@dataclass
class Judge:
    """Judges the rows of one list, in order; remembers whether the list has ended."""

    columns: dict  # index by field
    names: tuple  # fields that hold a name, the first that is filled counts
    personal: tuple  # fields that only a person has
    merged: dict = field(default_factory=dict)  # (row, column) -> columns that the cell spans
    ended: bool = False

    def judge(self, number, row):
        filled = [(index, cell) for index, cell in enumerate(row) if cell != ""]
        if not filled:
            return NOTHING
        texts = {index: text_of(cell) for index, cell in filled}
        texts = {index: text for index, text in texts.items() if text}
        judged = self._judged(number, texts)
        if judged.what is What.END:
            self.ended = True
        elif judged.what is What.SECTION:
            self.ended = False
        return judged

    def _judged(self, number, texts):
        name, order = self._name_of(texts), self._at(texts, "order")
        told = self._personal(texts)
        if is_numbers_row(texts):
            return NOTHING
        if name and self._is_person(name, order, told):
            return PERSON
        if told >= 2 and not name and (order or told >= 3) and not self.ended:
            return PERSON  # someone whose name is missing
        return self._other(number, texts, order, told)

    def _is_person(self, name, order, told):
        if _ORDINAL.fullmatch(order) and told >= 2:
            return True
        if self.ended or _is_said_of_many(name) or (place_in(name) and not told):
            return False
        if told or (_ORDINAL.fullmatch(order) and not _ROMAN.fullmatch(order)):
            return True
        return "order" not in self.columns and not _ROMAN.fullmatch(order)

    def _other(self, number, texts, order, told):
        first = next((text for text in texts.values() if _is_wording(text)), "")
        if any(_TOTAL.match(text) for text in texts.values()):
            is_last = any("danh sách" in text.lower() for text in texts.values())
            return Judged(What.END if is_last else What.TOTAL)
        if any(_END.match(text) or _DATE_LINE.search(text) for text in texts.values()):
            return Judged(What.END)
        if told > 1 or not first:
            return NOTHING
        return self._section(number, texts, first, order)

    def _section(self, number, texts, first, order):
        """A row that names a branch, or that stands apart: numbered with letters, or merged."""
        standing = _standing_of(first)
        if place := place_of_section(first):
            return Judged(What.SECTION, first, place, standing)
        if standing:
            return Judged(What.SECTION, first, NOWHERE, standing)
        if self.ended or len(first.split()) > 6:
            return NOTHING
        place = Place(branch=place_in(f"Chi hội {first}").branch)
        if _ROMAN.fullmatch(order) or self._is_wide(number, texts):
            return Judged(What.SECTION, first, place)
        return Judged(What.LONE_NAME, first, place) if len(texts) == 1 else NOTHING

    def order_of(self, row):
        """What stands in the column of numbers."""
        index = self.columns.get("order")
        return text_of(row[index]) if index is not None and index < len(row) else ""

    def _is_wide(self, number, texts):
        return len(texts) == 1 and self.merged.get((number, next(iter(texts))), 1) >= WIDE

    def _name_of(self, texts):
        for field_name in self.names:
            if text := self._at(texts, field_name):
                return "" if is_blank(text) else text
        return ""

    def _personal(self, texts):
        """How many cells of the row say what only a person has."""
        return sum(
            1
            for name in self.personal
            if (text := self._at(texts, name)) and not is_blank(text) and not is_ditto(text)
        )

    def _at(self, texts, field_name):
        index = self.columns.get(field_name)
        return "" if index is None else texts.get(index, "")


def _is_wording(text):
    return any(map(str.isalpha, text)) and not _ROMAN.fullmatch(text)


def is_numbers_row(texts):
    """(1) (2) (3) under the headings, or A B 1 2 3."""
    if len(texts) < 3:
        return False
    shown = [text.strip("() ") for text in texts.values()]
    if not all(_NUMBERED_COLUMN.fullmatch(text) for text in texts.values()):
        return False
    numbers = [int(text) for text in shown if text.isdigit()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_said_of_many(name):
    return bool(_TOTAL.match(name) or _END.match(name) or _DATE_LINE.search(name))


def _standing_of(title):
    if "hoi vien" not in fold(title) and "hv" not in plain(title).split():
        return ""
    return next((name for name, pattern in _STANDING if pattern.search(fold(title))), "")
