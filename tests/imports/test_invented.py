"""Registers and grids invented at random, measured like the samples: right, or asked."""

import pytest

from imports.reading import read_register, read_review
from tests.imports.invented import grid, register, score
from tests.imports.invented.score import HOUSEHOLD, PERSON

RIGHT = 0.995


@pytest.mark.parametrize("seed", range(80))
def test_register_is_read_right_or_asked(seed, lists, today):
    invented = register(seed)
    reading = read_register(invented.content, invented.name, lists=lists, today=today)
    result = score(invented.truth, reading.rows, PERSON)
    assert result.is_clean, (invented.habits, result.silent, result.missing, result.extra)
    assert result.share >= RIGHT, (invented.habits, result.wrong)


@pytest.mark.parametrize("seed", range(40))
def test_grid_is_read_right_or_asked(seed, lists):
    invented = grid(seed)
    reading = read_review(invented.content, invented.name, lists=lists)
    result = score(invented.truth, reading.rows, HOUSEHOLD)
    assert result.is_clean, (invented.habits, result.silent, result.missing, result.extra)
    assert result.share >= RIGHT, (invented.habits, result.wrong)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "paste", "html", "mht", "xml"])
@pytest.mark.parametrize("font", ["unicode", "tcvn3", "vni"])
def test_every_kind_of_file_is_read_in_every_font(kind, font, lists, today):
    invented = register(7, kind=kind, font=font, place="sections")
    reading = read_register(invented.content, invented.name, lists=lists, today=today)
    assert score(invented.truth, reading.rows, PERSON).wrong == []
    assert {sheet.encoding_found for sheet in reading.sheets} == {"" if font == "unicode" else font}
