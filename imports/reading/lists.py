"""The lists in a sheet: usually one, with its headings again on further pages; at times another
below, with other headings.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from imports.reading.headers import Header, first_header, header_at, is_header_row
from imports.reading.vocabulary import plain

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

    def numbered_rows(self):
        """(row number, cells) of each row that is not a heading."""
        rows = self.grid.rows
        return [(n, rows[n]) for n in range(self.first, self.last) if n not in self.repeats]


def lists_in(grid, vocabulary):
    """The lists of a grid in order; none for a cover or a summary."""
    header = first_header(grid, vocabulary)
    if header is None:
        return []
    if parts := _side_by_side(grid, header):
        return [listed for part in parts for listed in lists_in(part, vocabulary)]
    found, start = [], 0
    while header is not None:
        below, repeats = _next_header(grid, header, vocabulary)
        last = below.first if below else len(grid.rows)
        above = tuple(range(start, header.first))
        found.append(ListInSheet(grid, header, header.last + 1, last, frozenset(repeats), above))
        header, start = below, last
    return found


def _side_by_side(grid, header):
    """Two lists beside each other under the same headings, as grids of their own; usually none."""
    name = plain(header.headings[header.anchor].own)
    anchors = [i for i, heading in enumerate(header.headings) if plain(heading.own) == name]
    if len(anchors) < 2 or anchors[1] - anchors[0] < 2:
        return []
    lead = header.anchor - next(i for i, heading in enumerate(header.headings) if heading.levels)
    edges = [0, *(anchor - lead for anchor in anchors[1:]), grid.width]
    return [_only_columns(grid, left, right) for left, right in pairwise(edges)]


def _only_columns(grid, left, right):
    """The grid with the cells outside of some columns empty, so that places stay what they are."""
    rows = [["" if not left <= i < right else cell for i, cell in enumerate(r)] for r in grid.rows]
    return replace(grid, rows=rows)


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
