"""CSV that a spreadsheet opens without harm: read back, whatever was in the cells."""

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.csvs import MARK, save_csv
from core.dates import PartialDate
from core.xlsx import Column

RUNS = "=+-@\t\r\n＝＋－＠"


def read(rows, columns=1):
    out = io.BytesIO()
    save_csv(out, [Column(f"Cột {n}") for n in range(columns)], rows)
    text = out.getvalue().decode()
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))[1:]


@given(st.text(st.characters(codec="utf-8"), max_size=30) | st.text(RUNS + "a1", max_size=6))
def test_no_cell_begins_as_a_formula_and_every_text_comes_back(text):
    ((cell,),) = read([[text]])
    assert not cell.startswith(tuple(RUNS))
    assert cell.replace("'", "") == text.replace("'", "") or cell.replace(" ", "") == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0912345678", "0912 345 678"),
        ("068174000123", "068174 000 123"),
        ("+84912345678", "'+84912345678"),
        ("1974", "1974"),
        (PartialDate(1974), "1974"),
        (datetime.date(1974, 3, 5), "05/03/1974"),
        (datetime.datetime(2023, 11, 16, 23, 0, tzinfo=datetime.UTC), "17/11/2023 06:00"),
        (True, "x"),
        (False, ""),
        (None, ""),
        (12, "12"),
        ('Ka "Dụ", Thôn 1', 'Ka "Dụ", Thôn 1'),
        ("Thôn 1;=1+1; @a;-2; số 5", "Thôn 1;'=1+1; '@a;'-2; số 5"),
        ("Thôn 1; số 5, =2", "Thôn 1; số 5, =2"),
        ("Thôn 1\n=1+1", "Thôn 1\n'=1+1"),
    ],
)
def test_each_kind_of_value_is_written_as_it_is_read(value, cell):
    assert read([[value]]) == [[cell]]


def test_numbers_that_are_counted_may_be_negative():
    assert read([[-5]]) == [["-5"]]


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        read([["one"]], columns=2)


def test_the_file_stays_open_for_its_owner():
    out = io.BytesIO()
    save_csv(out, [Column("Họ tên")], [["Ka Dụ"]])
    assert not out.closed
