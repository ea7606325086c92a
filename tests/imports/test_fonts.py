"""Old fonts and code pages, found by letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.reading import fonts
from imports.reading.files import open_file
from imports.reading.files.grids import Grid
from imports.reading.syllables import is_syllable
from tests.imports.invented import letters, writers
from tests.imports.invented.words import words

NAMES = st.lists(
    st.builds(
        lambda *parts: " ".join(parts),
        *(st.sampled_from(words(kind)) for kind in ("family", "middle", "given")),
    ),
    min_size=6,
    max_size=30,
    unique=True,
)


@given(NAMES)
def test_names_in_an_old_font_are_found_and_mended(names):
    for font, typed in (("tcvn3", letters.tcvn3), ("vni", letters.vni)):
        rows = [[typed(name)] for name in names]
        grid, found = fonts.decoded_grid(Grid("", rows))
        # TCVN3 lacks capitals with marks; names get their capitals later.
        assert [row[0].casefold() for row in grid.rows] == [name.casefold() for name in names]
        assert found == font


@given(NAMES)
def test_names_in_unicode_are_left_alone(names):
    grid = Grid("", [[name] for name in names])
    assert fonts.decoded_grid(grid) == (grid, "")


@given(NAMES)
def test_headings_in_unicode_over_names_in_an_old_font(names):
    heads = ["Họ và tên", "Tôn giáo", "Ghi chú"]
    rows = [heads, *([letters.vni(name), letters.vni("Công giáo"), ""] for name in names)]
    grid, found = fonts.decoded_grid(Grid("", rows), known=heads.__contains__)
    assert (found, grid.rows[0]) == ("vni", heads)
    assert [row[0] for row in grid.rows[1:]] == names


IN_TCVN3 = ["NguyÔn ThÞ Hoa", "TrÇn ThÞ H\u00adêng", "§Æng ThÞ Thñy", "Ph¹m ThÞ Lý"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hå ThÞ Hoa", "Hồ Thị Hoa"),
        ("Hå ThÞ Ẻn", "Hồ Thị Ẻn"),  # Ẻ has no place in the font
        ("Bïi ThÞ BÝch Ẻn", "Bùi Thị Bích Ẻn"),
        ("Tôn Thị Ẻn", "Tôn Thị Ẻn"),  # a name of Unicode in a column of the old font
        ("Ka Brŏh", "Ka Brŏh"),
    ],
)
def test_each_word_is_read_as_what_it_is(typed, meant):
    grid, found = fonts.decoded_grid(Grid("", [[text] for text in (*IN_TCVN3, typed)]))
    assert (found, grid.rows[-1]) == ("tcvn3", [meant])


def test_capitals_of_the_old_fonts_are_read_as_small_letters_with_marks():
    assert fonts.decode(letters.tcvn3("NGUYỄN THỊ", capital_font=True), "tcvn3") == "NGUYễN THị"
    assert fonts.decode("Thaúng Mî AÙnh Aùnh", "vni") == "Thẳng Mỵ Ánh Ánh"


@pytest.mark.parametrize("encoding", writers.ENCODINGS)
@pytest.mark.parametrize("separator", list(",;\t"))
def test_text_file_in_every_encoding(encoding, separator):
    text = separator.join(("Họ và tên", "Năm sinh")) + "\r\n"
    text += "".join(f"{name} Thị Hằng{separator}1974\r\n" for name in words("family"))
    grid = open_file(writers.encoded(text, encoding))[0]
    assert grid.rows[0] == ["Họ và tên", "Năm sinh"]
    assert [row[0] for row in grid.rows[1:]] == [f"{name} Thị Hằng" for name in words("family")]


@pytest.mark.parametrize(
    "word", ["nguyễn", "quyên", "gìn", "giặt", "giêng", "khuya", "Thúy", "thuý"]
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hàt", "chỳ", "brẻoh", "nguyên\u0301\u0300", "giỏo", "k", "xyz"])
def test_no_syllables(word):
    assert not is_syllable(word)
