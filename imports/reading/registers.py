"""Registers of members: from a file to persons with values and questions."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from imports.reading import fonts, limits
from imports.reading.columns import choose_columns
from imports.reading.files import open_file
from imports.reading.habits import habit_of
from imports.reading.lists import lists_in
from imports.reading.merged import spans, spread
from imports.reading.people import PersonReader
from imports.reading.places import Places
from imports.reading.questions import Question, Why
from imports.reading.results import Kind, Reading, SheetReading, Unreadable
from imports.reading.rows import Judge, What
from imports.reading.values.choices import choices_of
from imports.reading.values.schooling import SchoolingReader

SAMPLED_ROWS = 300
NAMES = ("full_name", "family_name", "given_name")
DATES = ("birth", "birth_woman", "birth_man", "joined")
IN_CODE = ("qualification", "theory", "occupation", "relation", "hardship")


def read_register(content, name, *, lists, mapping=None, encoding=None, today=None):
    """The members that a register tells of. See the package for the arguments."""
    reader = _Register(name, readers_of(lists), mapping or {}, encoding, today)
    sheets, problems = reader.sheets(open_file(content))
    if not sheets:
        raise Unreadable(
            _(
                "No list was found. The members must stand below a row of headings, with "
                "“%(name)s” and at least one more, such as “%(birth)s”."
            )
            % {"name": "Họ và tên", "birth": "Năm sinh"}
        )
    return Reading(Kind.REGISTER, tuple(sheets), tuple(problems))


def readers_of(lists):
    """What reads the values that are taken from a list, by field."""
    return {
        "ethnicity": choices_of("ethnicity", lists.ethnic_groups),
        "religion": choices_of("religion", lists.religions),
        "schooling": SchoolingReader(),
        **{field: choices_of(field) for field in IN_CODE},
    }


class _Register:
    def __init__(self, name, readers, mapping, encoding, today):
        self.name, self.readers, self.mapping = name, readers, mapping
        self.encoding, self.today = encoding, today or timezone.localdate()

    def sheets(self, grids):
        """A `SheetReading` for each list that has members, and what was left out."""
        found, problems = [], []
        for grid in grids:
            if grid.hidden:
                problems.append(
                    _("The hidden sheet “%(sheet)s” was left out.") % {"sheet": grid.name}
                )
                continue
            decoded, font = fonts.decoded_grid(grid, self.encoding)
            for listed in lists_in(decoded):
                sheet = self._sheet(listed, font)
                if sheet.rows:
                    found.append(sheet)
        return found, problems

    def _sheet(self, listed, font):
        grid = listed.grid
        columns = self._columns(listed)
        index = {c.field: c.index for c in columns if c.field}
        going_on = spread(listed, {index[name] for name in NAMES if name in index})
        rows = listed.numbered_rows()
        people = PersonReader(grid.name, columns, self.readers, _habits(index, rows), self.today)
        judge = Judge(index, spans(listed))
        places = Places(listed, columns, self.name)
        read, sections, standing = [], [], ""
        for number, cells in rows:
            if number in going_on:
                continue
            judged = judge.judge(number, cells)
            if judged.what is What.SECTION:
                standing = judged.standing
                sections.append(places.enter(number, judged))
            elif judged.what is What.PERSON:
                uncomputed = [c for c in range(len(cells)) if (number, c) in grid.uncomputed]
                row = people.read(number, cells, standing, uncomputed)
                read.append(places.placed(row, cells))
        return SheetReading(
            name=grid.name,
            header_rows=tuple(range(listed.header.first + 1, listed.header.last + 2)),
            columns=tuple(columns),
            sections=tuple(sections),
            encoding_found=font,
            rows=tuple(_with_twins_asked(read)),
            problems=tuple(_problems(grid)),
        )

    def _columns(self, listed):
        rows = [cells for _number, cells in listed.numbered_rows()[:SAMPLED_ROWS]]
        return choose_columns(listed.header, rows, self.readers, self.mapping.get(listed.grid.name))


def _habits(index, rows):
    """How dates are written, for each column of dates."""
    return {
        field: habit_of([cells[index[field]] for _n, cells in rows if index[field] < len(cells)])
        for field in DATES
        if field in index
    }


def _with_twins_asked(rows):
    """Ask where one citizen number stands in two rows."""
    first = {}
    for row in rows:
        number = row.values.get("national_id")
        if number and first.setdefault(number, row.source_row) != row.source_row:
            twin = Question("national_id", Why.ID_TWICE, number, None, {"row": first[number]})
            row = replace(row, questions=(*row.questions, twin))
        yield row


def _problems(grid):
    if grid.cut:
        yield _("Only the first %(limit)s rows of “%(sheet)s” were read.") % {
            "limit": limits.ROWS,
            "sheet": grid.name,
        }
