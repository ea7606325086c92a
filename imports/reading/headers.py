"""Where the headings of a list stand: one row or more, with merged cells, under a title block."""

from dataclasses import dataclass, field

from imports.reading.vocabulary import plain

SEARCHED = 200  # rows from the top in which a first header may stand
FEWEST = 2  # fields that a header names, the name among them
DEEPEST = 3  # rows of a header
SURE = 0.6
WIDEST_GROUP = 12  # columns under one heading in the row above; a wider merge is a title
LONGEST_BELOW = 6  # words of a heading in a lower row
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
    named = set()
    for cell in row:
        if isinstance(cell, str) and cell:
            best, strength = vocabulary.best_of(cell)
            if strength >= SURE:
                named.add(best)
    return len(named) if named & ANCHORS and len(named) >= FEWEST else None


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
        known = any(isinstance(name, str) and self.vocabulary.fields_of(name) for name in names)
        return above if known else self.top

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
        return all(self._is_under_group(column) for column in filled) or (
            self._cell(number, self.anchor) == ""
            and all(self._continues(number, column) for column in filled)
        )

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
