"""Citizen numbers and telephone numbers. All numbers are invented."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identity import (
    DoubtAbout,
    UnreadableNumber,
    birth_year_of,
    doubts,
    provinces,
    read_national_id,
    read_phone,
    show_phone,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("068174000123", "068174000123"),
        (" 068 174 000 123 ", "068174000123"),
        ("068.174.000-123", "068174000123"),
        ("250123456", "250123456"),
    ],
)
def test_national_id_reads_twelve_digits_or_the_old_nine(text, expected):
    assert read_national_id(text) == expected


def test_national_id_of_eleven_digits_offers_the_lost_zero():
    with pytest.raises(UnreadableNumber) as caught:
        read_national_id("68174000123")
    assert "“68174000123”" in str(caught.value)
    assert "068174000123" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3,81E+11", "12 chữ số"),
        ("06817400012", "11 chữ số"),
        ("0681740001234", "13 chữ số"),
        ("٠٦٨", "12"),
    ],
)
def test_national_id_of_another_shape_is_named(text, hint):
    with pytest.raises(UnreadableNumber, match=hint) as caught:
        read_national_id(text)
    assert f"“{text}”" in str(caught.value)


def test_there_are_63_provinces_and_lam_dong_is_068():
    assert (len(provinces()), provinces()["068"]) == (63, "Lâm Đồng")


@pytest.mark.parametrize(
    ("number", "facts", "expected"),
    [
        ("068174000123", {"birth_year": 1974}, []),
        ("068302000123", {"birth_year": 2002}, []),
        ("068174000123", {"birth_year": None}, []),
        ("000174000123", {"birth_year": 1974}, [DoubtAbout.PROVINCE]),
        ("068074000123", {"birth_year": 1974}, [DoubtAbout.SEX]),
        ("068074000123", {"birth_year": 1974, "woman": None}, []),
        ("068174000123", {"birth_year": 1974, "woman": False}, [DoubtAbout.SEX]),
        ("068174000123", {"birth_year": 1975}, [DoubtAbout.YEAR]),
        ("068174000123", {"birth_year": 2074}, [DoubtAbout.YEAR]),
        ("997074000123", {"birth_year": 1975}, list(DoubtAbout)),
        ("250123456", {"birth_year": 1974}, []),
    ],
)
def test_doubts_name_what_is_odd(number, facts, expected):
    found = doubts(number, **facts)
    assert [doubt.about for doubt in found] == expected
    assert all(number in doubt.message for doubt in found)


@pytest.mark.parametrize(
    ("number", "year"),
    [("068174000123", 1974), ("068302000123", 2002), ("068510000123", 2110), ("250123456", None)],
)
def test_birth_year_is_read_from_the_number(number, year):
    assert birth_year_of(number) == year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0912345678", "0912345678"),
        ("0912 345.678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("84 912 345 678", "0912345678"),
        ("(+84) 0912 345 678", "0912345678"),
        ("912345678", "0912345678"),
        ("01682345678", "0382345678"),
        ("0120 234 5678", "0702345678"),
        ("01992345678", "0592345678"),
        ("1682345678", "0382345678"),
        ("0263 3870 123", "02633870123"),
    ],
)
def test_phone_is_brought_to_one_form(text, expected):
    assert read_phone(text) == expected


@pytest.mark.parametrize(
    "text",
    ["abc", "12345", "0112345678", "0912345678 / 0987654321", "091234567", "09123456789", "++84"],
)
def test_phone_of_another_shape_is_named(text):
    with pytest.raises(UnreadableNumber) as caught:
        read_phone(text)
    assert f"“{text}”" in str(caught.value)


@given(st.text(max_size=15))
def test_anything_typed_is_read_or_refused_in_words(text):
    for read in (read_phone, read_national_id):
        with contextlib.suppress(UnreadableNumber):
            assert read(read(text)) == read(text)


def test_phone_is_shown_in_groups():
    assert [show_phone(n) for n in ("0912345678", "02633870123", "113", "")] == [
        "0912 345 678",
        "02633 870 123",
        "113",
        "",
    ]
