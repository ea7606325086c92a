"""Sheets written as web pages and XML, which programs name .xls."""

import base64
import datetime
from html import escape

_OFFICE = "urn:schemas-microsoft-com:office"
_ISLAND = (
    "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>"
    '<x:Name>{name}</x:Name><x:WorksheetSource HRef="{file}"/>'
    "</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->"
)


def html(sheets, encoding="utf-8", charset="utf-8"):
    """One sheet as a page, with what such pages bring along: styles, scripts, tags left open."""
    (sheet,) = sheets
    return _page(sheet, _island(sheet.name, ""), charset).encode(encoding, errors="replace")


def mht(sheets):
    """Each sheet a part of its own, and a page of frames that names them."""
    names = [f"sheet{number:03}.htm" for number in range(1, len(sheets) + 1)]
    islands = "".join(map(_island, [sheet.name for sheet in sheets], names))
    parts = [("book.htm", f"<html><head>{islands}</head><frameset></frameset></html>")]
    parts += [(name, _page(sheet, "")) for name, sheet in zip(names, sheets, strict=True)]
    lines = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="part"', ""]
    for name, text in parts:
        lines += ["--part", f"Content-Location: file:///C:/ds/{name}"]
        lines += ["Content-Transfer-Encoding: base64", 'Content-Type: text/html; charset="utf-8"']
        lines += ["", base64.encodebytes(text.encode()).decode()]
    return "\r\n".join([*lines, "--part--", ""]).encode()


def _island(name, file):
    return _ISLAND.format(name=escape(name), file=file)


def _page(sheet, island, charset="utf-8"):
    covered = _covered(sheet)
    spans = {(f, c): (last - f + 1, r - c + 1) for f, c, last, r in sheet.merged}
    lines = []
    for number, row in enumerate(sheet.rows):
        cells = "".join(
            _td(cell, spans.get((number, column), (1, 1)))
            for column, cell in enumerate(row)
            if (number, column) not in covered
        )
        lines.append(f"<tr height=20>{cells}")
    return (
        f'<html xmlns:x="{_OFFICE}:excel"><head><meta http-equiv=Content-Type '
        f'content="text/html; charset={charset}">{island}<style>td {{mso-number-format:"@"}}'
        '</style><script>document.write("<table><tr><td>x</td></tr></table>")</script></head>'
        f"<body><table border=1>{''.join(lines)}</table></body></html>"
    )


def _td(cell, span):
    shape = f" rowspan={span[0]} colspan={span[1]}" if span != (1, 1) else ""
    text = escape(_shown(cell)).replace("\n", "<br>")
    return f"<td class=xl24{shape}><font color=black>{text}</font>"


def xml(sheets):
    """An "XML Spreadsheet 2003"."""
    pages = "".join(map(_worksheet, sheets))
    return (
        '<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
        f'<Workbook xmlns="{_OFFICE}:spreadsheet" xmlns:ss="{_OFFICE}:spreadsheet">'
        f"{pages}</Workbook>"
    ).encode()


def _worksheet(sheet):
    covered, merged = _covered(sheet), {(f, c): (last - f, r - c) for f, c, last, r in sheet.merged}
    lines = []
    for number, row in enumerate(sheet.rows):
        cells = "".join(
            _xml_cell(column, cell, merged.get((number, column)))
            for column, cell in enumerate(row)
            if cell != "" and (number, column) not in covered
        )
        lines.append(f'<Row ss:Index="{number + 1}">{cells}</Row>')
    hidden = "<Visible>SheetHidden</Visible>" if sheet.hidden else ""
    return (
        f'<Worksheet ss:Name="{escape(sheet.name)}"><Table>{"".join(lines)}</Table>'
        f'<WorksheetOptions xmlns="{_OFFICE}:excel">{hidden}</WorksheetOptions></Worksheet>'
    )


def _xml_cell(column, cell, span):
    shape = f' ss:MergeDown="{span[0]}" ss:MergeAcross="{span[1]}"' if span else ""
    kind, text = "String", escape(str(cell))
    if isinstance(cell, datetime.date):
        kind, text = "DateTime", f"{cell:%Y-%m-%d}T00:00:00.000"
    elif isinstance(cell, int | float):
        kind = "Number"
    return f'<Cell ss:Index="{column + 1}"{shape}><Data ss:Type="{kind}">{text}</Data></Cell>'


def _covered(sheet):
    return {
        (row, column)
        for f, c, last, r in sheet.merged
        for row in range(f, last + 1)
        for column in range(c, r + 1)
        if (row, column) != (f, c)
    }


def _shown(cell):
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
