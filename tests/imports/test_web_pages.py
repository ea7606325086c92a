"""Web pages and XML with the name of a workbook: what sites and programs "export to Excel"."""

import json

import pytest
from django.core.management import call_command

from imports.reading import Unreadable, limits, read_register
from imports.reading.files import open_file
from tests.imports.invented import writers
from tests.imports.invented.letters import windows_1258
from tests.imports.invented.writers import Sheet
from tests.imports.sheets import asked, column

HEAD = "<tr><th>STT<th>Họ và tên<th>Năm sinh<th>Dân tộc<th>CCCD<th>Thôn"
HOA = "<tr><td>1<td>Nguyễn Thị Hoa<td>1974<td>Kinh<td>068174000123<td>Thôn 1"
DU = "<tr><td>2<td>Ka Dụ<td>1980<td>K'Ho<td><td>Thôn 2"


def page(*lines, top=""):
    return f"<html><head>{top}</head><body><table>{''.join(lines)}</table></body></html>"


def read(text, lists, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return read_register(content, "hoi-vien.xls", lists=lists)


def cells(text):
    (grid,) = open_file(text.encode())
    return grid.rows


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1252"),
        ("utf-8-sig", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-16"),
        ("utf-8", ""),
    ],
)
def test_letters_are_right_whatever_the_page_says_of_them(encoding, charset, lists):
    reading = read(page(HEAD, HOA, DU, top=META.format(charset)), lists, encoding)
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Ka Dụ"]
    assert column(reading, "branch") == ["Thôn 1", "Thôn 2"]


@pytest.mark.parametrize("charset", ["windows-1258", "windows-1252", "", "x-unknown", "hex"])
def test_page_in_the_code_page_of_windows(charset, lists):
    reading = read(windows_1258(page(HEAD, HOA, DU, top=META.format(charset))), lists)
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Ka Dụ"]


def test_letter_cut_in_half_spoils_no_other(lists):
    many = "".join(DU.replace("Dụ", f"Nhơi {letter}") for letter in "ABCDE")
    content = page(HEAD, many, DU).encode().replace("Ka Dụ".encode(), "Ka Dụ".encode()[:-1])
    reading = read(content, lists)
    assert column(reading, "full_name")[0] == "Ka Nhơi A"
    assert asked(reading) == [(7, "full_name", "name_signs")]


def test_spans_are_read_like_merged_cells(lists):
    top = "<tr><th rowspan=2>STT<th rowspan='2'>Họ và tên<th colspan=3>Ngày sinh<th rowspan=2>Thôn"
    below = "<tr><th>Ngày<th>Tháng<th>Năm"
    rows = [
        "<tr><td>1<td>Ka Dụ<td>5<td>3<td>1974<td rowspan=2>Thôn 1",
        "<tr><td>2<td>Ka Rin<td>6<td>4<td>1980",
        "<tr><td>3<td>Ka Nhem<td>7<td>5<td>1981<td>Thôn 2",
    ]
    reading = read(page(top, below, *rows), lists)
    assert column(reading, "birth") == ["1974-03-05", "1980-04-06", "1981-05-07"]
    assert column(reading, "branch") == ["Thôn 1", "Thôn 1", "Thôn 2"]
    assert [row.source_row for row in reading.rows] == [3, 4, 5]


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "99999999999999999999", "70000"])
def test_odd_spans_do_no_harm(span, lists):
    title = f"<tr><td colspan={span or '2'} rowspan='{span}'>"
    reading = read(page(HEAD, HOA, DU) + page(title), lists)
    assert len(reading.rows) == 2


def test_tables_in_tables_and_text_between_stand_below_each_other(lists):
    inner = f"<table>{HEAD}{HOA}{DU}</table>"
    text = (
        "<h2>DANH SÁCH HỘI VIÊN<br>NĂM 2023</h2><table><tr><td>Trang chủ"
        f"<td>Xã Đinh Lạc{inner}<td>in trang</table><p>Người lập"
    )
    assert [row[0] for row in cells(text) if row][:2] == ["DANH SÁCH HỘI VIÊN", "NĂM 2023"]
    assert column(read(text, lists), "full_name") == ["Nguyễn Thị Hoa", "Ka Dụ"]


def test_scripts_styles_and_comments_are_no_text():
    text = page(
        "<tr><td>a<script>var x = '<td>b</td>'</script><td><style>c{}</style>d<!-- <td>e -->",
        top="<title>f</title><style>g</style><script>h</script>",
    )
    assert cells(text) == [["a", "d"]]


def test_fields_of_a_form_say_what_is_typed_and_ticked():
    text = page(
        "<tr><td><input value='Ka Dụ'><td><input type=checkbox checked><td><input type=checkbox>"
        "<td><select><option>Kinh<option selected>K'Ho</select><td><input type=hidden value=9>"
    )
    assert cells(text) == [["Ka Dụ", "x", "", "K'Ho"]]


def test_number_that_excel_shortened_is_whole_where_it_tells_it():
    text = page("<tr><td x:num='68174000123'>6.81740E+10<td x:num='27093'>05/03/1974<td>a&nbsp;b")
    assert cells(text) == [["68174000123", "05/03/1974", "a b"]]


@pytest.mark.parametrize("kind", ["html", "mht", "xml"])
def test_sheets_keep_their_names(kind, lists):
    rows = [["Họ và tên", "Năm sinh"], ["Ka Dụ", 1974]]
    content = getattr(writers, kind)([Sheet("Thôn B'Nơm", rows)])
    reading = read(content, lists)
    assert [(row.sheet, row.source_row, row.values["branch"]) for row in reading.rows] == [
        ("Thôn B'Nơm", 2, "Thôn B'Nơm")
    ]


@pytest.mark.parametrize("kind", ["mht", "xml"])
def test_every_sheet_of_a_workbook_is_read(kind, lists):
    names = {"Thôn 1": "Ka Dụ", "Thôn 2": "Ka Rin"}
    sheets = [
        Sheet(sheet, [["Họ và tên", "Năm sinh"], [woman, 1974]]) for sheet, woman in names.items()
    ]
    reading = read(getattr(writers, kind)(sheets), lists)
    assert {row.sheet: row.values["full_name"] for row in reading.rows} == names


def test_hidden_sheet_of_an_xml_workbook_is_left_out_and_told(lists):
    rows = [["Họ và tên", "Năm sinh"], ["Ka Dụ", 1974]]
    content = writers.xml([Sheet("Thôn 1", rows), Sheet("Cũ", rows, hidden=True)])
    reading = read(content, lists)
    assert len(reading.rows) == 1
    assert "Cũ" in reading.problems[0]


def test_xml_cells_stand_where_they_say_and_comments_are_no_values():
    content = writers.xml([Sheet("a", [["", "b"]])]).decode()
    more = (
        '<Row ss:Index="4"><Cell ss:Index="3"><Data ss:Type="String">c</Data><Comment>'
        '<Data ss:Type="String">no</Data></Comment></Cell><Cell ss:Formula="=1"/></Row>'
    )
    (grid,) = open_file(content.replace("</Table>", more + "</Table>").encode())
    assert grid.rows == [["", "b"], [], [], ["", "", "c", ""]]
    assert grid.uncomputed == {(3, 3)}


WORKBOOK = '<?xml version="1.0"?>{}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
BOMB = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]>'
ARCHIVE = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="a"\n\n'
MANY = 500_000
WIDE = page(HEAD, "<tr>" + "<td>x" * (limits.COLUMNS + 1))
REFUSED = {
    "no table": ("<html><body>Vui lòng đăng nhập</body></html>", "trang web"),
    "word": ('<?xml version="1.0"?><w:wordDocument xmlns:w="x"><w:p>a</w:p>', "trang web"),
    "rich text": ("{\\rtf1\\ansi Danh s\\'e1ch}", "văn bản"),
    "archive without a table": (ARCHIVE + "--a\nContent-Type: text/html\n\nx\n--a--", "trang web"),
    "archive with an endless head": (
        ARCHIVE + f"--a\nContent-Type: text/html{';' * MANY}",
        "trang",
    ),
    "xml cut off": (WORKBOOK.format("") + "<Worksheet>", "bị hỏng"),
    "xml that declares entities": (WORKBOOK.format(BOMB) + "</Workbook>", "bị hỏng"),
    "too wide": (WIDE, str(limits.COLUMNS + 1)),
    "no list": (page("<tr><td>a<td>b"), "Họ và tên"),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_page_of_which_nothing_can_be_had_is_refused_with_a_sentence(text, words, lists):
    with pytest.raises(Unreadable, match=words):
        read(text, lists)


def test_only_as_many_parts_of_an_archive_are_read_as_there_may_be_sheets():
    part = f"--a\nContent-Type: text/html\n\n{page(HEAD, DU)}\n"
    content = ARCHIVE + part * (limits.SHEETS * 3)
    assert len(open_file(content.encode())) == limits.SHEETS


def test_cells_far_apart_are_refused_before_all_room_between_is_filled(lists):
    line = f"<tr><td colspan={limits.COLUMNS - 1}><td>x"
    with pytest.raises(Unreadable, match=str(limits.COLUMNS)):
        read(page(HEAD, line * (limits.CELLS // limits.COLUMNS + 10)), lists)


def test_rows_beyond_the_limit_are_left_out_and_told(lists, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 3)
    reading = read(page(HEAD, HOA, DU, *[HOA] * 5), lists)
    assert len(reading.rows) == 2
    assert "3" in reading.sheets[0].problems[0]


def test_command_reads_a_page_named_xls(tmp_path, capsys):
    path = tmp_path / "hoi vien.xls"
    path.write_text(page(HEAD, HOA, DU), encoding="utf-8")
    call_command("read_register", path, "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["full_name"], line["birth"]) for line in lines] == [
        ("Nguyễn Thị Hoa", "1974"),
        ("Ka Dụ", "1980"),
    ]


def test_numbers_kept_as_text_by_a_formula(lists):
    numbers = '"=""068174000123""","=""0912345678"""'
    (row,) = read(f"Họ tên,Năm sinh,CCCD,SĐT,Thôn\r\nKa Dụ,1974,{numbers},Thôn 1\r\n", lists).rows
    assert (row.values["national_id"], row.values["phone"]) == ("068174000123", "0912345678")
    assert row.questions == ()
