"""What a reading hands over: plain, frozen, and fit to be written as JSON."""

import enum
from dataclasses import dataclass

from core.exceptions import DomainError
from imports.reading.questions import Question


class Unreadable(DomainError):
    """The file as a whole cannot be read; the message says why and what would be right."""


class Kind(enum.StrEnum):
    REGISTER = "register"
    REVIEW = "review"


@dataclass(frozen=True)
class Named:
    """An entry of a reference list: its name with the spellings met in lists."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criteria:
    """A household criteria set: which years it serves, and the labels of its criteria in order."""

    key: str
    name: str
    year_from: int
    year_to: int | None
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """The reference lists that a reading compares with, handed in so that it needs no database."""

    ethnic_groups: tuple[Named, ...] = ()
    religions: tuple[Named, ...] = ()
    criteria: tuple[Criteria, ...] = ()


@dataclass(frozen=True)
class Row:
    """One person or household. `source_row` is the row's number in the file, from 1.

    `block` is the letter of the column at which her list begins, where lists stand beside each
    other; else it is empty.
    """

    sheet: str
    source_row: int
    values: dict
    raw: dict
    questions: tuple[Question, ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its place (from 0), its header's words, and what it was taken for.

    `field` is None for a column that is left out. `confidence` runs from 0 to 1.
    """

    index: int
    header: str
    field: str | None
    confidence: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A row that names the branch of the rows below it."""

    source_row: int
    title: str
    branch: str


@dataclass(frozen=True)
class SheetReading:
    """One list of a sheet. `encoding_found` is "", "tcvn3" or "vni"; `block` as in `Row`."""

    name: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...] = ()
    encoding_found: str = ""
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Reading:
    """A whole file. `problems` are sentences on what was left out and why."""

    kind: Kind
    sheets: tuple[SheetReading, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def rows(self):
        return [row for sheet in self.sheets for row in sheet.rows]
