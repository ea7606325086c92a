"""Write workbooks that people can trust: text stays text, dates are dates, and pages print well."""

import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
CELL_LIMIT = 32_767
NAME_LIMIT = 31
HEADER_LIMIT = 250
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_CHOICES_LIMIT = 255  # signs of a list of choices that stands with its cells
_WIDE = 100  # characters across; wider sheets print on landscape paper
_OPTIONS = {"default_date_format": "dd/mm/yyyy"}


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and a number format where one is needed.

    `choices` are offered in each cell of a sheet that is to be filled in; others may be typed too.
    """

    title: str
    width: int = 18
    number_format: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Across:
    """A row that is no row of values: the head of a section with its number, or a closing line."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: who issues it, a title, lines under it, columns, and rows in the columns' order.

    A row is a list of values or an `Across`. `name` is that of the tab, where the title is long;
    rows with sections between them are not to be sorted, so they get no filter buttons. `blank` is
    the number of empty rows that are to be filled in.
    """

    title: str
    columns: list[Column]
    rows: Iterable
    lines: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    name: str = ""
    in_sections: bool = False
    blank: int = 0


def workbook(sheets, *, personal_for=None):
    """The bytes of a workbook. `personal_for` names the user of an export that holds personal data.

    Such a workbook says so on every sheet and every printed page, with her name and the moment.
    Values may be text, numbers, dates, moments, booleans (x or nothing) or None. Text is never a
    formula, whatever it begins with, not even after someone edits the cell.
    """
    out = io.BytesIO()
    _fill(xlsxwriter.Workbook(out, {**_OPTIONS, "in_memory": True}), sheets, personal_for)
    return out.getvalue()


def save_workbook(target, sheets, *, folder, personal_for=None):
    """Write a workbook of any length to `target`, an open file, a row at a time.

    Memory does not grow with the rows: they wait in `folder` until the book is closed.
    """
    options = {**_OPTIONS, "constant_memory": True, "tmpdir": str(folder)}
    _fill(xlsxwriter.Workbook(target, options), sheets, personal_for)


def _fill(book, sheets, personal_for):
    writer = _Writer(book, personal_for)
    names = set()
    for sheet in sheets:
        tab = _sheet_name(sheet.name or sheet.title, names)
        writer.write(sheet, book.add_worksheet(tab))
    if writer.lists:
        writer.write_lists(book.add_worksheet(_sheet_name(_("Lists"), names)))
    book.close()


class _Writer:
    def __init__(self, book, personal_for):
        base = {"font_name": FONT, "font_size": 12, "valign": "top"}
        cell = {**base, "border": 1, "text_wrap": True}
        self.book, self.cell, self.formats, self.lists = book, cell, {}, []
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.line = book.add_format({**base, "italic": True})
        self.issuer = book.add_format({**base, "bold": True})
        self.across = book.add_format({**base, "bold": True})
        self.head = book.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#EEEAE6"}
        )
        self.notice, self.footer = "", ""
        if personal_for is not None:
            now = timezone.localtime()
            self.notice = _("Internal document – contains personal data")
            self.footer = _("Exported by %(user)s at %(time)s") % {
                "user": personal_for,
                "time": f"{now:%H:%M %d/%m/%Y}",
            }

    def write(self, sheet, page):
        top = self._write_top(sheet, page)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width)
            page.write_string(top, index, str(column.title), self.head)
        last = top
        for last, row in enumerate(sheet.rows, start=top + 1):
            self._write_row(page, last, sheet.columns, row)
        self._prepare_blank(sheet, page, last + 1)
        page.freeze_panes(top + 1, 0)
        if not sheet.in_sections:
            page.autofilter(top, 0, last, len(sheet.columns) - 1)
        self._lay_out(sheet, page, top)

    def _prepare_blank(self, sheet, page, first):
        """Empty cells that keep what is typed as text, so that no 0 in front is lost."""
        if not sheet.blank:
            return
        end = first + sheet.blank - 1
        for row in range(first, end + 1):
            for index in range(len(sheet.columns)):
                page.write_blank(row, index, None, self._as("@"))
        for index, column in enumerate(sheet.columns):
            if column.choices:
                offered = {"validate": "list", "source": self._source(column.choices)}
                page.data_validation(first, index, end, index, {**offered, "error_type": "warning"})

    def _source(self, choices):
        """The choices; or, where they are more than Excel takes so, the name of their list."""
        if len(",".join(choices)) <= _CHOICES_LIMIT:
            return list(choices)
        self.lists.append(choices)
        return f"=choices_{len(self.lists)}"

    def write_lists(self, page):
        """The long lists of choices, each a column with a name, out of sight."""
        page.hide()
        for index, choices in enumerate(self.lists):
            page.write_column(0, index, choices)
            letter, tab = xl_col_to_name(index), page.get_name()
            cells = f"'{tab}'!${letter}$1:${letter}${len(choices)}"
            self.book.define_name(f"choices_{index + 1}", f"={cells}")

    def _write_row(self, page, place, columns, row):
        if isinstance(row, Across):
            page.write_string(place, 0, row.number, self.across)
            page.write_string(place, 1, row.text, self.across)
            return
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            self._write_cell(page, place, index, column, value)

    def _write_top(self, sheet, page):
        """Issuer, title and lines; returns the row of the headings."""
        under = [line for line in (*sheet.lines, self.notice, self.footer) if line]
        looks = [(line, self.issuer) for line in sheet.issuer]
        looks += [(sheet.title, self.title), *((line, self.line) for line in under)]
        for row, (line, look) in enumerate(looks):
            page.write_string(row, 0, str(line), look)
        return len(looks) + 1

    def _lay_out(self, sheet, page, top):
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if sum(column.width for column in sheet.columns) > _WIDE:
            page.set_landscape()
        if self.notice:
            page.set_header(_printed("&C", self.notice))
        page.set_footer(_printed("&L", self.footer) + "&R&P/&N")

    def _write_cell(self, page, row, index, column, value):
        if isinstance(value, datetime.datetime):
            value = timezone.localtime(value) if timezone.is_aware(value) else value
            page.write_datetime(
                row, index, value.replace(tzinfo=None), self._as("dd/mm/yyyy hh:mm")
            )
        elif isinstance(value, datetime.date):
            page.write_datetime(row, index, value, self._as("dd/mm/yyyy"))
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            page.write_number(row, index, value, self._as(column.number_format))
        else:
            page.write_string(row, index, _text(value), self._as("@"))

    def _as(self, number_format):
        if number_format not in self.formats:
            looks = {**self.cell}
            if number_format:
                looks["num_format"] = number_format
            looks["quote_prefix"] = number_format == "@"
            self.formats[number_format] = self.book.add_format(looks)
        return self.formats[number_format]


def _text(value):
    if isinstance(value, bool):
        return "x" if value else ""
    text = "" if value is None else str(value)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def _sheet_name(title, taken):
    """A name that Excel accepts, different from those before (it ignores case)."""
    plain = _NOT_IN_NAMES.sub(" ", str(title)).strip().strip("'")[:NAME_LIMIT].strip() or "1"
    name, number = plain, 2
    while name.lower() in taken:
        suffix = f" ({number})"
        name, number = plain[: NAME_LIMIT - len(suffix)] + suffix, number + 1
    taken.add(name.lower())
    return name


def _printed(place, text):
    """A part of a page's header or footer; & is a control sign there."""
    return f"{place}{text[: HEADER_LIMIT // 2].replace('&', '&&')}" if text else ""
