"""Files from which nothing can be had, or not all: a clear sentence each, and never an error."""

import io
import os
import struct
import time
import zipfile

import pytest
import xlsxwriter

from imports.reading import Unreadable, limits, read_register, read_review
from tests.imports.invented import web, writers
from tests.imports.invented.writers import Sheet
from tests.imports.sheets import asked, book

HEAD = ("STT", "Họ và tên", "Năm sinh", "Dân tộc")
ROW = (1, "Nguyễn Thị Hoa", 1974, "Kinh")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
MEGABYTE = limits.MEGABYTE


def package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def bomb(size=220 * MEGABYTE):
    return package(xl__workbook_xml="x", xl__worksheets__sheet1_xml=b"0" * size)


def lying_bomb():
    """A package that states a hundred bytes where two hundred megabytes unfold."""
    size = 220 * MEGABYTE
    return bomb(size).replace(struct.pack("<I", size), struct.pack("<I", 100))


def utf16(text):
    return OLE + text.encode("utf-16-le") + bytes(1000)


WHOLE = book(HEAD, ROW)
UNREADABLE = {
    "empty": (b"", "không có nội dung"),
    "blank": (b" \r\n", "không có nội dung"),
    "pdf": (b"%PDF-1.7 " * 50, "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "hình ảnh"),
    "web page": (b"<html><table>", "trang web"),
    "noise": (bytes(range(256)) * 20, "không phải bảng tính"),
    "truncated": (WHOLE[: len(WHOLE) // 2], "bị hỏng"),
    "truncated at the end": (WHOLE[:-30], "bị hỏng"),
    "noise in a package": (b"PK\x03\x04" + bytes(range(256)), "bị hỏng"),
    "noise in an old workbook": (OLE, "bị hỏng"),
    "document": (package(word__document_xml="x"), "không phải bảng tính"),
    "old document": (utf16("WordDocument"), "không phải bảng tính"),
    "password": (utf16("EncryptedPackage"), "mật khẩu"),
    "too large": (b"a" * (21 * MEGABYTE), "21 MB"),
    "very large": (b"PK\x03\x04" + bytes(200 * MEGABYTE), "20 MB"),
    "one endless cell": ('Họ tên,Năm sinh\n"' + "x" * MEGABYTE, "không phải là bảng"),
    "no headings": (book(ROW, ROW), "Họ và tên"),
    "headings alone": (book(HEAD), "Họ và tên"),
    "301 columns": (book((*HEAD, *["cột"] * 297), ROW), "301"),
    "nothing pasted": ("  ", "Chưa dán"),
}


@pytest.mark.parametrize(("content", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_file_is_refused_with_a_sentence(content, words, lists):
    content = content.encode() if isinstance(content, str) and content.strip() else content
    with pytest.raises(Unreadable, match=words):
        read_register(content, "hoi-vien.xlsx", lists=lists)


@pytest.mark.parametrize("make", [bomb, lying_bomb])
def test_bomb_is_counted_and_not_believed(make, lists):
    with pytest.raises(Unreadable, match="200 MB"):
        read_register(make(), "a.xlsx", lists=lists)


def test_grid_without_criteria_is_refused(lists):
    with pytest.raises(Unreadable, match="Sạch nhà"):
        read_review(WHOLE, "a.xlsx", lists=lists)


def far(row, column):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("Thôn 1")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ROW)
        page.write(row, column, "x")
    return out.getvalue()


def test_cell_far_below_is_left_out_and_told(lists):
    reading = read_register(far(1_048_575, 12), "a.xlsx", lists=lists)
    assert len(reading.rows) == 1
    assert "100000" in reading.sheets[0].problems[0]


@pytest.mark.parametrize(("place", "words"), [((5, 16_383), "16384"), ((99_990, 100), "99991")])
def test_cell_far_away_is_refused_before_all_room_between_is_filled(place, words, lists):
    with pytest.raises(Unreadable, match=words):
        read_register(far(*place), "a.xlsx", lists=lists)


def test_rows_repeated_a_million_times_in_an_opendocument_are_refused(lists):
    whole = writers.ods([Sheet("Thôn 1", [list(HEAD), list(ROW)])])
    row = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'office:value-type="string" table:number-columns-repeated="900"/><table:table-cell '
        b'office:value-type="string"><text:p>v</text:p></table:table-cell></table:table-row>'
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    end = b"</table:table>"
    parts["content.xml"] = parts["content.xml"].replace(end, row + end)
    with pytest.raises(Unreadable, match="901"):
        read_register(package(**parts), "a.ods", lists=lists)


def test_300_columns_are_read(lists):
    content = book((*HEAD, *["cột"] * 296), ROW)
    assert len(read_register(content, "a.xlsx", lists=lists).rows) == 1


def test_formula_without_a_value_is_asked_and_one_with_a_value_is_read(lists):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("Thôn 1")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ROW)
        page.write_row(2, 0, ROW)
        page.write_formula(1, 2, "=1970+4", None, "")
        page.write_formula(2, 2, "=1970+5", None, 1975)
    reading = read_register(out.getvalue(), "a.xlsx", lists=lists)
    assert [row.values.get("birth") for row in reading.rows] == [None, "1975"]
    assert asked(reading) == [(2, "birth", "uncomputed")]


def test_noise_never_raises_anything_else(lists):
    for start in (b"", b"PK\x03\x04", OLE[:8], b"\xff\xfe", b"\xef\xbb\xbf"):
        for size in (1, 64, 4096):
            with pytest.raises(Unreadable):
                read_register(start + os.urandom(size), "a.xlsx", lists=lists)


# ---- Files that are made to keep the machine busy ------------------------------------------------

BUSY = 3  # seconds; looked through once they take a moment


def in_time(read):
    started = time.process_time()
    outcome = read()
    assert time.process_time() - started < BUSY
    return outcome


@pytest.mark.parametrize(
    "xml", [b"<c ", b"<row ", b'<c r="AA1" ', b'<c r="A1"><f ', b'<row r="1000001" ' * 2]
)
def test_tags_that_never_end_are_looked_through_once(xml, lists):
    made = package(xl__workbook_xml="<x/>", xl__worksheets__sheet1_xml=xml * 100_000)
    with pytest.raises(Unreadable):
        in_time(lambda: read_register(made, "a.xlsx", lists=lists))


@pytest.mark.parametrize("xml", [b"<sheet ", b'<sheet name="', b'<sheet name="a" id="'])
def test_names_of_sheets_that_never_end_are_looked_through_once(xml, lists):
    with pytest.raises(Unreadable):
        in_time(
            lambda: read_register(package(xl__workbook_xml=xml * 50_000), "a.xlsx", lists=lists)
        )


@pytest.mark.parametrize(
    "xml", [b"<table:table ", b'<table:table a="', b"<table:table " + b"a" * 9]
)
def test_opendocument_whose_tags_never_end_is_looked_through_once(xml, lists):
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    made = package(**parts, content_xml=xml * 50_000)
    with pytest.raises(Unreadable):
        in_time(lambda: read_register(made, "a.ods", lists=lists))


def test_numbers_without_end_in_the_xml_are_no_error(lists):
    """Python refuses to read a number of more than some thousand digits."""
    for tag in (
        b'<row r="%b">',
        b'<c r="AA1" s="1"></c><row r="%b"></row>',
        b'<c r="A%b"><f>1</f></c>',
    ):
        made = package(xl__workbook_xml="<x/>", xl__worksheets__sheet1_xml=tag % (b"9" * 5000))
        with pytest.raises(Unreadable):
            read_register(made, "a.xlsx", lists=lists)


CELLS = (
    "." * 60,
    ". " * 500,
    "0/" * 3000,
    "(" * 20_000,
    "ngày " * 5000,
    " " * 20_000 + "x",
    "1" * 9000,
)


@pytest.mark.parametrize("cell", CELLS, ids=[cell[:5] for cell in CELLS])
def test_cell_made_to_be_tried_for_ever_is_read_at_once(cell, lists):
    heads = ("Họ và tên", "Năm sinh", "Số CCCD", "Điện thoại", "Chi hội", "Ghi chú", "Năm vào Hội")
    rows = [(f"Nguyễn Thị Hoa {n}", *[cell + "x" * (n % 2)] * 6) for n in range(10)]
    content = book(heads, ("Nguyễn Thị Lan", 1974, "", "", "Thôn 1", "", 1999), *rows)
    reading = in_time(lambda: read_register(content, "a.xlsx", lists=lists))
    assert reading.rows[0].values["birth"] == "1974"


def test_sign_that_the_database_cannot_hold_is_left_out_of_cells(lists):
    text = "Họ và tên\tNăm sinh\nNguyễn Thị Hoa\x00\t19\x0074"
    (row,) = read_register(text, "dan.txt", lists=lists).rows
    assert row.values["full_name"] == "Nguyễn Thị Hoa"
    assert "\x00" not in str((row.values, row.raw))


# ---- Files over which the parser comes to grief --------------------------------------------------


def test_file_that_ends_the_parser_ends_its_process_alone(lists):
    """A sheet of four thousand million rows: the parser asks for more memory than there is."""
    made = bytearray(book(HEAD, ROW, kind="xls"))
    made[made.index(b"\x00\x02\x0e\x00") + 11] = 255
    with pytest.raises(Unreadable, match="bị hỏng"):
        read_register(bytes(made), "a.xls", lists=lists)


def test_file_over_which_the_parser_goes_round_for_ever_is_given_up(lists, monkeypatch):
    monkeypatch.setattr(limits, "PARSER_SECONDS", 1)
    with zipfile.ZipFile(io.BytesIO(book(HEAD, ROW, kind="ods"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", b"</table:t>")
    with pytest.raises(Unreadable, match="bị hỏng"):
        read_register(package(**parts), "a.ods", lists=lists)


@pytest.mark.parametrize("write", [writers.xlsx, writers.xls, writers.ods, web.xml])
def test_sheets_that_each_reach_far_down_are_refused_together(write, lists, monkeypatch):
    """Two hundred sheets with one cell in row 100,000 are a small file that fills all memory."""
    sheets = [Sheet(name, [list(HEAD), list(ROW), list(ROW)], []) for name in ("Thôn 1", "Thôn 2")]
    content = write(sheets)
    monkeypatch.setattr(limits, "ALL_ROWS", 6)
    assert len(read_register(content, "a.xlsx", lists=lists).rows) == 4
    monkeypatch.setattr(limits, "ALL_ROWS", 5)
    with pytest.raises(Unreadable, match="hơn 5 dòng"):
        read_register(content, "a.xlsx", lists=lists)
