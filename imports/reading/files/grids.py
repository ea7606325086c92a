"""A sheet as every kind of file gives it."""

from dataclasses import dataclass, field

from imports.reading import limits
from imports.reading.files import packages


@dataclass
class Grid:
    """Rows of cells: text, numbers, dates, booleans; "" where nothing stands.

    `merged` are ranges ((first row, first column), (last row, last column)), from 0. `uncomputed`
    are cells with a formula whose value the file does not hold. `cut` tells that rows beyond the
    limit were left out. `columns` are those of one list, where others stand beside it.
    """

    name: str
    rows: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    uncomputed: set = field(default_factory=set)
    hidden: bool = False
    cut: bool = False
    columns: range | None = None

    @property
    def width(self):
        return max(map(len, self.rows), default=0)


class Filling:
    """A grid as it is filled, a cell at a time. What reaches too far right is refused; rows beyond
    the limit are left out, and `cut` tells it.
    """

    def __init__(self, name=""):
        self.grid, self.cells = Grid(name), 0

    def put(self, row, column, value):
        if column >= limits.COLUMNS:
            raise packages.too_wide(column + 1)
        if row >= limits.ROWS:
            self.grid.cut = True
            return
        rows = self.grid.rows
        rows.extend([] for _ in range(row + 1 - len(rows)))
        missing = column + 1 - len(rows[row])
        if missing > 0:
            rows[row].extend([""] * missing)
            self.cells += missing
        if self.cells > limits.CELLS:
            packages.check_span(len(rows), self.grid.width)
        rows[row][column] = _fit(value)

    def merge(self, row, column, down, across):
        """Note that a cell covers so many rows and columns."""
        if (down > 1 or across > 1) and row < limits.ROWS and column < limits.COLUMNS:
            last = row + down - 1, min(column + across, limits.COLUMNS) - 1
            self.grid.merged.append(((row, column), last))


def trimmed(rows, limit):
    """Rows of a sheet up to the last that holds something and no more than `limit`; and if cut.

    Rows come from an iterator, so a million empty ones below the list cost no memory.
    """
    kept, blank, cut = [], 0, False
    for row in rows:
        if not any(cell != "" for cell in row):
            blank += 1
            continue
        if len(kept) + blank >= limit:
            cut = True
            break
        kept.extend([] for _ in range(blank))
        blank = 0
        kept.append([_fit(cell) for cell in row])
    return kept, cut


def _fit(cell):
    """A cell without what the database cannot hold, and no longer than a list can mean: it is read
    by many patterns."""
    return cell[: limits.CELL].replace("\x00", "") if isinstance(cell, str) else cell
