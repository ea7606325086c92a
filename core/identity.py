"""Citizen numbers and telephone numbers: read, correct, doubt.

Rules: a citizen number has 12 digits: three for the province where the birth was registered, one
for sex and century, two for the year of birth, six more; it has no check digit. Papers contain
errors, so only the length is hard and the rest is doubted aloud. Older cards have 9 digits.
"""

import csv
import enum
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.text import nfc

_PROVINCES = Path(__file__).parent / "data" / "national_id_provinces.csv"
_FILLERS = re.compile(r"[\s.\-()]+")
_MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}")
_LANDLINE = re.compile(r"02\d{9}")
# Mobile numbers of 11 digits became numbers of 10 in 2018.
_PREFIXES_OF_2018 = {f"016{digit}": f"03{digit}" for digit in range(2, 10)} | {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}


class UnreadableNumber(DomainError):
    """What was typed is no such number; the message names it and says what would be right."""


class DoubtAbout(enum.StrEnum):
    PROVINCE = "province"
    SEX = "sex"
    YEAR = "year"


@dataclass(frozen=True)
class Doubt:
    """Something odd about a number that may yet be right. `message` is fit to show."""

    about: DoubtAbout
    message: str


@functools.cache
def provinces():
    """Names of the 63 provinces that citizen numbers begin with, by their three digits."""
    with _PROVINCES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["province"] for row in csv.DictReader(file)}


def read_national_id(text):
    """The 12 digits (or the 9 of an old card) of what was typed, spaces and dots left out.

    Raises `UnreadableNumber`. Eleven digits are not mended in silence: the message offers the
    number with the zero that spreadsheets drop.
    """
    shown, digits = nfc(str(text)), _FILLERS.sub("", nfc(str(text)))
    if not _is_digits(digits):
        raise UnreadableNumber(
            _("“%(value)s” is not a citizen number. Write its 12 digits alone, as on the card.")
            % {"value": shown}
        )
    if len(digits) in (9, 12):
        return digits
    if len(digits) == 11:
        raise UnreadableNumber(
            _(
                "“%(value)s” has 11 digits; perhaps the 0 in front is missing: %(suggestion)s. "
                "Check it against the card."
            )
            % {"value": shown, "suggestion": f"0{digits}"}
        )
    raise UnreadableNumber(
        _(
            "“%(value)s” has %(count)s digits; a citizen number has 12, an old identity card 9. "
            "Leave the field empty if you are not sure."
        )
        % {"value": shown, "count": len(digits)}
    )


def doubts(number, *, birth_year=None, woman=True):
    """What is odd about a citizen number of 12 digits; nothing is said of the old 9.

    `woman` is None where sex is not known (an honorary member may be a man).
    """
    if len(number) != 12:
        return []
    checks = [_province_doubt(number), _sex_doubt(number, woman), _year_doubt(number, birth_year)]
    return [doubt for doubt in checks if doubt]


def birth_year_of(number):
    """The year of birth that a citizen number of 12 digits tells; None for other lengths."""
    if len(number) != 12:
        return None
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def read_phone(text):
    """A Vietnamese telephone number as 0 and nine digits (ten for landlines).

    +84 becomes 0, prefixes from before 2018 are renewed, the 0 that spreadsheets drop is put back.
    Raises `UnreadableNumber`. A number may be shared by a household, so it is never unique.
    """
    shown, digits = nfc(str(text)), _FILLERS.sub("", nfc(str(text)))
    for candidate in _phone_candidates(digits):
        if _MOBILE.fullmatch(candidate) or _LANDLINE.fullmatch(candidate):
            return candidate
    raise UnreadableNumber(
        _(
            "“%(value)s” is not a telephone number. Write one number that begins with 0, "
            "for example %(example)s."
        )
        % {"value": shown, "example": "0912 345 678"}
    )


def show_phone(number):
    """A number in groups, as it is read aloud: 0912 345 678."""
    return f"{number[:-6]} {number[-6:-3]} {number[-3:]}" if len(number) >= 10 else number


def _phone_candidates(digits):
    bare = digits.removeprefix("+")
    if not _is_digits(bare):
        return
    national = f"0{bare[2:].removeprefix('0')}" if bare.startswith("84") else bare
    for number in (bare, national, f"0{bare}"):
        new_prefix = _PREFIXES_OF_2018.get(number[:4])
        yield f"{new_prefix}{number[4:]}" if new_prefix and len(number) == 11 else number


def _is_digits(text):
    return text.isascii() and text.isdigit()


def _province_doubt(number):
    if number[:3] in provinces():
        return None
    message = _("No province has the number %(digits)s, with which %(value)s begins.")
    return Doubt(DoubtAbout.PROVINCE, message % {"digits": number[:3], "value": number})


def _sex_doubt(number, woman):
    says_woman = int(number[3]) % 2 == 1
    if woman is None or woman == says_woman:
        return None
    message = (
        _("The fourth digit of %(value)s belongs to a man.")
        if woman
        else _("The fourth digit of %(value)s belongs to a woman.")
    )
    return Doubt(DoubtAbout.SEX, message % {"value": number})


def _year_doubt(number, birth_year):
    told = birth_year_of(number)
    if birth_year is None or told == birth_year:
        return None
    message = _("%(value)s tells the year of birth %(told)s, but %(year)s is written.")
    return Doubt(DoubtAbout.YEAR, message % {"value": number, "told": told, "year": birth_year})
