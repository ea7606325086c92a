"""To which branch each row of a list belongs: its own column first, then the section above it,
then the sheet, the title block, the address, and last the name of the file.
"""

from dataclasses import replace

from core.text import fold
from imports.reading.branches import (
    Place,
    branch_of_address,
    branch_of_cell,
    branch_of_file,
    branch_of_sheet,
    is_short_for,
    place_in,
)
from imports.reading.questions import Question, Why
from imports.reading.results import Section
from imports.reading.values.cells import is_blank, is_ditto, text_of


class Places:
    """Follows the sections of one list, and places its rows."""

    def __init__(self, listed, columns, file_name):
        by_field = {column.field: column for column in columns}
        self.column, self.address = by_field.get("branch"), by_field.get("address")
        self.section = Place()
        self.general = _general(listed, file_name)
        self.above = ""
        self.is_told_once = self.column is not None and _is_sparse(listed, self.column.index)

    def enter(self, number, judged):
        """Go into a section; returns what is told of it."""
        place = judged.place
        if place.branch:
            self.section = place
        elif place.group and self._knows_branch():
            self.section = Place(self.section.branch, place.group)
        elif place.group:  # a list whose only parts are groups: they are its branches
            self.section = Place(place.group)
        return Section(number + 1, judged.title, self.section.branch)

    def placed(self, row, cells):
        """The row with its branch and group, or asked."""
        branch = self._of_column(cells) or self.section.branch or self.general
        branch = branch or self._of_address(cells)
        if self.section.group:
            row.values.setdefault("group", self.section.group)
        if branch:
            row.values["branch"] = branch
            return row
        unknown = Question("branch", Why.BRANCH_UNKNOWN, "", self.above or None)
        return replace(row, questions=(*row.questions, unknown))

    def _knows_branch(self):
        return bool(self.column or self.general or (self.section.branch and not self._is_group()))

    def _is_group(self):
        return bool(place_in(self.section.branch).group)

    def _of_column(self, cells):
        """The branch column; told once and then left empty, it holds for the rows below."""
        if self.column is None:
            return ""
        text = _text(cells, self.column.index)
        if is_ditto(text) or (is_blank(text) and self.is_told_once):
            return self.above
        if is_blank(text):
            return ""
        self.above = branch_of_cell(text, self.column.header)
        return self.above

    def _of_address(self, cells):
        return branch_of_address(_text(cells, self.address.index)) if self.address else ""


def _text(cells, index):
    return text_of(cells[index]) if index < len(cells) else ""


def _is_sparse(listed, index):
    """Whether a column is filled in few rows only, the first row of each branch."""
    full = [cells for _number, cells in listed.numbered_rows() if sum(c != "" for c in cells) > 1]
    filled = sum(1 for cells in full if not is_blank(_text(cells, index)))
    return filled * 2 < len(full)


def _general(listed, file_name):
    """The branch of the whole list: of its title or sheet, else of the file."""
    title = _of_title(listed)
    sheet = branch_of_sheet(listed.grid.name)
    if title and sheet and fold(title) == fold(sheet):
        return sheet  # the same, and not in capitals
    if title and is_short_for(sheet, title):
        return title
    if place_in(listed.grid.name).branch or not title:
        return sheet or title or branch_of_file(file_name)
    return title


def _of_title(listed):
    for number in listed.above:
        for cell in listed.grid.rows[number]:
            if isinstance(cell, str) and (place := place_in(cell)).branch:
                return place.branch
    return ""
