"""Where officers put headings, branches and what ends a list."""

import datetime

import pytest

from imports.reading import Unreadable, read_register
from tests.imports.sheets import asked, book, column, read

HEAD = ("STT", "Họ và tên", "Năm sinh", "Dân tộc")
HOA, DU = ("Nguyễn Thị Hoa", 1974, "Kinh"), ("Ka Dụ", 1980, "K'Ho")


@pytest.mark.parametrize(
    ("section", "branch"),
    [
        (("I", "Chi hội thôn Tân Phú 1"), "thôn Tân Phú 1"),
        (("", "I. Thôn 2"), "Thôn 2"),
        (("CHI HỘI PHỤ NỮ THÔN KAO KUIL - XÃ ĐINH LẠC",), "thôn Kao Kuil"),
        (("", "Chi hội thôn 3: 69 hội viên"), "thôn 3"),
        (("", "Thôn B'Nơm (25 HV)"), "Thôn B'Nơm"),
        (("", "Chi hội 3"), "Chi hội 3"),
        (("II", "Đồng Lạc"), "Đồng Lạc"),
        (("", "Đồng Lạc"), "Đồng Lạc"),
        (("TỔ DÂN PHỐ 12",), "tổ dân phố 12"),
        (("", "CH TDP 4"), "TDP 4"),
    ],
)
def test_section_row_names_the_branch_of_those_below(section, branch, lists, today):
    reading = read(lists, today, HEAD, section, (1, *HOA), (2, *DU), name="DS")
    assert column(reading, "branch") == [branch, branch]
    assert reading.sheets[0].sections[0].source_row == 2


@pytest.mark.parametrize(
    ("sheet", "title", "file", "branch"),
    [
        ("CH thôn Ta Ly", "CHI HỘI PHỤ NỮ THÔN TA LY - XÃ BẢO THUẬN", "a.xlsx", "thôn Ta Ly"),
        ("Kao Kuil", "HỘI LHPN XÃ ĐINH LẠC", "a.xlsx", "Kao Kuil"),
        ("Sheet1", "DANH SÁCH HỘI VIÊN THÔN 5 NĂM 2023", "a.xlsx", "thôn 5"),
        ("Sheet1", "DANH SÁCH HỘI VIÊN", "DS_HV_thon_Kao_Kuil_2023.xlsx", "thôn Kao Kuil"),
    ],
)
def test_branch_of_a_whole_sheet(sheet, title, file, branch, lists, today):
    reading = read(lists, today, (title,), (), HEAD, (1, *HOA), name=sheet, file=file)
    assert column(reading, "branch") == [branch]


def test_branch_is_asked_where_nothing_tells_it(lists, today):
    reading = read(lists, today, ("Xây dựng nông thôn mới",), HEAD, (1, *HOA), name="Sheet1")
    assert column(reading, "branch") == [None]
    assert asked(reading) == [(3, "branch", "branch_unknown")]


def test_branch_column_with_bare_numbers_takes_its_heading(lists, today):
    reading = read(
        lists,
        today,
        ("TT", "Họ tên", "NS", "Thôn"),
        (1, "Ka Dụ", 1980, 3),
        (2, "Ka Rin", 1981, "nt"),
    )
    assert column(reading, "branch") == ["Thôn 3", "Thôn 3"]


def test_branch_told_once_holds_for_the_rows_below(lists, today):
    head = ("Chi hội", *HEAD)
    rows = [("Thôn 1", 1, *HOA), ("", 2, *DU), ("", 3, *DU), ("Thôn 2", 1, *HOA), ("", 2, *DU)]
    expected = ["Thôn 1", "Thôn 1", "Thôn 1", "Thôn 2", "Thôn 2"]
    assert column(read(lists, today, head, *rows, name="DS"), "branch") == expected
    merged = [(1, 0, 3, 0), (4, 0, 5, 0)]
    for kind in ("xlsx", "xls", "ods"):
        reading = read(lists, today, head, *rows, name="DS", merged=merged, kind=kind)
        assert column(reading, "branch") == expected


def test_groups_stand_below_their_branch(lists, today):
    reading = read(
        lists, today, HEAD, ("", "Chi hội 1"), ("", "Tổ 1"), (1, *HOA), ("", "Tổ 2"), (2, *DU),
        ("", "Chi hội 2"), (1, *DU), name="DS",
    )  # fmt: skip
    assert column(reading, "branch") == ["Chi hội 1", "Chi hội 1", "Chi hội 2"]
    assert column(reading, "group") == ["Tổ 1", "Tổ 2", None]


def test_sections_may_say_what_women_are(lists, today):
    reading = read(
        lists, today, HEAD, ("A", "HỘI VIÊN NÒNG CỐT"), (1, *HOA),
        ("B", "HỘI VIÊN ĐI LÀM ĂN XA"), (1, *DU),
    )  # fmt: skip
    assert column(reading, "core") == [True, None]
    assert column(reading, "away") == [None, True]


def test_list_ends_before_totals_dates_and_signatures(lists, today):
    reading = read(
        lists, today, HEAD, (1, *HOA), ("", "Cộng: 1 hội viên"), (2, *DU), (),
        ("", "Tổng cộng danh sách có 2 hội viên./."),
        ("", "", "", "Hòa Ninh, ngày 30 tháng 9 năm 2023"),
        ("", "NGƯỜI LẬP BIỂU", "", "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH"), (),
        ("", "Nguyễn Thị Bích", "", "Trần Thị Lan"),
    )  # fmt: skip
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Ka Dụ"]
    assert reading.sheets[0].problems == ()


def test_headings_repeated_on_a_further_page_and_numbers_under_them_are_no_members(lists, today):
    reading = read(
        lists, today, HEAD, ("(1)", "(2)", "(3)", "(4)"), (1, *HOA), HEAD, (1, 2, 3, 4), (2, *DU)
    )
    assert [row.source_row for row in reading.rows] == [3, 6]


def test_numbers_written_ahead_are_no_members(lists, today):
    reading = read(lists, today, HEAD, (1, *HOA), (2,), (3,), (4, *DU))
    assert [row.source_row for row in reading.rows] == [2, 5]


def test_blocks_with_titles_and_headings_of_their_own(lists, today):
    def block(branch, person):
        title = ("HỘI LHPN XÃ HÒA NINH",), (f"CHI HỘI {branch}",), ("", "DANH SÁCH HỘI VIÊN")
        end = ("", "NGƯỜI LẬP", "", "CHI HỘI TRƯỞNG"), (), ("", "Trần Thị Bích")
        return *title, HEAD, (1, *person), *end

    reading = read(lists, today, *block("THÔN 1", HOA), *block("THÔN 2", DU), name="DS")
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Ka Dụ"]
    assert column(reading, "branch") == ["thôn 1", "thôn 2"]


def test_two_lists_with_different_headings_in_one_sheet(lists, today):
    other = ("TT", "Ngày sinh", "Họ tên hội viên", "SĐT")
    reading = read(
        lists, today, HEAD, (1, *HOA), (), other, (1, "5/3/1981", "Lê Thị Lan", "0912345678")
    )
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Lê Thị Lan"]
    assert column(reading, "birth") == ["1974", "1981-03-05"]
    assert [sheet.header_rows for sheet in reading.sheets] == [(1,), (4,)]


def test_two_lists_beside_each_other(lists, today):
    head = ("STT", "Họ và tên", "Năm sinh")
    reading = read(
        lists, today, (*head, "", *head), (1, "Ka Dụ", 1980, "", 2, "Ka Rin", 1981),
    )  # fmt: skip
    assert column(reading, "full_name") == ["Ka Dụ", "Ka Rin"]
    assert column(reading, "birth") == ["1980", "1981"]


def test_cover_and_summary_are_no_lists(lists, today):
    with pytest.raises(Unreadable):
        read(lists, today, ("STT", "Chi hội", "Tổng số hội viên"), (1, "Thôn 1", 69))


def test_one_person_over_two_merged_rows_is_one_member(lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "Điện thoại")
    rows = [(1, "Ka Dụ", 1980, "0912345678"), ("", "", "", "0987654321"), (2, "Ka Rin", 1981, "")]
    merged = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]
    for kind in ("xlsx", "xls", "ods"):
        reading = read(lists, today, head, *rows, merged=merged, kind=kind)
        assert column(reading, "full_name") == ["Ka Dụ", "Ka Rin"]
        assert column(reading, "phone") == ["0912345678", None]


def test_row_without_a_name_is_asked_and_not_lost(lists, today):
    reading = read(lists, today, HEAD, (1, *HOA), (2, "", 1980, "Kinh"))
    assert asked(reading) == [(3, "full_name", "name_missing")]


def test_name_alone_among_members_is_asked_and_not_lost(lists, today):
    reading = read(lists, today, HEAD, (1, *HOA), ("", "Trần Thị Mai"), (3, *DU))
    assert column(reading, "full_name") == ["Nguyễn Thị Hoa", "Trần Thị Mai", "Ka Dụ"]
    assert asked(reading) == [(3, "full_name", "name_alone")]


def test_words_between_members_are_told(lists, today):
    note = ("", "xem thêm danh sách kèm theo của chi hội bên cạnh")
    reading = read(lists, today, HEAD, (1, *HOA), note, (2, *DU))
    assert "Dòng 3" in reading.sheets[0].problems[0]


def test_officer_corrects_the_columns(lists, today):
    head = ("A", "Họ tên", "Ghi chú", "Dân tộc")
    row = ("0912345678", "Ka Dụ", "1980", "K'Ho")
    mapping = {"Thôn 1": {0: "phone", "2": "joined", 3: None}}
    reading = read(lists, today, head, row, mapping=mapping)
    assert reading.rows[0].values == {
        "full_name": "Ka Dụ",
        "phone": "0912345678",
        "joined": "1980",
        "branch": "Thôn 1",
    }


def test_hidden_sheet_is_left_out_and_told(lists, today):
    from tests.imports.invented import writers
    from tests.imports.invented.writers import Sheet

    rows = [list(HEAD), [1, *HOA]]
    content = writers.xlsx([Sheet("Thôn 1", rows), Sheet("Cũ", rows, hidden=True)])
    reading = read_register(content, "a.xlsx", lists=lists, today=today)
    assert len(reading.rows) == 1
    assert "Cũ" in reading.problems[0]


def test_columns_without_headings_are_known_by_what_stands_in_them(lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "", "")
    rows = [
        (n, f"Ka {name}", 1970 + n, f"091234567{n}", "K'Ho")
        for n, name in enumerate(("Dụ", "Rin", "Nhem", "Thoa"), start=1)
    ]
    reading = read(lists, today, head, *rows)
    assert column(reading, "phone") == ["0912345671", "0912345672", "0912345673", "0912345674"]
    assert column(reading, "ethnicity") == ["Cơ-ho"] * 4


@pytest.mark.parametrize(
    ("head", "row", "birth"),
    [
        (("Ngày tháng", "Năm sinh"), ("5/3", 1974), "1974-03-05"),
        (("Ngày tháng", "Năm sinh"), (datetime.date(2023, 3, 5), 1974), "1974-03-05"),
        (("Ngày sinh", "Năm sinh"), ("", 1974), "1974"),
        (("Ngày sinh", "Năm sinh"), ("5/3/1974", 1974), "1974-03-05"),
    ],
)
def test_day_and_year_of_birth_in_two_columns(head, row, birth, lists, today):
    reading = read(lists, today, ("STT", "Họ và tên", *head), (1, "Ka Dụ", *row))
    assert column(reading, "birth") == [birth]


def test_paste_keeps_line_breaks_and_ditto_marks(lists, today):
    text = 'Họ và tên\tNăm sinh\tThôn\n"Lê Thị\nLan"\t1974\tThôn 1\nKa Dụ\t5/3/80\t"\n'
    reading = read_register(text, "", lists=lists, today=today)
    assert column(reading, "full_name") == ["Lê Thị Lan", "Ka Dụ"]
    assert column(reading, "branch") == ["Thôn 1", "Thôn 1"]


def test_choice_spread_over_columns_is_the_one_that_is_marked(lists, today):
    top = ("STT", "Họ và tên", "Năm sinh", "Tôn giáo", "", "", "")
    below = ("", "", "", "Phật", "Công giáo", "Tin lành", "Không")
    rows = [
        (1, "Ka Dụ", 1980, "", "x", "", ""),
        (2, "Ka Rin", 1981, "", "", "", "x"),
        (3, "Ka Nhem", 1982, "x", "x", "", ""),
    ]
    reading = read(lists, today, top, below, *rows, merged=[(0, 3, 0, 6)])
    assert column(reading, "religion") == ["Công giáo", "Không", None]
    assert asked(reading) == [(5, "religion", "choice_two")]


def test_what_the_book_says_is_kept_beside_what_was_read(lists, today):
    content = book(HEAD, (1, "KA DỤ", "5.3.80", "Kơ Ho"))
    row = read_register(content, "a.xlsx", lists=lists, today=today).rows[0]
    assert row.raw == {"order": "1", "full_name": "KA DỤ", "birth": "5.3.80", "ethnicity": "Kơ Ho"}
