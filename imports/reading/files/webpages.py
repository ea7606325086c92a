"""Web pages as grids: what programs and web sites write when they "export to Excel".

A page becomes one sheet, as Excel shows it: tables below each other in the order of the page, and
the text between them in rows of its own. Styles and scripts are left aside; nothing is fetched.
"""

import html
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import islice
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from lxml import etree

from imports.reading import limits
from imports.reading.files import markup, texts
from imports.reading.files.grids import Filling
from imports.reading.results import Unreadable

_SILENT = {"script", "style", "title", "xml", "noscript", "template", "object", "svg"}
_BREAKS = {"p", "div", "li", "br", "hr", "center", "form", "caption", "h1", "h2", "h3", "h4", "h5"}
_TICKED = ("checkbox", "radio")
_SHORTENED = re.compile(r"#+|-?\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_SHEET = re.compile(r"<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource(?:\s+HRef=\"([^\"]*)\")?")
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden")
_LONGEST_HEAD = 8 * 1024  # of a part of an archive
_MOST_PARTS = 2 * limits.SHEETS
_MOST_DOWN = 65_534  # rows that a cell may span, as browsers have it


def read_page(content):
    """The grid of a page. Raises `Unreadable` for one without a table."""
    text = texts.decoded(content, markup.charset_of(content))
    named = _SHEET.findall(text)
    grid = _grid(text, html.unescape(named[0][0]) if len(named) == 1 else "")
    if grid is None:
        raise Unreadable(_without_table())
    return [grid]


def read_archive(content):
    """The grids of a page that was saved with its parts; Excel puts each sheet into one."""
    parts = list(islice(_pages(content), _MOST_PARTS))
    names = {}
    for _place, text in parts:
        names |= {_file(href): html.unescape(name) for name, href in _SHEET.findall(text)}
    grids = [_grid(text, names.get(place) or names.get("", "")) for place, text in parts]
    grids = [grid for grid in grids if grid is not None]
    if not grids:
        raise Unreadable(_without_table())
    return grids[: limits.SHEETS]


def _pages(content):
    """(file name, text) of each page in an archive. Only heads of a sane length are parsed."""
    for part in content.split(b"--" + markup.boundary_of(content)):
        head, blank, body = part.lstrip(b"\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")
        if not blank or len(head) > _LONGEST_HEAD:
            continue
        told = message_from_bytes(head)
        if told.get_content_type() == "text/html":
            told.set_payload(body.decode("ascii", errors="surrogateescape"))
            page = told.get_payload(decode=True)
            charset = told.get_content_charset() or markup.charset_of(page)
            yield _file(told.get("Content-Location", "")), texts.decoded(page, charset)


def _file(href):
    return PurePosixPath(str(href).replace("\\", "/")).name


def _without_table():
    return _(
        "This is a web page or document saved under another name, and no table is in it. Open it "
        "in Excel and save it as an Excel workbook (.xlsx)."
    )


def _grid(text, name):
    """The grid of a page, or None where it has no table."""
    page = _Page(name)
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    parser.feed(text.encode("utf-8", errors="replace") or b" ")
    page = parser.close()
    page.filling.grid.hidden = bool(_HIDDEN.search(text))
    return page.filling.grid if page.has_table else None


@dataclass
class _Table:
    """A table that is open: its row and cell, and how far cells from above reach down."""

    in_row: bool = False
    column: int = 0
    cell: list | None = None
    down: int = 1
    across: int = 1
    number: str = ""
    covered: dict = field(default_factory=dict)


class _Page:
    """Takes the events of the parser, which closes whatever a page leaves open."""

    def __init__(self, name):
        self.filling, self.row, self.has_table = Filling(name), 0, False
        self.tables, self.loose, self.silent = [], [], 0

    def start(self, tag, attributes):
        is_other_choice = tag == "option" and "selected" not in attributes
        if self.silent or tag in _SILENT or is_other_choice:
            self.silent += 1
        elif tag == "table":
            self._start_table()
        elif tag == "tr":
            self._start_row()
        elif tag in ("td", "th"):
            self._start_cell(attributes)
        elif tag == "input":
            self._take(_typed(attributes))
        elif tag in _BREAKS:
            self._break()

    def end(self, tag):
        if self.silent:
            self.silent -= 1
        elif tag == "table":
            self._end_table()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in _BREAKS:
            self._break()

    def data(self, text):
        if not self.silent:
            self._take(text)

    def close(self):
        while self.tables:
            self._end_table()
        self._set_loose()
        return self

    @property
    def table(self):
        return self.tables[-1] if self.tables else None

    def _take(self, text):
        in_cell = self.table and self.table.cell is not None
        (self.table.cell if in_cell else self.loose).append(text)

    def _break(self):
        if self.table and self.table.cell is not None:
            self.table.cell.append(" ")
        else:
            self._set_loose()

    def _set_loose(self):
        """Text outside of cells is a row of its own."""
        text, self.loose = _tidy(self.loose), []
        if text:
            self.filling.put(self.row, 0, text)
            self.row += 1

    def _start_table(self):
        """A table inside a cell stands below what the cell says before it."""
        self._set_loose()
        if self.table and self.table.cell is not None and _tidy(self.table.cell):
            self._put_cell(self.table)
            self.table.cell = []
            self.row += 1
        self.tables.append(_Table())

    def _end_table(self):
        self._end_row()
        self.tables.pop()
        self._set_loose()

    def _start_row(self):
        self._end_row()
        self._set_loose()
        if self.table:
            self.table.in_row, self.table.column = True, 0

    def _end_row(self):
        table = self.table
        if table is None or not table.in_row:
            return
        self._end_cell()
        table.covered = {column: n - 1 for column, n in table.covered.items() if n > 1}
        table.in_row = False
        self.row += 1

    def _start_cell(self, attributes):
        if self.table is None:
            return
        self._end_cell()
        if not self.table.in_row:
            self._start_row()
        while self.table.covered.get(self.table.column):
            self.table.column += 1
        self.table.cell, self.table.number = [], attributes.get("x:num", "")
        self.table.down = _number(attributes.get("rowspan"), _MOST_DOWN)
        self.table.across = _number(attributes.get("colspan"), limits.COLUMNS)

    def _end_cell(self):
        table = self.table
        if table is None or table.cell is None:
            return
        self._put_cell(table)
        self.filling.merge(self.row, table.column, table.down, table.across)
        if table.down > 1:
            columns = range(table.column, table.column + table.across)
            table.covered |= dict.fromkeys(columns, table.down)
        table.column += table.across
        table.cell = None

    def _put_cell(self, table):
        text = _tidy(table.cell)
        if table.number and _SHORTENED.fullmatch(text):  # 6.8174E+11, of which Excel tells the rest
            text = table.number
        if text:
            self.filling.put(self.row, table.column, text)
            self.has_table = True


def _tidy(parts):
    return " ".join("".join(parts).split())


def _typed(attributes):
    """What a field of a form shows."""
    kind = attributes.get("type", "text").lower()
    if kind in _TICKED:
        return "x" if "checked" in attributes else ""
    return attributes.get("value", "") if kind in ("text", "number", "date", "tel") else ""


def _number(text, most):
    text = (text or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return min(max(int(text), 1), most) if is_number else 1
