"""Lists that stand beside each other on one sheet, to save paper: each as a grid of its own."""

from dataclasses import replace
from itertools import pairwise

from imports.reading.branches import place_of_section
from imports.reading.vocabulary import plain

_LETTERS = 26


def parts_of(grid, header):
    """The lists beside each other under the same headings; none where there is only one."""
    name = plain(header.headings[header.anchor].own)
    anchors = [
        index
        for index, heading in enumerate(header.headings)
        if plain(heading.own) == name and not heading.is_of_relative
    ]
    if len(anchors) < 2 or anchors[1] - anchors[0] < 2:
        return []
    lead = header.anchor - next(i for i, heading in enumerate(header.headings) if heading.levels)
    edges = [0, *(anchor - lead for anchor in anchors[1:]), grid.width]
    return [_part(grid, header, range(left, right)) for left, right in pairwise(edges)]


def letter_of(column):
    """A column as Excel calls it: A, B, …, Z, AA."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return letters


def _part(grid, header, columns):
    """The grid with the cells of other lists empty, so that places stay what they are.

    Titles above the headings hold for each list that has none of its own; so does what is said
    across several lists below them.
    """
    rows = [_cells_of(row, columns) for row in grid.rows]
    for number in range(header.first):
        if not any(cell != "" for cell in rows[number]):
            rows[number] = list(grid.rows[number])
    for number, text in _said_across(grid, header, columns):
        rows[number].extend([""] * (columns.start + 1 - len(rows[number])))
        rows[number][columns.start] = text
    merged = [span for span in (_clipped(s, columns) for s in grid.merged) if span]
    return replace(grid, rows=rows, merged=merged, columns=columns)


def _cells_of(row, columns):
    return [cell if index in columns else "" for index, cell in enumerate(row)]


def _said_across(grid, header, columns):
    """(row, text) of cells merged over several lists, and of a branch alone in its row."""
    below = range(header.last + 1, len(grid.rows))
    for (row, left), (_last, right) in grid.merged:
        if row in below and left < columns.start <= right and left < len(grid.rows[row]):
            yield row, grid.rows[row][left]
    for number in below:
        filled = [(index, cell) for index, cell in enumerate(grid.rows[number]) if cell != ""]
        if len(filled) == 1 and filled[0][0] < columns.start and _names_branch(filled[0][1]):
            yield number, filled[0][1]


def _names_branch(cell):
    return isinstance(cell, str) and bool(place_of_section(cell))


def _clipped(span, columns):
    """The part of a merged range that lies in these columns, or None."""
    (row, left), (last, right) = span
    left, right = max(left, columns.start), min(right, columns.stop - 1)
    return ((row, left), (last, right)) if left <= right else None
