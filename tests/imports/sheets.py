"""Small workbooks for one test each."""

from imports.reading import read_register
from tests.imports.invented import writers
from tests.imports.invented.writers import Sheet


def book(*rows, name="Thôn 1", merged=(), kind="xlsx"):
    """A workbook of one sheet; `merged` as (first row, first column, last row, last column)."""
    width = max(map(len, rows))
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    return getattr(writers, kind)([Sheet(name, cells, list(merged))])


def read(lists, today, *rows, file="HV.xlsx", mapping=None, **layout):
    """The reading of such a workbook as a register."""
    content = book(*rows, **layout)
    return read_register(content, file, lists=lists, today=today, mapping=mapping)


def column(reading, field):
    """The values of one field in all rows."""
    return [row.values.get(field) for row in reading.rows]


def asked(reading):
    """(row, field, code) of every question."""
    return [(row.source_row, q.field, str(q.code)) for row in reading.rows for q in row.questions]
