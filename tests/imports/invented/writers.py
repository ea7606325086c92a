"""Sheets written as files of every kind."""

import csv
import datetime
import io
from dataclasses import dataclass, field

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.imports.invented.letters import windows_1258
from tests.imports.invented.web import html, mht, xml

__all__ = ["ENCODINGS", "KINDS", "Sheet", "html", "mht", "ods", "xls", "xlsx", "xml"]
KINDS = ("xlsx", "xls", "ods", "csv", "paste")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258")


@dataclass
class Sheet:
    """`rows` of cells; `merged` as (first row, first column, last row, last column)."""

    name: str
    rows: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    hidden: bool = False


def xlsx(sheets):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.hidden:
            page.hide()
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    page.write_datetime(number, column, cell, day)
                elif isinstance(cell, int | float):
                    page.write_number(number, column, cell)
                elif cell:
                    page.write_string(number, column, cell)
        for first, left, last, right in sheet.merged:
            text = sheet.rows[first][left]
            page.merge_range(first, left, last, right, text)
    book.close()
    return out.getvalue()


def xls(sheets):
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for sheet in sheets:
        page = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        page.visibility = 1 if sheet.hidden else 0
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    page.write(number, column, cell, day)
                elif cell != "":
                    page.write(number, column, cell)
        for first, left, last, right in sheet.merged:
            page.write_merge(first, last, left, right, sheet.rows[first][left])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets):
    document = OpenDocumentSpreadsheet()
    document.automaticstyles.addElement(Style(name="plain", family="table-cell"))
    for sheet in sheets:
        table = Table(name=sheet.name)
        document.spreadsheet.addElement(table)
        spans = {(f, c): (last - f + 1, r - c + 1) for f, c, last, r in sheet.merged}
        covered = {
            (row, column)
            for f, c, last, r in sheet.merged
            for row in range(f, last + 1)
            for column in range(c, r + 1)
        } - spans.keys()
        for number, row in enumerate(sheet.rows):
            line = TableRow()
            table.addElement(line)
            for column, cell in enumerate(row):
                line.addElement(
                    _ods_cell(cell, spans.get((number, column)), (number, column) in covered)
                )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _ods_cell(cell, span, is_covered):
    if is_covered:
        return CoveredTableCell()
    extra = {}
    if span:
        extra = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if isinstance(cell, datetime.date):
        return TableCell(valuetype="date", datevalue=cell.isoformat(), **extra)
    if isinstance(cell, int | float):
        return TableCell(valuetype="float", value=cell, **extra)
    if not cell:
        return TableCell(**extra)
    element = TableCell(valuetype="string", **extra)
    element.addElement(P(text=cell))
    return element


def csv_text(sheet, separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in sheet.rows:
        writer.writerow([_shown(cell) for cell in row])
    return out.getvalue()


def encoded(text, encoding):
    if encoding == "cp1258":
        return windows_1258(text)
    if encoding == "cp1252":
        return text.encode("cp1252", errors="replace")
    return text.encode(encoding)


def _shown(cell):
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return str(cell)
