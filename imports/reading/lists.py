"""The lists in a sheet: usually one, with its headings again on further pages; at times another
below, with other headings, or beside it.
"""

from dataclasses import dataclass
from itertools import takewhile

from imports.reading import beside
from imports.reading.headers import Header, first_header, header_at, is_header_row

FULL = 3  # cells that only a row of somebody has
_NAME_STARTS = ("họ", "ho", "tên", "ten", "h.", "hội", "chủ")


@dataclass(frozen=True)
class ListInSheet:
    """Rows `first` to `last` (not included) of a grid belong to `header`.

    `repeats` are rows between that hold headings again; `above` are the rows of the title block.
    """

    grid: object
    header: Header
    first: int
    last: int
    repeats: frozenset
    above: tuple

    @property
    def columns(self):
        """The places of its columns."""
        return self.grid.columns or range(max(self.grid.width, len(self.header.headings)))

    @property
    def block(self):
        """The letter of its first column where another list stands beside it, else ""."""
        return beside.letter_of(self.grid.columns.start) if self.grid.columns else ""

    def numbered_rows(self):
        """(row number, cells) of each row that is not a heading."""
        rows = self.grid.rows
        return [(n, rows[n]) for n in range(self.first, self.last) if n not in self.repeats]


def lists_in(grid, vocabulary):
    """The lists of a grid in order; none for a cover or a summary."""
    header = first_header(grid, vocabulary)
    if header is None:
        return []
    if parts := beside.parts_of(grid, header):
        return [listed for part in parts for listed in lists_in(part, vocabulary)]
    found, start = [], 0
    while header is not None:
        below, repeats = _next_header(grid, header, vocabulary)
        last = below.first if below else len(grid.rows)
        above = _above(grid, header, start)
        found.append(ListInSheet(grid, header, header.last + 1, last, frozenset(repeats), above))
        header, start = below, header.last + 1
    return found


def _above(grid, header, start):
    """The rows of the title block. Of a list below another they go up to its last full row, and
    the nearest counts first, since the signatures of that list may be among them.
    """
    rows = range(start, header.first)
    if start == 0:
        return tuple(rows)
    return tuple(takewhile(lambda number: _is_sparse(grid.rows[number]), reversed(rows)))


def _is_sparse(row):
    return sum(cell != "" for cell in row) < FULL


def _next_header(grid, header, vocabulary):
    """The next other header below one, and the rows in which it is repeated before that."""
    repeats, height = set(), header.last - header.first
    for number in range(header.last + 1, len(grid.rows)):
        row = grid.rows[number]
        if number in repeats or not _may_be_header(row):
            continue
        if header.is_repeated_in(row):
            repeats.update(range(number, number + 1 + height))
        elif is_header_row(row, vocabulary):
            return header_at(grid, number, vocabulary), repeats
    return None, repeats


def _may_be_header(row):
    """A quick look, since every row of a long list is asked."""
    return any(
        isinstance(cell, str) and len(cell) < 40 and cell.lstrip().lower().startswith(_NAME_STARTS)
        for cell in row[:8]
    )
