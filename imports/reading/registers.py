"""Registers of members: from a file to persons with values and questions."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from imports.reading.columns import choose_columns
from imports.reading.habits import habit_of
from imports.reading.people import PersonReader
from imports.reading.places import Places
from imports.reading.questions import Question, Why
from imports.reading.results import Kind, Reading, Unreadable
from imports.reading.rows import is_numbers_row
from imports.reading.sheets import SheetsReader, Walk, told
from imports.reading.values.cells import text_of
from imports.reading.values.choices import choices_of
from imports.reading.values.schooling import SchoolingReader
from imports.reading.vocabulary import REGISTER

SAMPLED_ROWS = 300
FULL = 3  # cells
NAMES = ("full_name", "family_name", "given_name")
DATES = ("birth", "birth_woman", "birth_man", "joined")
IN_CODE = ("qualification", "theory", "occupation", "relation", "hardship")
# Fields that only a person has.
PERSONAL = (
    "birth",
    "birth_year",
    "birth_woman",
    "birth_man",
    "birth_day",
    "age",
    "sex",
    "national_id",
    "phone",
    "ethnicity",
    "religion",
    "schooling",
    "joined",
    "head_name",
)


def read_register(content, name, *, lists, mapping=None, encoding=None, today=None):
    """The members that a register tells of. See the package for the arguments."""
    reader = _Register(name, mapping, encoding)
    reader.readers, reader.today = readers_of(lists), today or timezone.localdate()
    sheets, problems = reader.sheets(content)
    if not sheets:
        raise Unreadable(
            _(
                "No list was found. The members must stand below a row of headings, with "
                "“%(name)s” and at least one more, such as “%(birth)s”."
            )
            % {"name": "Họ và tên", "birth": "Năm sinh"}
        )
    return Reading(Kind.REGISTER, tuple(_with_twins_asked(sheets)), tuple(problems))


def readers_of(lists):
    """What reads the values that are taken from a list, by field."""
    return {
        "ethnicity": choices_of("ethnicity", lists.ethnic_groups),
        "religion": choices_of("religion", lists.religions),
        "schooling": SchoolingReader(),
        **{field: choices_of(field) for field in IN_CODE},
    }


class _Register(SheetsReader):
    vocabulary = REGISTER

    def read_list(self, listed, font):
        rows = listed.numbered_rows()
        sample = [cells for _number, cells in rows[:SAMPLED_ROWS] if _is_full(cells)]
        columns = choose_columns(listed.header, sample, self.readers, self.mapping_of(listed))
        index = {column.field: column.index for column in columns if column.field}
        habits = _habits(index, rows)
        people = PersonReader(listed.grid.name, columns, self.readers, habits, self.today)
        places = Places(listed, columns, self.name)
        walk = Walk(listed, index, places, names=NAMES, personal=PERSONAL)
        read = [
            places.placed(people.read(number, cells, standing, uncomputed), cells)
            for number, cells, standing, uncomputed in walk
        ]
        return told(listed, columns, walk, font, read)


def _is_full(cells):
    """Whether a row tells of columns: titles, signatures and rows of numbers do not."""
    texts = {index: text_of(cell) for index, cell in enumerate(cells) if cell != ""}
    return len(texts) >= FULL and not is_numbers_row(texts)


def _habits(index, rows):
    """How dates are written, for each column of dates."""
    return {
        field: habit_of([cells[index[field]] for _n, cells in rows if index[field] < len(cells)])
        for field in DATES
        if field in index
    }


def _with_twins_asked(sheets):
    """Ask where one citizen number stands in two rows of the file."""
    first = {}
    for sheet in sheets:
        yield replace(sheet, rows=tuple(_with_twin_asked(row, first) for row in sheet.rows))


def _with_twin_asked(row, first):
    number = row.values.get("national_id")
    above = first.setdefault(number, row) if number else row
    if above is row:
        return row
    twin = Question("national_id", Why.ID_TWICE, number, None, {"row": _place_of(above, row)})
    return replace(row, questions=(*row.questions, twin))


def _place_of(above, row):
    """The number of a row; with its sheet and list where it stands in another."""
    others = [above.sheet if above.sheet != row.sheet else "", above.block]
    where = ", ".join(filter(None, others))
    return f"{above.source_row} ({where})" if where else above.source_row
