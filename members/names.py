"""How near two names are: the same, spelt otherwise, mistyped, shortened, a nickname, or others.

Pure. Names repeat a great deal in Vietnam, so nearness alone says little: how much, the rarity of
the name decides (`members.likeness`).
"""

import enum
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.text import fold, nfc, search_key

_APOSTROPHES = "'`´‘’ʼʻ′"
_HYPHENS = "-‐‑‒–—−"
# Ka Dụ, K'Dụ, K Dụ; H'Bia, H Bia: the marker of a name and how it is joined vary between lists.
_MARKER = re.compile(rf"(k[aơ]?|h)(?:\s*[{_APOSTROPHES}]\s*|\s+)(?=\S)", re.IGNORECASE)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DOUBLED = {"aa": "a", "ee": "e", "oo": "o", "dd": "d"}
_WITHOUT_SIGNS = str.maketrans("", "", _APOSTROPHES + _HYPHENS)
_WITHOUT_TYPED_MARKS = str.maketrans("", "", "sfrxjw")
_VOWEL = re.compile("[aeiouy]")
SHORTEST_TO_MISTYPE = 5


class Nearness(enum.IntEnum):
    """The greater, the nearer."""

    OTHER = 0
    GIVEN = 1  # only the given name is shared
    MISTYPED = 2
    SHORTENED = 3
    CALLED = 4  # one goes by the name of the other
    MARKED = 5  # the same letters under other marks: Hoa, Hòa
    SPELT = 6  # i or y, left-overs of Telex, K' or Ka
    SAME = 7


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready to be compared many times."""

    marked: str
    folded: str
    spelt: str
    nickname: str

    @classmethod
    def of(cls, full, nickname=""):
        return _ready(full or "", nickname or "")

    @property
    def is_bare(self):
        """Typed without any mark, so that none can differ."""
        return self.marked == self.folded


@lru_cache(maxsize=50_000)
def _ready(full, nickname):
    return Name(_marked(full), fold(full), spelling_key(full), spelling_key(nickname))


def spelling_key(full):
    """A name as it is compared when it may be spelt in several ways; "" of nothing.

    Folded, y as i, without what Telex leaves when it is switched off ("Thij Hoaf"), and with one
    marker for Ka, K' and K. For comparing only: "Ka Ngos" and "Ka Ngo" are near, not the same.
    """
    marker, rest = _parted(nfc(full))
    return search_key(" ".join([*marker, *map(_untyped, fold(rest).split())]))


def _parted(name):
    """([marker], rest): Ka Dụ, KaDụ and K'Dụ all give k and Dụ."""
    if name.startswith("Ka") and name[2:3].isupper() and not name.isupper():
        return ["k"], name[2:]
    marker = _MARKER.match(name)
    return ([marker[1][0].casefold()], name[marker.end() :]) if marker else ([], name)


def _untyped(word):
    """A folded word without the keys by which Telex types marks; they follow its first vowel."""
    for pair, letter in _DOUBLED.items():
        word = word.replace(pair, letter)
    vowel = _VOWEL.search(word)
    if vowel is None:
        return word
    return word[: vowel.end()] + word[vowel.end() :].translate(_WITHOUT_TYPED_MARKS)


def _marked(full):
    """Small letters with marks, the tone behind its word: hòa and hoà, one word, are equal."""
    words = unicodedata.normalize("NFD", nfc(full).casefold()).translate(_WITHOUT_SIGNS).split()
    return " ".join(
        "".join([char for char in word if char not in _TONES])
        + "".join([char for char in word if char in _TONES])
        for word in words
    )


def nearness(one, other):
    """How near two `Name`s are; the same whichever comes first."""
    if one.folded == other.folded and one.folded:
        bare = one.is_bare or other.is_bare
        return Nearness.SAME if bare or one.marked == other.marked else Nearness.MARKED
    if one.spelt == other.spelt and one.spelt:
        return Nearness.SPELT
    if _called(one, other) or _called(other, one):
        return Nearness.CALLED
    mine, hers = one.spelt.split(), other.spelt.split()
    if not mine or not hers:
        return Nearness.OTHER
    if _shortened(mine, hers) or _shortened(hers, mine):
        return Nearness.SHORTENED
    if _mistyped(one.spelt, other.spelt):
        return Nearness.MISTYPED
    return Nearness.GIVEN if mine[-1] == hers[-1] else Nearness.OTHER


def _called(one, other):
    """Whether `one` goes by the name of `other`: in full, or by her nickname."""
    return bool(one.nickname) and one.nickname in (other.spelt, other.nickname)


def _shortened(short, long):
    """Whether `short` is `long` without some middle names: the family and given name stand."""
    ends = len(short) > 1 and short[0] == long[0] and short[-1] == long[-1]
    rest = iter(long[1:-1])
    return ends and len(short) < len(long) and all(word in rest for word in short[1:-1])


def _mistyped(one, other):
    """One letter more, less, other, or two that changed places; short names are too alike."""
    if min(len(one), len(other)) < SHORTEST_TO_MISTYPE:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1
