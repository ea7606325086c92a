"""The columns of a register, in the order in which chapters keep them.

Titles are those by which a register is read again, so that a file comes back without a change;
the last column holds the code by which each woman is recognised.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext_lazy

from members.enums import MembershipKind, StandingKind
from members.models import Member


@dataclass(frozen=True)
class Line:
    """What a row of the file is told from: the woman as `with_state` reads her, and where."""

    woman: object
    number: int
    branch: str
    group: str

    @property
    def spell(self):
        return self.woman.spells[0] if self.woman.spells else None

    @property
    def first_day(self):
        return self.woman.spells[-1].during.lower if self.woman.spells else None

    def standing(self, kind):
        return next((held for held in self.woman.standings_now if held.kind == kind), None)


@dataclass(frozen=True)
class RegisterColumn:
    """`usual` columns are ticked at first; `always` ones cannot be left out."""

    key: str
    title: str
    width: int
    value: Callable
    sensitive: bool = False
    usual: bool = False
    always: bool = False


def _plain(name):
    return lambda line: getattr(line.woman, name)


def _shown(name):
    return lambda line: _words(name, get_language()).get(getattr(line.woman, name), "")


@functools.cache
def _words(name, language):
    """The choices of a field in words: a long list asks for each of them thousands of times."""
    return {value: str(label) for value, label in Member._meta.get_field(name).flatchoices}


def _has(kind):
    return lambda line: line.standing(kind) is not None


def _place_away(line):
    away = line.standing(StandingKind.AWAY)
    return away.place if away else ""


def _birth(line):
    woman = line.woman
    return woman.birth_date or (str(woman.birth_year) if woman.birth_year else "")


def _head(line):
    return line.woman.household.head_name if line.woman.household else ""


def _hardship(line):
    """What her household is listed as this year; read by `reading.wanted_with`."""
    household = line.woman.household
    listed = household.listed_now if household else ()
    return listed[0].get_hardship_display() if listed else ""


def _honorary(line):
    return line.spell is not None and line.spell.kind == MembershipKind.HONORARY


def _left_on(line):
    return line.spell.during.upper if line.spell else None


def _left_as(line):
    return line.spell.get_ended_as_display() if line.spell else ""


_column = RegisterColumn
REGISTER = [
    _column("number", pgettext_lazy("register", "No."), 6, lambda line: line.number, always=True),
    _column(
        "full_name", pgettext_lazy("register", "Full name"), 26, _plain("full_name"), always=True
    ),
    _column("nickname", pgettext_lazy("register", "Also called"), 16, _plain("nickname")),
    _column("birth", pgettext_lazy("register", "Day of birth"), 13, _birth, always=True),
    _column(
        "national_id",
        pgettext_lazy("register", "Citizen number"),
        16,
        _plain("national_id"),
        sensitive=True,
    ),
    _column("phone", pgettext_lazy("register", "Phone"), 14, _plain("phone"), usual=True),
    _column(
        "ethnicity",
        pgettext_lazy("register", "Ethnic group"),
        12,
        lambda line: line.woman.ethnicity and line.woman.ethnicity.name,
        sensitive=True,
    ),
    _column(
        "religion",
        pgettext_lazy("register", "Religion"),
        14,
        lambda line: line.woman.religion and line.woman.religion.name,
        sensitive=True,
    ),
    _column("schooling", pgettext_lazy("register", "Schooling"), 18, _shown("schooling")),
    _column(
        "schooling_detail",
        pgettext_lazy("register", "Class finished"),
        9,
        _plain("schooling_detail"),
    ),
    _column(
        "qualification", pgettext_lazy("register", "Qualification"), 16, _shown("qualification")
    ),
    _column("theory", pgettext_lazy("register", "Political theory"), 13, _shown("theory")),
    _column("occupation", pgettext_lazy("register", "Occupation"), 18, _shown("occupation")),
    _column(
        "branch", pgettext_lazy("register", "Branch"), 20, lambda line: line.branch, usual=True
    ),
    _column("group", pgettext_lazy("register", "Women's group"), 14, lambda line: line.group),
    _column("address", pgettext_lazy("register", "Address"), 26, _plain("address"), usual=True),
    _column("head_name", pgettext_lazy("register", "Head of household"), 22, _head, usual=True),
    _column("relation", pgettext_lazy("register", "Relation to the head"), 14, _shown("relation")),
    _column("hardship", pgettext_lazy("register", "Household listed as"), 14, _hardship),
    _column(
        "joined",
        pgettext_lazy("register", "Joined the Union on"),
        13,
        lambda line: line.first_day,
        usual=True,
    ),
    _column(
        "core", pgettext_lazy("register", "Core member"), 8, _has(StandingKind.CORE), usual=True
    ),
    _column("honorary", pgettext_lazy("register", "Honorary member"), 8, _honorary),
    _column(
        "party",
        pgettext_lazy("register", "Party member"),
        8,
        _has(StandingKind.PARTY),
        sensitive=True,
    ),
    _column(
        "away", pgettext_lazy("register", "Working away"), 8, _has(StandingKind.AWAY), usual=True
    ),
    _column("away_place", pgettext_lazy("register", "Works where"), 18, _place_away),
    _column("left_on", pgettext_lazy("register", "Left on"), 13, _left_on),
    _column("left_as", pgettext_lazy("register", "Why she left"), 20, _left_as),
    _column("note", pgettext_lazy("register", "Note"), 26, _plain("note"), usual=True),
    _column(
        "code",
        pgettext_lazy("register", "Member code"),
        12,
        lambda line: line.woman.code,
        always=True,
    ),
]
SENSITIVE = frozenset(column.key for column in REGISTER if column.sensitive)


def chosen(keys):
    """The columns of `keys` and those that always stand, in the order of the register."""
    return [column for column in REGISTER if column.always or column.key in keys]


def in_register_order(keys):
    """`keys` that are columns, each once; what is no column is dropped."""
    return [column.key for column in REGISTER if column.key in set(keys)]
