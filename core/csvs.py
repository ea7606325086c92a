"""Write tables as text that a spreadsheet opens without harm: UTF-8 with its mark, no formulas."""

import csv
import datetime
import io
import re

from django.utils import timezone

CONTENT_TYPE = "text/csv; charset=utf-8"
MARK = "\ufeff"
# Spreadsheets run what begins so (the wide forms too), wherever the text came from.
_RUNS = tuple("=+-@\t\r\n＝＋－＠")
# Where cells are parted by semicolons, as in Vietnam, one inside a text begins a cell as well, and
# a new line in it begins a row.
_RUNS_INSIDE = re.compile(r"([;\r\n]\s*)(?=[=+\-@＝＋－＠])")
_LONG_NUMBER = re.compile(r"\d{9,}", re.ASCII)


def save_csv(target, columns, rows):
    """Write `rows` under the titles of `columns` (`core.xlsx.Column`) to `target`, an open file.

    Values are those of a workbook. A number of nine digits or more that is text, a telephone or a
    citizen number, is written in groups: so a spreadsheet keeps it, and its zeros.
    """
    out = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow([harmless(str(column.title)) for column in columns])
    for row in rows:
        writer.writerow([_text(value) for _column, value in zip(columns, row, strict=True)])
    out.detach()


def harmless(text):
    """`text` as a cell that no spreadsheet runs: an apostrophe before what would be a formula."""
    text = _RUNS_INSIDE.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_RUNS) else text


def _text(value):
    if value is None or isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, str):
        return str(value)
    if _LONG_NUMBER.fullmatch(value):
        return f"{value[:-6]} {value[-6:-3]} {value[-3:]}"
    return harmless(value)
