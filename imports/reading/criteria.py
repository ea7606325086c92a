"""Which columns of a household grid hold which criterion, and of which set.

Headings shorten the labels ("Không BLGĐ"), number them ("TC 3", "3"), or part each criterion into
"Đạt" and "Không đạt". The set is the one that most headings belong to; where they are only numbers,
their count and the title decide (5 không 3 sạch, 5 có 3 sạch, 5 không 3 sạch 3 an).
"""

import re
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from core.text import fold
from imports.reading.tables import rows
from imports.reading.vocabulary import plain

LIKE = 72  # of 100: a heading that is no less like a label may be its
MOST = 0.6  # share of a set's criteria that must be found by words
MET_WORDS = {"dat", "d", "co", "x dat", "dat x"}
UNMET_WORDS = {
    "khong dat",
    "chua dat",
    "kd",
    "khong",
    "k",
    "chua",
    "cd",
    "k dat",
    "ko dat",
    "c dat",
}
_NUMBERED = re.compile(r"(?:tieu chi|tc|tchi|so|tieu chi so)?\s*(\d{1,2})")
_THREE_SAFE, _FIVE_HAVE = re.compile(r"3\s*an\b"), re.compile(r"5\s*co\b")


@dataclass(frozen=True)
class CriteriaColumns:
    """The columns of each criterion by its number: where it is ticked as met, and as not met."""

    criteria: object
    met: dict = field(default_factory=dict)
    unmet: dict = field(default_factory=dict)

    @property
    def indexes(self):
        return sorted({*self.met.values(), *self.unmet.values()})


def find_criteria(header, free, sets, title="", year=None):
    """The criteria columns among the columns `free`; None when there are too few for any set."""
    heads = [_Head(index, header.headings[index]) for index in free if index < len(header.headings)]
    ranked = sorted(
        (found for criteria in sets if (found := _by_words(heads, criteria))),
        key=lambda found: (len(found.indexes), _suits(found.criteria, title, year)),
    )
    if ranked:
        return ranked[-1]
    return _by_numbers(heads, sets, title, year)


class _Head:
    """A heading parted into the criterion it tells of and the side, met or unmet."""

    def __init__(self, index, heading):
        self.index = index
        last = plain(heading.own)
        parted = len(heading.levels) > 1
        self.is_unmet = parted and last in UNMET_WORDS
        self.is_met = parted and last in MET_WORDS
        levels = heading.levels[:-1] if self.is_unmet or self.is_met else heading.levels
        self.words = [spelt_out(level) for level in levels]
        numbers = [match for level in levels if (match := _NUMBERED.fullmatch(plain(level)))]
        self.number = int(numbers[-1][1]) if numbers else None

    def likeness(self, label):
        """How like a label the heading is, from 0 to 100, by the level that is most like."""
        return max((_likeness(words, label) for words in self.words), default=0)


def _by_words(heads, criteria):
    labels = [spelt_out(label) for label in criteria.labels]
    pairs = sorted(
        (
            (head.likeness(label), -number, head)
            for number, label in enumerate(labels, start=1)
            for head in heads
        ),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    found, taken = CriteriaColumns(criteria), set()
    for likeness, negative, head in pairs:
        side = found.unmet if head.is_unmet else found.met
        if likeness >= LIKE and head.index not in taken and -negative not in side:
            side[-negative] = head.index
            taken.add(head.index)
    numbers = found.met.keys() | found.unmet.keys()
    if len(numbers) < len(labels) * MOST:
        return None
    _add_between(found, {head.index for head in heads if not head.is_unmet} - taken)
    return found


def _add_between(found, free):
    """A criterion whose heading is worded anew stands between its neighbours."""
    for number in range(1, len(found.criteria.labels) + 1):
        if number not in found.met and number not in found.unmet:
            places = [found.met.get(number - 1, -2) + 1, found.met.get(number + 1, -2) - 1]
            between = next((place for place in places if place in free), None)
            if between is not None:
                found.met[number] = between
                free.discard(between)


def _by_numbers(heads, sets, title, year):
    """Headings that are only numbers 1 to 8 or 1 to 11."""
    numbered = [head for head in heads if head.number]
    count = max((head.number for head in numbered), default=0)
    fitting = [criteria for criteria in sets if len(criteria.labels) == count]
    if not fitting:
        return None
    best = max(fitting, key=lambda criteria: _suits(criteria, title, year))
    found = CriteriaColumns(best)
    for head in numbered:
        (found.unmet if head.is_unmet else found.met).setdefault(head.number, head.index)
    return found if len(found.met.keys() | found.unmet.keys()) == count else None


def _suits(criteria, title, year):
    """How well a set goes with the title and the year of a grid."""
    name, told = fold(criteria.name), fold(title)
    score = sum(
        2
        for pattern in (_THREE_SAFE, _FIVE_HAVE)
        if bool(pattern.search(name)) == bool(pattern.search(told))
    )
    in_force = year is None or criteria.year_from <= year <= (criteria.year_to or year)
    return score + in_force


def _likeness(heading, label):
    if not heading:
        return 0
    return max(fuzz.token_sort_ratio(heading, label), 0.92 * fuzz.token_set_ratio(heading, label))


def spelt_out(text):
    """A heading or label folded, its short forms written out."""
    words = plain(text).split()
    if words and words[0].isdigit():  # "1. Không đói nghèo"
        words = words[1:] or words
    text = " ".join(words)
    for short, spelt in _short_forms():
        text = short.sub(spelt, text)
    return text


@cache
def _short_forms():
    return [(re.compile(rf"\b{row['short']}\b"), row["words"]) for row in rows("criteria_words")]
