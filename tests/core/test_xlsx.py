"""Workbooks, read back from their own XML."""

import datetime
import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from core.dates import PartialDate
from core.xlsx import CELL_LIMIT, Column, Sheet, workbook

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
COLUMNS = [Column("Họ tên"), Column("Số", number_format="0.0"), Column("Ngày")]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.endswith("xml")}


def cells(content, sheet=1):
    """Cell values by place; shared strings resolved; formulas refused."""
    files = parts(content)
    shared = ElementTree.fromstring(files["xl/sharedStrings.xml"])
    texts = ["".join(si.itertext()) for si in shared.findall("m:si", NS)]
    page = ElementTree.fromstring(files[f"xl/worksheets/sheet{sheet}.xml"])
    assert page.findall(".//m:f", NS) == []
    found = {}
    for cell in page.findall(".//m:c", NS):
        text = cell.findtext("m:v", namespaces=NS)
        found[cell.get("r")] = texts[int(text)] if cell.get("t") == "s" else text
    return found


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84912345678",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x","y")',
        "068174000123",
        "1974",
    ],
)
def test_text_stays_text(text):
    content = workbook([Sheet("Danh sách", COLUMNS[:1], [[text]])])
    assert cells(content)["A4"] == text
    assert 'quotePrefix="1"' in parts(content)["xl/styles.xml"]


def test_each_kind_of_value_is_written_as_what_it_is():
    moment = datetime.datetime(2023, 11, 16, 23, 0, tzinfo=datetime.UTC)
    rows = [
        ["Nguyễn Thị Hoa", 1.5, datetime.date(1974, 3, 5)],
        [None, Decimal("2.5"), PartialDate(1974)],
        [True, 3, moment],
        [False, None, "x" * (CELL_LIMIT + 1)],
    ]
    found = cells(workbook([Sheet("Danh sách", COLUMNS, rows)]))
    assert [found.get(f"A{row}", "") for row in (3, 4, 5, 6, 7)] == [
        "Họ tên",
        "Nguyễn Thị Hoa",
        "",
        "x",
        "",
    ]
    assert [found.get(f"B{row}") or None for row in (4, 5, 6, 7)] == ["1.5", "2.5", "3", None]
    assert [found[f"C{row}"] for row in (4, 5, 6)] == ["27093", "1974", "45247.25"]
    assert len(found["C7"]) == CELL_LIMIT


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        workbook([Sheet("Danh sách", COLUMNS, [["one"]])])


def test_sheet_names_are_made_fit_and_different():
    titles = ["Hội viên: 1/2 [x]?", "Hội viên  1 2  x", "a" * 40, "A" * 40, "''", ""]
    sheets = [Sheet(title, COLUMNS[:1], []) for title in titles]
    book = ElementTree.fromstring(parts(workbook(sheets))["xl/workbook.xml"])
    names = [sheet.get("name") for sheet in book.findall(".//m:sheet", NS)]
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 for name in names)


def test_personal_data_is_announced_on_screen_and_on_paper(time_machine):
    time_machine.move_to("2023-11-17 08:05 +0700")
    sheet = Sheet("Danh sách", COLUMNS, [], lines=("Xã Đinh Lạc",))
    content = workbook([sheet], personal_for="Lê & Hà")
    found = cells(content)
    assert [found[f"A{row}"] for row in range(1, 5)] == [
        "Danh sách",
        "Xã Đinh Lạc",
        "Tài liệu nội bộ – có dữ liệu cá nhân",
        "Người xuất: Lê & Hà, lúc 08:05 17/11/2023",
    ]
    page = parts(content)["xl/worksheets/sheet1.xml"]
    assert "&amp;CTài liệu nội bộ – có dữ liệu cá nhân" in page
    assert "Lê &amp;&amp; Hà" in page


def test_other_workbooks_announce_nothing():
    page = parts(workbook([Sheet("Số liệu", COLUMNS, [])]))["xl/worksheets/sheet1.xml"]
    assert "<oddHeader>" not in page
    assert "&amp;P/&amp;N" in page


@pytest.mark.parametrize(("width", "landscape"), [(30, False), (40, True)])
def test_wide_sheets_print_on_landscape_paper_with_heads_on_each_page(width, landscape):
    columns = [Column(str(n), width) for n in range(3)]
    files = parts(workbook([Sheet("Số liệu", columns, [[1, 2, 3]])]))
    assert ('orientation="landscape"' in files["xl/worksheets/sheet1.xml"]) is landscape
    assert "Print_Titles" in files["xl/workbook.xml"]
    assert "$3:$3" in files["xl/workbook.xml"]
