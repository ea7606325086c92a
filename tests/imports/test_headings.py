"""Headings of every shape: which column is hers, which is somebody else's, which is none."""

import datetime

import pytest

from imports.reading import read_review
from tests.imports.sheets import asked, book, column, read
from tests.imports.test_grids import ALL, SHORT

HEAD = ("STT", "Họ và tên", "Năm sinh", "Dân tộc")


def people(count, *cells):
    """Rows of women, each with the same further cells."""
    return [(n, f"Ka Nhơi {chr(64 + n)}", 1970 + n, *cells) for n in range(1, count + 1)]


@pytest.mark.parametrize("name", ["Hoàng Thị Hạnh", "Hội", "Hồ Thị Lan"])
def test_row_of_a_woman_is_no_heading_whatever_words_stand_in_it(name, lists, today):
    head = ("TT", "Họ tên", "Ngày sinh", "Số ĐT", "Chức vụ", "Tổ PN")
    row = (2, name, "5/3/1974", "0912345678", "Hội viên", "Tổ 3")
    reading = read(lists, today, head, (1, "Ka Dụ", "6/4/1980", "", "Hội viên", "Tổ 1"), row)
    assert column(reading, "full_name") == ["Ka Dụ", name]
    assert [sheet.header_rows for sheet in reading.sheets] == [(1,)]


def test_date_of_excel_is_no_heading_either(lists, today):
    head = ("TT", "Họ tên", "Ngày sinh", "Chức vụ", "Tổ PN")
    day = datetime.date(1974, 3, 5)
    rows = [(n, "Hoàng Thị Lan", day, "Hội viên", "Tổ 1") for n in (1, 2)]
    reading = read(lists, today, head, *rows)
    assert column(reading, "birth") == ["1974-03-05"] * 2


def test_number_of_the_new_card_goes_before_that_of_the_old(lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "Số CMND (cũ)", "Số CCCD (mới)")
    reading = read(lists, today, head, *people(6, "250123456", "068174000123"))
    assert column(reading, "national_id") == ["068174000123"] * 6


def test_column_of_her_state_tells_who_is_away(lists, today):
    head = (*HEAD[:3], "Trạng thái")
    rows = [(1, "Ka Dụ", 1980, "Đang sinh hoạt"), (2, "Ka Rin", 1981, "Tạm vắng")]
    assert column(read(lists, today, head, *rows), "away") == [False, True]


@pytest.mark.parametrize(
    ("cell", "away", "place"),
    [
        ("Bình Dương", True, "Bình Dương"),
        ("TP HCM", True, "TP HCM"),
        ("x", True, None),
        ("", False, None),
        ("đã về", False, None),
        ("Ở nhà", False, None),
    ],
)
def test_column_away_may_hold_the_place(cell, away, place, lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "Đi làm ăn xa ở đâu")
    (row,) = read(lists, today, head, (1, "Ka Dụ", 1980, cell)).rows
    assert (row.values.get("away"), row.values.get("away_place"), row.questions) == (
        away,
        place,
        (),
    )


def test_headings_joined_with_underscores(lists, today):
    head = ("", "ho_ten", "ngay_sinh", "dan_toc", "chi_hoi", "lam_an_xa")
    reading = read(lists, today, head, (0, "Ka Dụ", "1980-03-05", "K'Ho", "Thôn 1", "true"))
    wanted = {"full_name": "Ka Dụ", "birth": "1980-03-05", "ethnicity": "Cơ-ho", "away": True}
    assert wanted.items() <= reading.rows[0].values.items()


def test_heading_over_three_rows_with_day_and_year_apart(lists, today):
    top = ("STT", "Thông tin hội viên", "", "", "", "", "Công tác Hội")
    middle = ("", "Họ và tên", "Ngày tháng", "Năm", "Giấy tờ", "", "Vào Hội")
    low = ("", "", "sinh", "sinh", "Loại", "Số CCCD", "")
    rows = [
        (n, f"Ka Nhơi {letter}", f"{n}/3", 1970 + n, "CCCD", "068174000123", "3/1996")
        for n, letter in enumerate("ABCDEF", start=1)
    ]
    merged = [(0, 0, 2, 0), (0, 1, 0, 5), (1, 1, 2, 1), (1, 4, 1, 5), (1, 6, 2, 6)]
    reading = read(lists, today, top, middle, low, *rows, merged=merged)
    assert column(reading, "birth") == [f"{1970 + n}-03-{n:02}" for n in range(1, 7)]
    assert column(reading, "joined") == ["1996-03"] * 6
    assert column(reading, "group") == [None] * 6


HERS = ("Họ và tên", "Năm sinh", "Dân tộc")


@pytest.mark.parametrize(("hers", "his"), [((1, 3), (4, 6)), ((4, 6), (1, 3))])
@pytest.mark.parametrize("group", ["Chồng", "Chủ hộ", "THÔNG TIN NGƯỜI CHỒNG"])
def test_husband_beside_her_is_no_member(group, hers, his, lists, today):
    top = ["STT", "", "", "", "", "", ""]
    top[hers[0]], top[his[0]] = "Vợ (hội viên)", group
    below = ("", *HERS, *HERS)
    couple = {hers[0]: ("Ka Dụ", 1980, "K'Ho"), his[0]: ("Trần Văn Tài", 1975, "Kinh")}
    row = (1, *couple[1], *couple[4])
    merged = [(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 6)]
    reading = read(lists, today, tuple(top), below, row, merged=merged)
    (woman,) = reading.rows
    told = {name: woman.values.get(name) for name in ("full_name", "birth", "ethnicity")}
    assert told == {"full_name": "Ka Dụ", "birth": "1980", "ethnicity": "Cơ-ho"}
    assert woman.values["head_name"] == "Trần Văn Tài"


def test_grid_with_a_group_of_headings_for_head_and_for_member(lists):
    top = ("STT", "Chủ hộ", "", "Hội viên", "", *SHORT)
    below = ("", "Họ và tên", "Năm sinh", "Họ và tên", "Năm sinh", *[""] * 8)
    row = (1, "Trần Văn Tài", 1970, "Ka Dụ", 1975, *["x"] * 8)
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), *((0, c, 1, c) for c in range(5, 13))]
    content = book(top, below, row, merged=merged)
    (home,) = read_review(content, "2023.xlsx", lists=lists).rows
    told = {name: home.values.get(name) for name in ("head", "member", "met")}
    assert told == {"head": "Trần Văn Tài", "member": "Ka Dụ", "met": ALL}


@pytest.mark.parametrize(
    ("sheet", "title", "branch"),
    [
        ("TDP 10", "CHI HỘI TỔ DÂN PHỐ 10", "tổ dân phố 10"),
        ("T3", "CHI HỘI THÔN 3", "thôn 3"),
        ("TDP 11", "CHI HỘI TỔ DÂN PHỐ 10", "TDP 11"),
        ("Kao Kuil", "HỘI LHPN XÃ ĐINH LẠC", "Kao Kuil"),
    ],
)
def test_title_spells_out_what_the_sheet_shortens(sheet, title, branch, lists, today):
    reading = read(lists, today, (title,), HEAD, (1, "Ka Dụ", 1980, "Kinh"), name=sheet)
    assert column(reading, "branch") == [branch]


@pytest.mark.parametrize(
    ("name", "phone"),
    [("Chị K'Thủy", "0912345678 (Zalo)"), ("Bà Ka Dụ", "zalo: 0912345678"), ("K'Thủy", "")],
)
def test_words_beside_a_name_or_a_number_that_say_nothing(name, phone, lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "SĐT")
    reading = read(lists, today, head, (1, name, 1980, phone))
    assert column(reading, "full_name") == [name.removeprefix("Chị ").removeprefix("Bà ")]
    assert column(reading, "phone") == ["0912345678" if phone else None]
    assert asked(reading) == []


def test_sections_of_a_grid_name_the_branch_of_those_below(lists):
    head, ticks = ("STT", "Chủ hộ", *SHORT), ["x"] * 8
    rows = [
        ("", "Chi hội Thôn 1"),
        (1, "Trần Văn Tài", *ticks),
        ("", "Chi hội Thôn 2"),
        (1, "Lê Văn Nam", *ticks),
        (2, "Ka Dụ", *ticks),
    ]
    reading = read_review(book(head, *rows, name="RS"), "2023.xlsx", lists=lists)
    assert column(reading, "branch") == ["Thôn 1", "Thôn 2", "Thôn 2"]


def test_numbers_of_criteria_are_explained_in_the_row_below(lists):
    numbers = ("STT", "Chủ hộ", *(f"TC{n}" for n in range(1, 9)), "Người giúp đỡ")
    content = book(numbers, ("", "", *SHORT), (1, "Ka Dụ", *["x"] * 7, "-", "Ka Rin"))
    (home,) = read_review(content, "2023.xlsx", lists=lists).rows
    assert (home.source_row, home.values["head"], home.values["helper"]) == (3, "Ka Dụ", "Ka Rin")
    assert home.values["met"] == [*[True] * 7, False]


@pytest.mark.parametrize(
    ("title", "branch"),
    [("CHI HỘI THÔN 2", "thôn 2"), ("DANH SÁCH HỘI VIÊN TỔ DÂN PHỐ 5", "tổ dân phố 5")],
)
def test_list_below_another_has_a_title_of_its_own(title, branch, lists, today):
    other = ("TT", "Ngày sinh", "Họ tên hội viên", "SĐT")
    rows = [
        ("CHI HỘI THÔN 1",),
        HEAD,
        (1, "Ka Dụ", 1980, "Kinh"),
        (),
        ("", "TM. CHI HỘI THÔN 1"),
        ("", "Lê Thị Mai"),
        (title,),
        (),
        other,
        (1, "5/3/1981", "Ka Rin", "0912345678"),
    ]
    reading = read(lists, today, *rows, name="Sheet1")
    assert column(reading, "full_name") == ["Ka Dụ", "Ka Rin"]
    assert column(reading, "branch") == ["thôn 1", branch]


@pytest.mark.parametrize(
    "row",
    [
        ("", "Cộng mang sang trang sau", "", 13),
        ("", "Trang trước mang sang", 13, ""),
        ("", "Mang sang", 13, ""),
        ("Lũy kế", "", 13, ""),
    ],
)
def test_sums_at_the_edge_of_a_page_are_no_members(row, lists, today):
    rows = [(1, "Ka Dụ", 1980, "Kinh"), row, HEAD, row, (2, "Ka Rin", 1981, "Kinh")]
    assert column(read(lists, today, HEAD, *rows), "full_name") == ["Ka Dụ", "Ka Rin"]


def test_list_without_numbers_ends_before_those_who_paid_and_counted(lists, today):
    head = ("Họ và tên", "Năm sinh", "Dân tộc", "Số tiền")
    rows = [
        ("Ka Dụ", 1980, "Kinh", 12000),
        ("TỔNG CỘNG", "", "", 12000),
        ("(Bằng chữ: mười hai ngàn đồng)",),
        ("Người nộp", "", "Thủ quỹ"),
        ("Ka Rin", "", "Lê Thị Lan"),
    ]
    assert column(read(lists, today, head, *rows), "full_name") == ["Ka Dụ"]
