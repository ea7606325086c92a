"""Workbooks as four chapters keep them, with what a careful clerk would type from each."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from imports.reading import read_register, read_review
from tests.imports.invented.score import HOUSEHOLD, PERSON, score

SAMPLES = Path(__file__).parent / "samples"
REGISTERS = sorted(path for path in SAMPLES.glob("*.xlsx") if not path.name.startswith("5K3S"))
GRIDS = sorted(SAMPLES.glob("5K3S*.xlsx"))
MORE = ("core", "party", "education", "joined_year")


def truth_of(path, sheet=None):
    truth = json.loads(path.with_name(f"{path.stem}.truth.json").read_text(encoding="utf-8"))
    return [{"sheet": sheet} | told for told in truth]


def printed(capsys, command, path):
    call_command(command, str(path), "--json")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_every_cell_of_a_register_is_read_right_and_nothing_is_asked(path, lists, today):
    reading = read_register(path.read_bytes(), path.name, lists=lists, today=today)
    result = score(truth_of(path), reading.rows, PERSON)
    assert result.is_clean
    assert result.wrong == []
    assert [row for row in reading.rows if row.questions] == []


@pytest.mark.parametrize("path", GRIDS, ids=lambda path: path.stem)
def test_every_cell_of_a_grid_is_read_right_and_nothing_is_asked(path, lists):
    reading = read_review(path.read_bytes(), path.name, lists=lists)
    result = score(truth_of(path, reading.sheets[0].name), reading.rows, (*HOUSEHOLD, "passed"))
    assert result.is_clean
    assert result.wrong == []
    assert [row for row in reading.rows if row.questions] == []


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_command_prints_one_object_for_each_member(path, capsys):
    rows = {
        (row["sheet"], row["source_row"]): row for row in printed(capsys, "read_register", path)
    }
    for told in truth_of(path):
        row = rows.pop((told["sheet"], told["source_row"]))
        assert {key: row[key] for key in MORE} == {key: told[key] for key in MORE}
        assert row["questions"] == []
    assert rows == {}


def test_command_prints_one_object_for_each_household(capsys):
    rows = printed(capsys, "read_review", GRIDS[0])
    truth = truth_of(GRIDS[0], "Ra soat")
    assert [{key: row[key] for key in told} for row, told in zip(rows, truth, strict=True)] == truth


def test_command_tells_what_it_understood_of_the_columns(capsys):
    call_command("read_register", str(REGISTERS[0]))
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "DS hội viên: 358 rows, 0 with questions"
    assert "  Số CCCD: national_id" in told


def test_command_refuses_a_file_that_is_no_list(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF"):
        call_command("read_register", str(path))


def test_old_font_is_found_and_told(lists, today):
    path = next(path for path in REGISTERS if "vntime" in path.name)
    sheet = read_register(path.read_bytes(), path.name, lists=lists, today=today).sheets[0]
    assert sheet.encoding_found == "tcvn3"
    assert sheet.rows[0].values["full_name"] == "Vũ Thị Thanh Đào"


def test_officer_overrides_the_font(lists, today):
    path = next(path for path in REGISTERS if "vntime" in path.name)
    content = path.read_bytes()
    sheet = read_register(content, path.name, lists=lists, today=today, encoding="tcvn3").sheets[0]
    assert sheet.rows[1].values["full_name"] == "Dương Thùy Lý"
