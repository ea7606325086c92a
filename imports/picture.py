"""A picture of what was understood of a file: sheets, columns with samples, old letters, problems.

Plain data, sealed with the batch. Samples of citizen numbers lie in it as they stand in the file.
"""

from collections import Counter

from imports.reading.files import open_file
from imports.reading.values.cells import text_of

LETTERS_SHOWN = 4


def places_named(rows):
    """[[branch, group, number of rows]] as staged rows name them, in their order."""
    found = Counter()
    for row in rows:
        values = row.content["values"]
        if branch := values.get("branch"):
            found[branch, values.get("group", "")] += 1
    return [[branch, group, number] for (branch, group), number in found.items()]


def picture_of(reading, content):
    """What the page of a batch shows of its `Reading`."""
    sheets = [_sheet(sheet) for sheet in reading.sheets]
    if any(sheet.encoding_found for sheet in reading.sheets):
        _show_letters(sheets, reading, content)
    return {"sheets": sheets, "problems": [str(problem) for problem in reading.problems]}


def _sheet(sheet):
    return {
        "name": sheet.name,
        "block": sheet.block,
        "rows": len(sheet.rows),
        "header_rows": list(sheet.header_rows),
        "font_found": sheet.encoding_found,
        "problems": [str(problem) for problem in sheet.problems],
        "sections": [
            {"row": s.source_row, "title": s.title, "branch": s.branch} for s in sheet.sections
        ],
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "field": column.field,
                "sure": column.confidence >= 0.6,
                "samples": list(column.samples),
            }
            for column in sheet.columns
        ],
    }


def _show_letters(sheets, reading, content):
    """Names before and after, where old letters were found."""
    grids = {grid.name: grid for grid in open_file(content)}
    for shown, sheet in zip(sheets, reading.sheets, strict=True):
        if sheet.encoding_found:
            shown["letters"] = list(_letters(sheet, grids[sheet.name]))[:LETTERS_SHOWN]


def _letters(sheet, grid):
    name = next((c.index for c in sheet.columns if c.field in ("full_name", "head")), None)
    for row in sheet.rows:
        cells = grid.rows[row.source_row - 1]
        before = text_of(cells[name]) if name is not None and name < len(cells) else ""
        after = row.values.get("full_name") or row.values.get("head") or ""
        if before and after and before.lower() != after.lower():
            yield {"before": before, "after": after}
