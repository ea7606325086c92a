"""Old fonts: told by the letters of a column, and mended word by word."""

import pytest

from imports.reading.files.grids import Grid
from imports.reading.fonts import TCVN3, decoded_grid

NAMES = ["NguyÔn ThÞ Hoa", "TrÇn ThÞ H\u00adêng", "§Æng ThÞ Thñy", "Ph¹m ThÞ Lý"]


def read(*texts):
    grid = Grid(name="Sheet1", rows=[[text] for text in (*NAMES, *texts)])
    decoded, font = decoded_grid(grid)
    assert font == TCVN3
    return [row[0] for row in decoded.rows[len(NAMES) :]]


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
    assert read(typed) == [meant]
