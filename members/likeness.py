"""Whether two rows of the book are one woman: evidence, weighed, with the words that explain it.

Pure: the one rule for the warning while typing, the scan of the book and the reading of lists.
Weights are bits: each tells how much likelier the agreement is for one woman than for two, so they
add up. `compare` is symmetric, and agreement never lowers the score. A name that many bear says
little: its weight is its rarity. Two thresholds (settings) part "almost surely the same",
"to be looked at" and nothing.
"""

import datetime
import enum
import math
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from members.names import Name, Nearness, nearness


class Kind(enum.StrEnum):
    """What was found; the value is kept with a pair, `label` is shown."""

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member

    NUMBER_EQUAL = "number_equal", _("same citizen number")
    NUMBER_CLOSE = "number_close", _("citizen numbers differ in one digit")
    NUMBER_DIFFERS = "number_differs", _("different citizen numbers")
    NAME_SAME = "name_same", _("same name")
    NAME_SPELT = "name_spelt", _("same name, spelt otherwise")
    NAME_MARKED = "name_marked", _("same name under other marks")
    NAME_CALLED = "name_called", _("one is called like the other")
    NAME_SHORTENED = "name_shortened", _("same name, shorter")
    NAME_MISTYPED = "name_mistyped", _("names differ in one letter")
    NAME_GIVEN = "name_given", _("only the given name is the same")
    NAME_OTHER = "name_other", _("different names")
    BORN_SAME_DAY = "born_same_day", _("same date of birth")
    BORN_SWAPPED = "born_swapped", _("day and month of birth changed places")
    BORN_SAME_YEAR = "born_same_year", _("same year of birth")
    BORN_NEAR = "born_near", _("dates of birth differ a little")
    BORN_OTHER_DAY = "born_other_day", _("different dates of birth")
    BORN_OTHER_YEAR = "born_other_year", _("different years of birth")
    PHONE_EQUAL = "phone_equal", _("same phone")
    HOUSEHOLD_SAME = "household_same", _("same household")
    HEAD_SAME = "head_same", _("households with a head of the same name")
    HEAD_DIFFERS = "head_differs", _("different heads of household")
    BRANCH_SAME = "branch_same", _("same branch")
    CHAPTER_SAME = "chapter_same", _("same chapter")
    CHAPTER_DIFFERS = "chapter_differs", _("different chapters")
    ETHNICITY_DIFFERS = "ethnicity_differs", _("different ethnic groups")


class Band(enum.StrEnum):
    SURE = "sure"
    LOOK = "look"
    NOTHING = "nothing"


NAMES = {
    Nearness.SAME: (Kind.NAME_SAME, 0),
    Nearness.SPELT: (Kind.NAME_SPELT, -1),
    Nearness.MARKED: (Kind.NAME_MARKED, -2),
    Nearness.CALLED: (Kind.NAME_CALLED, -3),
    Nearness.SHORTENED: (Kind.NAME_SHORTENED, -4),
    Nearness.MISTYPED: (Kind.NAME_MISTYPED, -4),
}
UNLIKE_NAMES = {Nearness.GIVEN: (Kind.NAME_GIVEN, -7), Nearness.OTHER: (Kind.NAME_OTHER, -12)}
WEIGHTS = {
    Kind.NUMBER_EQUAL: 30,
    Kind.NUMBER_CLOSE: -3,
    Kind.NUMBER_DIFFERS: -22,
    Kind.BORN_SAME_DAY: 13,
    Kind.BORN_SWAPPED: 8,
    Kind.BORN_SAME_YEAR: 5,
    Kind.BORN_NEAR: -1,
    Kind.BORN_OTHER_DAY: -8,
    Kind.BORN_OTHER_YEAR: -10,
    Kind.PHONE_EQUAL: 7,
    Kind.HOUSEHOLD_SAME: 6,
    Kind.HEAD_SAME: 5,
    Kind.HEAD_DIFFERS: -2,
    Kind.BRANCH_SAME: 4,
    Kind.CHAPTER_SAME: 2,
    Kind.CHAPTER_DIFFERS: -1,
    Kind.ETHNICITY_DIFFERS: -4,
}
PHONE_OF_THE_HOUSE = 2  # women of one household often share it
COMMONEST, RAREST = 3, 14  # bits
BOOK = 20_000  # a smaller book does not know how common a name is


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one side; what is not known stays empty and says nothing.

    `citizen` is the number in clear where it is at hand: without it, two numbers that differ
    cannot be told from one number mistyped, or from an old card and a new one.
    """

    name: Name
    birth_year: int | None = None
    birth_date: datetime.date | None = None
    citizen_hash: str = ""
    citizen: str = ""
    phone: str = ""
    household: int | None = None
    head: str = ""  # folded
    branch: int | None = None
    chapter: int | None = None
    ethnicity: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """`evidence` holds (kind, weight), the heaviest first; `score` is their sum."""

    evidence: tuple

    @property
    def score(self):
        return sum(weight for _kind, weight in self.evidence)

    @property
    def band(self):
        return band_of(self.score)

    @property
    def kinds(self):
        return {kind for kind, _weight in self.evidence}

    @property
    def words(self):
        """What speaks for it, the weightiest first, then what speaks against it."""
        return [kind.label for kind, _weight in self.evidence]

    def as_kept(self):
        return [[kind.value, weight] for kind, weight in self.evidence]


def kept_likeness(kept):
    """The `Likeness` of what `as_kept` gave."""
    kinds = {kind.value: kind for kind in Kind}
    return Likeness(tuple((kinds[value], weight) for value, weight in kept if value in kinds))


def band_of(score):
    """On which side of the two thresholds of the settings a score lies."""
    if score >= settings.DOUBLES_SURE:
        return Band.SURE
    return Band.LOOK if score >= settings.DOUBLES_LOOK else Band.NOTHING


def rarity(bearers, book):
    """Bits of a name that `bearers` of the `book` women bear."""
    bits = round(math.log2(max(book, BOOK) / max(bearers, 2)))
    return min(max(bits, COMMONEST), RAREST)


def compare(one, other, *, rare):
    """The `Likeness` of two `Person`s; `rare` is the `rarity` of the commoner of both names."""
    found = [
        *_number(one, other),
        _name(one, other, rare),
        *_birth(one, other),
        *_home(one, other),
    ]
    if one.ethnicity and other.ethnicity and one.ethnicity != other.ethnicity:
        found.append(Kind.ETHNICITY_DIFFERS)
    weighed = [item if isinstance(item, tuple) else (item, WEIGHTS[item]) for item in found]
    return Likeness(tuple(sorted(weighed, key=lambda item: -item[1])))


def _number(one, other):
    if not (one.citizen_hash and other.citizen_hash):
        return
    if one.citizen_hash == other.citizen_hash:
        yield Kind.NUMBER_EQUAL
    elif not (one.citizen and other.citizen):
        yield Kind.NUMBER_DIFFERS
    elif len(one.citizen) == len(other.citizen):
        near = OSA.distance(one.citizen, other.citizen, score_cutoff=1) <= 1
        yield Kind.NUMBER_CLOSE if near else Kind.NUMBER_DIFFERS


def _name(one, other, rare):
    near = nearness(one.name, other.name)
    if near in UNLIKE_NAMES:
        return UNLIKE_NAMES[near]
    kind, less = NAMES[near]
    return kind, rare + less


def _birth(one, other):
    mine, hers = _whole_date(one), _whole_date(other)
    if mine and hers and mine.year == hers.year:
        yield _days(mine, hers)
    elif one.birth_year and other.birth_year:
        yield _years(one.birth_year, other.birth_year)


def _whole_date(person):
    """Her date of birth, unless it is the 1st of January, as which lists write a mere year."""
    day = person.birth_date
    return None if day and (day.month, day.day) == (1, 1) else day


def _days(mine, hers):
    if mine == hers:
        return Kind.BORN_SAME_DAY
    if (mine.day, mine.month) == (hers.month, hers.day):
        return Kind.BORN_SWAPPED
    near = OSA.distance(f"{mine:%d%m}", f"{hers:%d%m}", score_cutoff=1) <= 1
    return Kind.BORN_NEAR if near else Kind.BORN_OTHER_DAY


def _years(mine, hers):
    if mine == hers:
        return Kind.BORN_SAME_YEAR
    swapped = sorted(str(mine)) == sorted(str(hers))
    near = abs(mine - hers) == 1 or swapped
    return Kind.BORN_NEAR if near else Kind.BORN_OTHER_YEAR


def _home(one, other):
    home = _household(one, other)
    if one.phone and one.phone == other.phone:
        shared = home in (Kind.HOUSEHOLD_SAME, Kind.HEAD_SAME)
        yield (Kind.PHONE_EQUAL, PHONE_OF_THE_HOUSE) if shared else Kind.PHONE_EQUAL
    if home:
        yield home
    if one.branch and one.branch == other.branch:
        yield Kind.BRANCH_SAME
    elif one.chapter and other.chapter:
        yield Kind.CHAPTER_SAME if one.chapter == other.chapter else Kind.CHAPTER_DIFFERS


def _household(one, other):
    if one.household is not None and one.household == other.household:
        return Kind.HOUSEHOLD_SAME
    if not (one.head and other.head):
        return None
    return Kind.HEAD_SAME if one.head == other.head else Kind.HEAD_DIFFERS
