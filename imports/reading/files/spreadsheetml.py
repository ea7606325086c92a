""" "XML Spreadsheet 2003" as grids: what older programs write and name .xls or .xml."""

import datetime

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from imports.reading import limits
from imports.reading.files import packages
from imports.reading.files.grids import Filling
from imports.reading.results import Unreadable


def read_workbook(content):
    """The grids of its sheets. Raises `Unreadable` for what is damaged, or declares entities."""
    parser = DefusedXMLParser(target=_Book(), forbid_dtd=True)
    try:
        parser.feed(content.lstrip(b" \t\r\n"))
        grids = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(packages.damaged()) from error
    return grids[: limits.SHEETS]


class _Book:
    """Takes the events of the parser. Rows and cells name their place, or follow the last."""

    def __init__(self):
        self.sheets, self.path = [Filling()], []
        self.row = self.column = -1
        self.rows = 0  # of the sheets before
        self.told, self.kind, self.text, self.value = {}, "", [], ""

    def start(self, tag, attributes):
        tag = _local(tag)
        told = {_local(name): value for name, value in attributes.items()}
        if tag == "Worksheet":
            self._end_sheet()
            self.sheets.append(Filling(told.get("Name", "")))
            self.row = -1
        elif tag == "Row":
            self.row, self.column = _place(told, self.row), -1
            self.path.append(_count(told, "Span"))
            return
        elif tag == "Cell":
            self.column, self.told = _place(told, self.column), told
            self.kind, self.value = "", ""
        elif tag == "Data" and self.path[-1:] == ["Cell"]:  # a comment has data too
            self.kind, self.text = told.get("Type", "String"), []
        elif tag == "Visible":
            self.text = []
        self.path.append(tag)

    def end(self, _tag):
        tag = self.path.pop()
        if tag == "Data" and self.path[-1:] == ["Cell"]:
            self.value = "".join(self.text)
        elif tag == "Cell":
            self._put()
        elif tag == "Visible":
            self.sheets[-1].grid.hidden = "".join(self.text).strip() != "SheetVisible"
        elif isinstance(tag, int):  # of a row: how many more are like it
            self.row += tag

    def data(self, text):
        self.text.append(text)

    def close(self):
        self._end_sheet()
        return [filling.grid for filling in self.sheets[1:]]

    def _end_sheet(self):
        self.rows += len(self.sheets[-1].grid.rows)
        packages.check_rows(self.rows)

    def _put(self):
        filling, told = self.sheets[-1], self.told
        if (value := _value(self.kind, self.value)) != "":
            filling.put(self.row, self.column, value)
        elif "Formula" in told and self.row < limits.ROWS:
            filling.put(self.row, self.column, "")
            filling.grid.uncomputed.add((self.row, self.column))
        down, across = _count(told, "MergeDown"), _count(told, "MergeAcross")
        filling.merge(self.row, self.column, down + 1, across + 1)
        self.column += across


def _local(name):
    return name.rpartition("}")[2]


def _place(told, last):
    """Where a row or cell stands, from 0: at its index, or after the one before."""
    return max(_count(told, "Index") - 1, last + 1) if "Index" in told else last + 1


def _count(told, name):
    text = told.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _value(kind, text):
    """A cell as the kinds of workbooks give it."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text.strip() == "1"
        if kind == "DateTime":
            return datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return text
