"""From a file or a paste to rows with values and questions. Pure: no database, no settings.

    reading = read_register(content, "hoi-vien.xlsx", lists=lists)
    for row in reading.rows:
        row.values, row.questions

`content` is the bytes of a workbook or of a text file, or the text of a paste. `mapping` is the
officer's correction, `{sheet name: {column index: field or None}}`; columns that it does not name
are found by the reader. `encoding` ("unicode", "tcvn3", "vni") overrides what letters tell of old
fonts. Raises `Unreadable` for a file from which nothing can be had.
"""

from imports.reading.questions import Question, sentence
from imports.reading.registers import read_register
from imports.reading.results import (
    Column,
    Criteria,
    Kind,
    Lists,
    Named,
    Reading,
    Row,
    Section,
    SheetReading,
    Unreadable,
)
from imports.reading.reviews import read_review

__all__ = [
    "Column",
    "Criteria",
    "Kind",
    "Lists",
    "Named",
    "Question",
    "Reading",
    "Row",
    "Section",
    "SheetReading",
    "Unreadable",
    "read_register",
    "read_review",
    "sentence",
]
