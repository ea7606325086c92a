"""Household grids: which column is which criterion, and what a tick means."""

import pytest

from imports.reading import read_review
from tests.imports.sheets import asked, book, column

SHORT = (
    "Không đói nghèo",
    "Không vi phạm PL, TNXH",
    "Không BLGĐ",
    "Không sinh con thứ 3",
    "Không có trẻ SDD, bỏ học",
    "Sạch nhà",
    "Sạch bếp",
    "Sạch ngõ",
)
HAVE = (
    "Nhà an toàn",
    "Sinh kế bền vững",
    "Sức khỏe",
    "Tri thức",
    "Nếp sống văn hóa",
    "Sạch nhà",
    "Sạch bếp",
    "Sạch ngõ",
)
HEAD = ("STT", "Chủ hộ")
ALL, ALL_BUT_LAST = [True] * 8, [*[True] * 7, False]


def grid(lists, *rows, mapping=None, **layout):
    return read_review(book(*rows, **layout), "2023.xlsx", lists=lists, mapping=mapping)


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("x", ""),
        ("X", "-"),
        ("đạt", "chưa"),
        (1, 0),
        ("Đ", "K"),
        ("Đ", "C"),
        ("C", "K"),
        ("+", "-"),
    ],
)
def test_ticks_are_read_by_what_agrees_with_the_result(yes, no, lists):
    reading = grid(
        lists,
        (*HEAD, *SHORT, "Kết quả"),
        (1, "Trần Văn Tài", *[yes] * 8, "Đạt"),
        (2, "Lê Văn Sơn", *[yes] * 7, no, "Chưa đạt"),
    )
    assert column(reading, "met") == [ALL, ALL_BUT_LAST]
    assert asked(reading) == []


def test_tick_may_be_put_where_a_criterion_is_not_met(lists):
    rows = [(n, f"Ka {name}", *[""] * 8, "Đạt") for n, name in enumerate(("Dụ", "Rin", "Bòm"))]
    reading = grid(
        lists, (*HEAD, *SHORT, "Kết quả"), *rows, (4, "Ka Thoa", *[""] * 7, "x", "Chưa đạt")
    )
    assert column(reading, "met") == [ALL, ALL, ALL, ALL_BUT_LAST]


def test_legend_tells_that_ticks_mean_not_met(lists):
    legend = ("(Đánh dấu x vào tiêu chí chưa đạt)",)
    reading = grid(lists, legend, (*HEAD, *SHORT), (1, "Ka Dụ", *[""] * 7, "x"))
    assert column(reading, "met") == [ALL_BUT_LAST]


def test_criterion_that_does_not_apply_is_neither(lists):
    row = (1, "Ka Dụ", *["Đ"] * 4, "không có trẻ", *["Đ"] * 3, "Đạt")
    reading = grid(lists, (*HEAD, *SHORT, "Kết quả"), row)
    assert column(reading, "met") == [[True] * 4 + [None] + [True] * 3]
    assert column(reading, "passed") == [True]
    assert asked(reading) == []


def test_ticks_that_contradict_the_result_are_asked(lists):
    reading = grid(
        lists,
        (*HEAD, *SHORT, "Kết quả"),
        (1, "Ka Dụ", *["x"] * 8, "Đạt"),
        (2, "Ka Rin", *["x"] * 8, "Chưa đạt"),
    )
    assert asked(reading) == [(3, "met", "passed_differs")]


def test_empty_tick_is_asked_where_others_are_ticked_as_not_met_and_no_result_stands(lists):
    reading = grid(
        lists, (*HEAD, *SHORT), (1, "Ka Dụ", *["x"] * 7, "-"), (2, "Ka Rin", *["x"] * 7, "")
    )
    assert asked(reading) == [(3, "met", "tick_blank")]


@pytest.mark.parametrize("labels", [SHORT, tuple(reversed(SHORT))])
def test_criteria_are_found_in_any_order(labels, lists):
    ticks = ["" if label == "Sạch ngõ" else "x" for label in labels]
    reading = grid(lists, (*HEAD, *labels, "Kết quả"), (1, "Ka Dụ", *ticks, "Chưa đạt"))
    assert column(reading, "met") == [ALL_BUT_LAST]


@pytest.mark.parametrize(
    ("title", "labels", "key"),
    [
        ("5 KHÔNG, 3 SẠCH", SHORT, "5k3s"),
        ("5 CÓ, 3 SẠCH", HAVE, "5c3s"),
        ("5 CÓ, 3 SẠCH", tuple(str(n) for n in range(1, 9)), "5c3s"),
        ("5 KHÔNG, 3 SẠCH NĂM 2023", tuple(f"TC {n}" for n in range(1, 9)), "5k3s"),
        ("5 KHÔNG, 3 SẠCH, 3 AN", tuple(str(n) for n in range(1, 12)), "5k3s3a"),
    ],
)
def test_set_is_told_by_words_or_by_count_and_title(title, labels, key, lists):
    reading = grid(lists, (title,), (*HEAD, *labels), (1, "Ka Dụ", *["x"] * len(labels)))
    assert column(reading, "criteria_set") == [key]
    assert column(reading, "met") == [[True] * len(labels)]


def test_two_columns_for_each_criterion(lists):
    top = [part for label in SHORT for part in (label, "")]
    merged = [(0, 2 + 2 * n, 0, 3 + 2 * n) for n in range(8)]
    ticks = ["x", ""] * 7 + ["", "x"]
    reading = grid(
        lists,
        (*HEAD, *top),
        ("", "", *["Đạt", "Không đạt"] * 8),
        (1, "Ka Dụ", *ticks),
        merged=merged,
    )
    assert column(reading, "met") == [ALL_BUT_LAST]
    assert asked(reading) == []


def test_helper_is_repeated_by_a_ditto_mark_and_may_be_more_than_one(lists):
    rows = [
        (n, f"Ka {name}", *["x"] * 7, "", "7/8", helper)
        for n, (name, helper) in enumerate(
            (("Dụ", "Lê Thị Lan"), ("Rin", "nt"), ("Bòm", "Chị Hoa, chị Lan"), ("Thoa", "")),
            start=1,
        )
    ]
    reading = grid(lists, (*HEAD, *SHORT, "Số tiêu chí đạt", "Người giúp đỡ"), *rows)
    assert column(reading, "helper") == ["Lê Thị Lan", "Lê Thị Lan", "Chị Hoa, chị Lan", None]
    assert asked(reading) == []


def test_year_and_branch_come_from_the_title(lists):
    title = ("RÀ SOÁT GIA ĐÌNH 5 KHÔNG, 3 SẠCH NĂM 2023 - THÔN KAO KUIL",)
    reading = grid(lists, title, (*HEAD, *SHORT), (1, "Ka Dụ", *["x"] * 8), name="Rà soát")
    assert column(reading, "year") == [2023]
    assert column(reading, "branch") == ["thôn Kao Kuil"]


def test_officer_puts_criteria_right(lists):
    labels = [*SHORT[:6], "Sạch ngõ", "Sạch bếp"]
    mapping = {"Thôn 1": {8: "criterion=7", 9: "criterion=8"}}
    row = (1, "Ka Dụ", *["x"] * 7, "", "Chưa đạt")
    reading = grid(lists, (*HEAD, *labels, "Kết quả"), row, mapping=mapping)
    assert column(reading, "met") == [ALL_BUT_LAST]
