"""Cells merged downwards inside a list: what stands in them holds for every row that they cover."""


def spread(listed, name_columns):
    """Write the values of merged cells into the rows below; the rows that go on with one person.

    A merged name is one person over several rows, so the rows below it are hers too.
    """
    grid, going_on = listed.grid, set()
    for (top, left), (bottom, right) in grid.merged:
        if not listed.first <= top < bottom or top >= listed.last:
            continue
        below = range(top + 1, min(bottom, listed.last - 1) + 1)
        if left in name_columns:
            going_on.update(below)
        elif left == right:
            _fill(grid.rows, top, left, below)
    return going_on


def _fill(rows, top, column, below):
    if column >= len(rows[top]) or rows[top][column] == "":
        return
    for number in below:
        row = rows[number]
        row.extend([""] * (column + 1 - len(row)))
        if row[column] == "":
            row[column] = rows[top][column]


def spans(listed):
    """How many columns the cells of a list span where they are merged across."""
    return {
        place: end[1] - place[1] + 1
        for place, end in listed.grid.merged
        if listed.first <= place[0] < listed.last
    }
