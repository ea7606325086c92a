"""A process of its own that takes one workbook apart; run by `apart`, never imported.

A file that was damaged, on purpose or not, can make the parser ask for more memory than there is,
which ends its process, or go round for ever. So it has a process that may end, with little time and
memory. Reads the bytes of the workbook; tells, as pickles: a mistake as a word, or a head for each
sheet, (name, hidden, columns, merged), behind it lists of rows, and an empty list at its end.
"""

import io
import pickle
import resource
import sys

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

AT_ONCE = 1_000


def main(seconds, most_bytes, most_sheets):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    content = io.BytesIO(sys.stdin.buffer.read())
    try:
        with CalamineWorkbook.from_filelike(content) as book:
            sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            for meta in sheets[:most_sheets]:
                tell_sheet(book.get_sheet_by_name(meta.name), meta)
        tell(None)
    except PasswordError:
        tell("locked")
    except (CalamineError, OSError, ValueError):
        tell("damaged")


def tell_sheet(sheet, meta):
    width = sheet.end[1] + 1 if sheet.end else 0
    tell((meta.name, meta.visible != Visible.Visible, width, list(sheet.merged_cell_ranges or [])))
    rows = []
    for row in rows_of(sheet) if width else ():
        rows.append(row)
        if len(rows) == AT_ONCE:
            tell(rows)
            rows = []
    if rows:
        tell(rows)
    tell([])


def rows_of(sheet):
    """Rows as they stand in the sheet: calamine leaves out empty columns on the left."""
    lead = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield lead + row


def tell(told):
    pickle.dump(told, sys.stdout.buffer)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
    sys.stdout.buffer.flush()
