"""Invented women, with what a clerk would know of each."""

from dataclasses import dataclass

from tests.imports.invented.words import words

GROUPS = {"Kinh": 60, "Cơ-ho": 25, "Mạ": 4, "Chu-ru": 3, "Nùng": 4, "Tày": 3, "Hoa": 1}
RELIGIONS = {"Không": 45, "Công giáo": 22, "Phật giáo": 15, "Tin Lành": 12, None: 6}
SCHOOLING = {"none": 1, "primary": 3, "lower": 4, "upper": 3}
MOBILE = ("032", "035", "038", "039", "056", "070", "077", "081", "086", "090", "091", "096", "098")
PROVINCES = ("068", "068", "068", "068", "049", "001", "037", "004", "079", "052")


@dataclass
class Woman:
    full_name: str
    birth: str
    national_id: str | None
    phone: str | None
    ethnicity: str
    religion: str | None
    schooling: str
    joined: int
    core: bool
    party: bool
    away: bool


def woman(dice):
    group = _pick(dice, GROUPS)
    year = dice.randint(1938, 2005)
    day = f"-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" if dice.random() < 0.7 else ""
    return Woman(
        full_name=_name(dice, group),
        birth=f"{year}{day}",
        national_id=number(dice, year) if dice.random() < 0.9 else None,
        phone=_phone(dice) if dice.random() < 0.75 else None,
        ethnicity=group,
        religion=_pick(dice, RELIGIONS),
        schooling=_pick(dice, SCHOOLING),
        joined=min(2023, year + dice.randint(18, 40)),
        core=dice.random() < 0.2,
        party=dice.random() < 0.06,
        away=dice.random() < 0.08,
    )


def number(dice, year):
    """A citizen number that agrees with the year; nobody's."""
    century = "3" if year >= 2000 else "1"
    return f"{dice.choice(PROVINCES)}{century}{year % 100:02}{dice.randint(0, 999_999):06}"


def _name(dice, group):
    if group in ("Cơ-ho", "Mạ", "Chu-ru") and dice.random() < 0.8:
        return f"Ka {dice.choice(words('hill given'))}"
    return " ".join(dice.choice(words(kind)) for kind in ("family", "middle", "given"))


def _phone(dice):
    return f"{dice.choice(MOBILE)}{dice.randint(0, 9_999_999):07}"


def _pick(dice, weighted):
    return dice.choices(list(weighted), list(weighted.values()))[0]
