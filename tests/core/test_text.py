"""Folding, search keys and names; the SQL twins are held equal to Python."""

import random
import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.text import (
    first_letters,
    fold,
    given_name,
    initials,
    marked_key,
    name_parts,
    name_sort_text,
    nfc,
    search_key,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
ODD = "'’ʼ`‘-–— \u00a0\u200b\t.,()0123456789ŏŭñčƀɃ"
typed = st.text(st.sampled_from(LETTERS + LETTERS.upper() + ODD), max_size=30)
written = st.one_of(
    typed,
    typed.map(lambda text: unicodedata.normalize("NFD", text)),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
)


def in_sql(function, text):
    with connection.cursor() as cursor:
        cursor.callproc(function, [text])
        return cursor.fetchone()[0]


def sorted_by(function, texts):
    shuffled = random.Random(1).sample(texts, len(texts))
    return sorted(shuffled, key=lambda text: in_sql(function, text).encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (None, ""),
        ("  Nguyễn   Thị\u00a0Hòa\u200b ", "Nguyễn Thị Hòa"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ế"), "Nguyễn Thị Ế"),
        ("K’Bọt", "K’Bọt"),
    ],
)
def test_nfc_composes_and_tidies(text, expected):
    assert nfc(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐẶNG THỊ ẢNH", "dang thi anh"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("K'Ho", "kho"),
        ("K’Ho", "kho"),
        ("KʼHo", "kho"),
        ("K`Ho", "kho"),
        ("Bon-Dơng  K'Rơng", "bondong krong"),
        ("Ŏ Ŭ Ñ Č Ƀ", "o u n c b"),
        (" Di Linh\t68 ", "di linh 68"),
    ],
)
def test_fold_drops_what_search_ignores(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Mỹ", "Mĩ"), ("Lý", "Lí"), ("Quý", "Quí"), ("Kỳ Sỹ", "Kì Sĩ")]
)
def test_search_key_reads_y_as_i_at_word_ends(one, other):
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(("one", "other"), [("Thúy", "Thúi"), ("Tay", "Tai"), ("Y", "I")])
def test_search_key_keeps_apart_what_is_said_differently(one, other):
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("Thúy", "THUÝ"), ("Quý", "Quí"), ("K’Bọt", "K'Bọt")]
)
def test_marked_key_reads_a_tone_wherever_it_stands(one, other):
    assert marked_key(one) == marked_key(other) != search_key(one)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoa"), ("Đào", "Dào"), ("hoan", "hoán")])
def test_marked_key_keeps_apart_what_marks_tell_apart(one, other):
    assert marked_key(one) != marked_key(other)


@pytest.mark.parametrize(
    ("full", "parts", "roster"),
    [
        ("Nguyễn Thị Hoa", ("Hoa", "Nguyễn", "Thị"), "Hoa Nguyễn Thị"),
        ("K'Bọt", ("K'Bọt", "", ""), "Bọt"),
        ("Ka Dụ", ("Dụ", "Ka", ""), "Dụ Ka"),
        ("Bon Dơng K’Rơng", ("K’Rơng", "Bon", "Dơng"), "Rơng Bon Dơng"),
        ("", ("", "", ""), ""),
    ],
)
def test_name_parts_and_roster_text(full, parts, roster):
    assert (name_parts(full), name_sort_text(full)) == (parts, roster)
    assert given_name(full) == parts[0]


@pytest.mark.parametrize(
    ("full", "expected"), [("Nguyễn Thị Hoa", "TH"), ("K'Bọt", "B"), ("ánh", "Á"), ("", "")]
)
def test_initials(full, expected):
    assert initials(full) == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [("Nguyễn Thị  Hoa", "nth"), ("K'Bọt", "kb"), ("Bon Dơng K’Rơng", "bdkr"), ("Đ.T. Á", "dta")],
)
def test_first_letters(full, expected):
    assert first_letters(full) == expected


@given(written)
def test_fold_and_nfc_change_nothing_the_second_time(text):
    assert fold(fold(text)) == fold(text)
    assert nfc(nfc(text)) == nfc(text)
    assert fold(nfc(text)) == fold(text)


@pytest.mark.django_db
@settings(max_examples=300, deadline=None)
@given(written)
@example("ĐẶNG  THỊ\u200b K’Ho-ƀɃ\u00a0`´ỡ")
@example("\u00a0 \ufeff Mỹ\u0344 Quý")
def test_fold_and_search_key_are_the_same_in_sql(text):
    assert in_sql("vi_fold", text) == fold(text)
    assert in_sql("vi_search_key", text) == search_key(text)
    assert in_sql("vi_marked_key", text) == marked_key(text)
    assert in_sql("vi_initials", text) == first_letters(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "texts",
    [
        ["an", "An", "àn", "ản", "ãn", "án", "ạn", "An Giang", "anh", "ánh", "ăn", "ân"],
        ["ba", "da", "đa", "Đào", "đẹp", "em", "êm", "ga"],
        ["o", "on", "ô", "ông", "ơ", "ơi", "pha", "tu", "tư", "tự", "uy", "ưa"],
        ["Nŏng A", "nong b", "Ơi", "zét"],
        ["Thôn 1", "Thôn 10", "Thôn A"],
    ],
)
def test_vi_sort_key_gives_dictionary_order(texts):
    assert sorted_by("vi_sort_key", texts) == texts


@pytest.mark.django_db
def test_vi_name_order_sorts_by_given_then_family_then_middle_name():
    roster = [
        "Trần Thị An",
        "Nguyễn Thị Anh",
        "K'Bọt",
        "Ka Dụ",
        "Đỗ Thị Đào",
        "Lê Thị Hoa",
        "Nguyễn Thị Hoa",
        "NGUYỄN HOA LAN",
        "Nguyễn Thị Lan",
        "Phạm Lan",
        "Bon Dơng K’Rơng",
    ]
    assert sorted_by("vi_name_order", roster) == roster


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(written)
@example("")
def test_sort_keys_do_not_depend_on_how_a_letter_is_composed(text):
    for function in ("vi_sort_key", "vi_name_order"):
        composed = in_sql(function, unicodedata.normalize("NFC", text))
        assert composed == in_sql(function, unicodedata.normalize("NFD", text))


@pytest.mark.django_db
@settings(max_examples=100, deadline=None)
@given(st.lists(typed, min_size=2, max_size=2))
def test_name_order_follows_the_roster_text(pair):
    """Equal keys mean equal roster words, whatever the case and the kind of apostrophe."""
    one, other = pair
    same_key = in_sql("vi_name_order", one) == in_sql("vi_name_order", other)
    if same_key:
        assert fold(name_sort_text(one)) == fold(name_sort_text(other))
