"""A sheet as every kind of file gives it."""

from dataclasses import dataclass, field


@dataclass
class Grid:
    """Rows of cells: text, numbers, dates, booleans; "" where nothing stands.

    `merged` are ranges ((first row, first column), (last row, last column)), from 0. `uncomputed`
    are cells with a formula whose value the file does not hold. `cut` tells that rows beyond the
    limit were left out.
    """

    name: str
    rows: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    uncomputed: set = field(default_factory=set)
    hidden: bool = False
    cut: bool = False

    @property
    def width(self):
        return max(map(len, self.rows), default=0)


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
        kept.append(row)
    return kept, cut
