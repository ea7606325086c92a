"""Where the headings of a list stand: one row or two, with merged cells, under a title block."""

from dataclasses import dataclass, field

from imports.reading.vocabulary import fields_of, plain

SEARCHED = 200  # rows from the top in which a first header may stand
FEWEST = 2  # fields that a header names, the name among them
DEEPEST = 3  # rows of a header
SURE = 0.6
WIDEST_GROUP = 8  # columns under one heading; a wider merge is a title
# A list is recognised by whose names it holds.
ANCHORS = {"full_name", "family_name", "head_name"}


@dataclass(frozen=True)
class Heading:
    """What stands over one column: its own words, and those of the group that it belongs to."""

    own: str = ""
    group: str = ""

    @property
    def text(self):
        return f"{self.group} – {self.own}" if self.group and self.own else self.own or self.group


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


def first_header(grid):
    """The header of a grid's first list; None when there is none."""
    best = None
    for number in range(min(len(grid.rows), SEARCHED)):
        found = _strength(grid.rows[number])
        if found and (best is None or found > best[0]):
            best = found, number
        if best and number > best[1] + DEEPEST:
            break
    return header_at(grid, best[1]) if best else None


def is_header_row(row):
    """Whether a row can be the (upper) row of headings of a list."""
    return _strength(row) is not None


def _strength(row):
    """How many fields a row names, if it names whose list it is."""
    named = {}
    for cell in row:
        if isinstance(cell, str) and cell:
            best = max(fields_of(cell).items(), key=lambda item: item[1], default=None)
            if best and best[1] >= SURE:
                named[best[0]] = max(best[1], named.get(best[0], 0))
    if not named.keys() & ANCHORS or len(named) < FEWEST:
        return None
    return len(named)


def header_at(grid, top):
    """The header whose upper row is `top`."""
    covers = _covers(grid, top)
    last = _last_row(grid, top, covers)
    first = _first_row(grid, top)
    width = max(len(row) for row in grid.rows[top : last + 1])
    headings = [_heading(grid, covers, column, first, top, last) for column in range(width)]
    anchor = next(
        column
        for column, heading in enumerate(headings)
        if fields_of(heading.own or heading.group).keys() & ANCHORS
        or fields_of(heading.group).keys() & ANCHORS
    )
    words = {plain(part) for h in headings for part in (h.own, h.group) if part}
    return Header(first, last, anchor, tuple(headings), frozenset(words))


def _covers(grid, top):
    """For cells of merged ranges near the header: where their text stands."""
    covers = {}
    for (row, column), (last_row, last_column) in grid.merged:
        if top - 1 <= row <= top + DEEPEST and last_column - column < WIDEST_GROUP:
            for down in range(row, min(last_row, top + DEEPEST) + 1):
                for across in range(column, last_column + 1):
                    covers[down, across] = (row, column)
    return covers


def _last_row(grid, top, covers):
    """The lowest row of the header: by merged cells, or because only groups go on below."""
    last = max(
        (row for (row, column), start in covers.items() if start[0] == top and start[1] == column),
        default=top,
    )
    while last - top + 1 < DEEPEST and _is_sub_row(grid, top, last + 1, covers):
        last += 1
    return last


def _is_sub_row(grid, top, number, covers):
    """Whether every filled cell of a row stands under a group, or where no heading stands."""
    if number >= len(grid.rows):
        return False
    upper, row = grid.rows[top], grid.rows[number]
    filled = [column for column, cell in enumerate(row) if cell != ""]
    if len(filled) < 2:
        return False
    return all(_is_under_group(upper, column, top, covers) for column in filled)


def _is_under_group(upper, column, top, covers):
    if _cell(upper, column) == "":
        return True
    return covers.get((top, column + 1)) == (top, column) or _cell(upper, column + 1) == ""


def _first_row(grid, top):
    """The row above belongs to the header when it groups some of its columns."""
    groups = [
        merge
        for merge in grid.merged
        if merge[0][0] == merge[1][0] == top - 1 and 1 <= merge[1][1] - merge[0][1] < WIDEST_GROUP
    ]
    names = [grid.rows[top - 1][m[0][1]] for m in groups if m[0][1] < len(grid.rows[top - 1])]
    return top - 1 if any(isinstance(name, str) and fields_of(name) for name in names) else top


def _heading(grid, covers, column, first, top, last):
    own = ""
    for number in range(top + 1, last + 1):
        own = f"{own} {_text(grid.rows[number], column)}".strip()
    upper = _text(grid.rows[top], column) or _text_of_cover(grid, covers, top, column)
    if first < top:
        group = _text_of_cover(grid, covers, first, column)
        return Heading(f"{upper} {own}".strip(), group)
    if not own:
        return Heading(upper)
    return Heading(own, upper or _left(grid.rows[top], column))


def _text_of_cover(grid, covers, row, column):
    start = covers.get((row, column))
    return _text(grid.rows[start[0]], start[1]) if start else ""


def _left(row, column):
    """The nearest heading on the left: where a file tells of no merged cells, that is the group."""
    return next((_text(row, place) for place in range(column, -1, -1) if _text(row, place)), "")


def _text(row, column):
    cell = _cell(row, column)
    return cell if isinstance(cell, str) else str(cell).removesuffix(".0")


def _cell(row, column):
    return row[column] if column < len(row) else ""
