"""Where the headings of a list stand: one row or more, with merged cells, under a title block."""

import datetime
import re
from dataclasses import dataclass, field

from core.text import nfc
from imports.reading.vocabulary import plain

SEARCHED = 200  # rows from the top in which a first header may stand
FEWEST = 2  # fields that a header names, the name among them
FEWEST_EXPLAINED = 4  # columns
LONG_NUMBER = 6  # digits
DEEPEST = 3  # rows of a header
SURE = 0.6
WIDEST_GROUP = 12  # columns under one heading in the row above; a wider merge is a title
LONGEST_BELOW = 6  # words of a heading in a lower row
_RELATIVE = re.compile(r"\b(?:chồng|chủ hộ|con|bố|mẹ|cha|người thân)\b")
_HERSELF = re.compile(r"\b(?:hội viên|hv|vợ|phụ nữ)\b")
# A list is recognised by whose names it holds.
ANCHORS = {"full_name", "family_name", "head_name", "head", "member"}


@dataclass(frozen=True)
class Heading:
    """What stands over one column, from the top down."""

    levels: tuple[str, ...] = ()

    @property
    def own(self):
        return self.levels[-1] if self.levels else ""

    @property
    def group(self):
        return " ".join(self.levels[:-1])

    @property
    def is_of_relative(self):
        """Whether its group tells of the husband or the head of household, and not of her."""
        group = nfc(self.group).lower()
        return bool(_RELATIVE.search(group)) and not _HERSELF.search(group)

    @property
    def text(self):
        return " – ".join(self.levels)


@dataclass(frozen=True)
class Header:
    """Rows `first` to `last` of a grid, with a heading for each column. `anchor` is the name's."""

    first: int
    last: int
    anchor: int
    headings: tuple[Heading, ...]
    words: frozenset = field(default=frozenset(), repr=False)

    def is_repeated_in(self, row):
        """Whether a row says the same again, as on the top of a further page."""
        told = {plain(cell) for cell in row if isinstance(cell, str) and cell}
        return bool(told) and len(told & self.words) >= max(2, len(told) * 0.6)


def first_header(grid, vocabulary):
    """The header of a grid's first list; None when there is none."""
    best = None
    for number in range(min(len(grid.rows), SEARCHED)):
        found = _strength(grid.rows[number], vocabulary)
        if found and (best is None or found > best[0]):
            best = found, number
        if best and number > best[1] + DEEPEST:
            break
    return header_at(grid, best[1], vocabulary) if best else None


def is_header_row(row, vocabulary):
    """Whether a row can be the (main) row of headings of a list."""
    return _strength(row, vocabulary) is not None


def _strength(row, vocabulary):
    """How many fields a row names, if it names whose list it is."""
    if any(map(_is_of_somebody, row)):
        return None
    named = set()
    for cell in row:
        if isinstance(cell, str) and cell:
            best, strength = vocabulary.best_of(cell)
            if strength >= SURE:
                named.add(best)
    return len(named) if named & ANCHORS and len(named) >= FEWEST else None


def _is_of_somebody(cell):
    """Whether a cell is a date or a long number: such stand below headings, never among them."""
    if isinstance(cell, str):
        digits = sum(map(str.isdigit, cell))
        return digits >= LONG_NUMBER and not any(map(str.isalpha, cell))
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return isinstance(cell, datetime.date) or (is_number and abs(cell) >= 10**LONG_NUMBER)


def header_at(grid, top, vocabulary):
    """The header whose main row is `top`."""
    return _Finder(grid, top, vocabulary).header()


class _Finder:
    """Finds how far a header reaches from its main row, and what stands over each column."""

    def __init__(self, grid, top, vocabulary):
        self.grid, self.top, self.vocabulary = grid, top, vocabulary
        self.anchor = self._anchor()
        self.covers = self._covers()
        self.first, self.last = self._first_row(), self._last_row()

    def header(self):
        rows = self.grid.rows[self.first : self.last + 1]
        headings = tuple(self._heading(column) for column in range(max(map(len, rows))))
        words = {plain(level) for heading in headings for level in heading.levels}
        return Header(self.first, self.last, self.anchor, headings, frozenset(words))

    def _anchor(self):
        return next(
            column
            for column, cell in enumerate(self.grid.rows[self.top])
            if isinstance(cell, str)
            and self.vocabulary.best_of(cell)[0] in ANCHORS
            and self.vocabulary.best_of(cell)[1] >= SURE
        )

    def _covers(self):
        """For cells of merged ranges near the header: where their text stands."""
        covers = {}
        for (row, column), (last_row, last_column) in self.grid.merged:
            is_near = self.top - 1 <= row <= self.top + DEEPEST
            if is_near and (row >= self.top or last_column - column < WIDEST_GROUP):
                for down in range(row, min(last_row, self.top + DEEPEST) + 1):
                    for across in range(column, last_column + 1):
                        covers[down, across] = (row, column)
        return covers

    def _first_row(self):
        """The row above belongs to the header when it groups some of its columns."""
        above = self.top - 1
        groups = {start for place, start in self.covers.items() if place[0] == above == start[0]}
        names = [
            self._cell(*start)
            for start in groups
            if self.covers.get((above, start[1] + 1)) == start
        ]
        known = any(isinstance(name, str) and self._is_group(name) for name in names)
        return above if known else self.top

    def _is_group(self, name):
        return bool(self.vocabulary.fields_of(name) or _RELATIVE.search(nfc(name).lower()))

    def _last_row(self):
        """The lowest row: by cells merged downwards, or because headings go on below."""
        last = max(
            (row for (row, _column), start in self.covers.items() if start[0] == self.top),
            default=self.top,
        )
        while last - self.top + 1 < DEEPEST and self._goes_on_in(last + 1):
            last += 1
        return last

    def _goes_on_in(self, number):
        """Whether a row below still holds headings: under groups, or words that name fields."""
        if number >= len(self.grid.rows):
            return False
        filled = [column for column, cell in enumerate(self.grid.rows[number]) if cell != ""]
        if len(filled) < 2:
            return False
        if all(self._is_under_group(column) for column in filled):
            return True
        return self._cell(number, self.anchor) == "" and (
            all(self._continues(number, column) for column in filled)
            or self._explains(number, filled)
        )

    def _explains(self, number, filled):
        """Whether a row says in words what the headings above it number ("TC 1", "TC 2")."""
        texts = [self._cell(number, column) for column in filled]
        are_wordings = all(isinstance(text, str) and len(text.split()) > 1 for text in texts)
        return len(filled) >= FEWEST_EXPLAINED and are_wordings

    def _is_under_group(self, column):
        if self._cell(self.top, column) == "":
            return True
        right = (self.top, column + 1)
        return self.covers.get(right) == (self.top, column) or (
            self._cell(*right) == "" and column + 1 < len(self.grid.rows[self.top])
        )

    def _continues(self, number, column):
        """Whether a cell goes on with the heading above it ("Trình độ" over "học vấn")."""
        text = self._cell(number, column)
        if not isinstance(text, str) or any(map(str.isdigit, text)):
            return False
        above = self._text(self.top, column)
        return len(text.split()) <= LONGEST_BELOW and bool(
            self.vocabulary.fields_of(f"{above} {text}") or self.vocabulary.fields_of(text)
        )

    def _heading(self, column):
        levels = []
        for number in range(self.first, self.last + 1):
            text = self._level(number, column)
            if text:
                levels.append(text)
        return Heading(tuple(levels))

    def _level(self, number, column):
        """The heading of one row over a column: its own, or that of the group that it is under."""
        if text := self._text(number, column):
            return text
        start = self.covers.get((number, column))
        if start:
            return self._text(*start) if start[0] == number else ""
        is_filled_below = number < self.last and self._text(number + 1, column)
        return self._left(number, column) if is_filled_below else ""

    def _left(self, number, column):
        """The nearest heading on the left: where no merged cells are told, that is the group."""
        texts = (self._text(number, place) for place in range(column, -1, -1))
        return next(filter(None, texts), "")

    def _text(self, number, column):
        cell = self._cell(number, column)
        return cell.strip() if isinstance(cell, str) else str(cell).removesuffix(".0")

    def _cell(self, number, column):
        row = self.grid.rows[number]
        return row[column] if column < len(row) else ""
