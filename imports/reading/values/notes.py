"""What a note tells beside the columns: working away, gone, dead, a core member.

The phrases stand in `data/notes.csv`. "đi làm ăn xa" is away, "đi họp đều" and "đã về" are not, and
bare "đi làm" is asked. "đã mất" and "chuyển đi" are always asked: nobody is left out in silence.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from imports.reading.questions import Question, Why
from imports.reading.tables import rows, split
from imports.reading.values.cells import Read, is_blank

_NOT_DENIED = "".join(rf"(?<!\b{word} )" for word in ("không", "ko", "chưa", "hết", "thôi"))
# Somebody of her family is meant: "chồng đi làm ăn xa", "có con đi XKLĐ", "mẹ mất".
_OF_FAMILY = re.compile(
    r"\b(?:chồng|con|bố|cha|mẹ|cháu)\s+(?:\w+\s+){0,2}(?:đi|làm|ở|mất|chết|vắng|qua đời)\b"
)
_LOST_THING = re.compile(r"mất\s+(?:cccd|cmnd|cmt|giấy|thẻ|điện thoại|đt|sim|số|căn cước|sức)")
_BEFORE_PLACE = re.compile(r"(?:\b(?:ở|tại|đi|làm)|\()\s*(?=\w)", re.IGNORECASE)
_NO_PLACE = {"XKLĐ", "CN", "CTY"}


@dataclass(frozen=True)
class Told:
    """What a note says: flags that it settles, where she works, and questions."""

    flags: dict
    place: str = ""
    questions: tuple[Question, ...] = ()


@lru_cache(maxsize=5_000)
def read_note(text):
    """A `Told` of one note."""
    small = text.lower()
    if is_blank(small):
        return Told({})
    says, family = _news_in(small), bool(_OF_FAMILY.search(small))
    flags = dict.fromkeys(says & {"core", "party", "honorary"}, True)
    questions = tuple(_partings(text, small, says, family))
    away = _away(says, family)
    if away is None and not questions:
        questions = (Question("away", Why.AWAY_UNSURE, text, True),)
    if away is not None:
        flags["away"] = away
    return Told(flags, _place(text) if away else "", questions)


def _news_in(small):
    """The kinds of news in a note. What one kind has read is not read again by the next."""
    says = set()
    for kind, pattern in _patterns():
        rest = pattern.sub(" ", small)
        if rest != small:
            says.add(kind)
            small = rest
    return says


def read_away(text):
    """The column "working away" filled with words: a place, or a sentence as in a note."""
    told = read_note(text)
    if "away" in told.flags:
        return Read(told.flags["away"]), told.place
    if text[:1].isupper() and len(text.split()) <= 5:  # a place
        return Read(True), text
    return Read(None, (Question("away", Why.MARK_UNKNOWN, text),)), ""


def _away(says, family):
    """True or False, or None for words that may mean either."""
    if "back" in says:
        return False
    if "away" in says:
        return None if family else True
    return None if "away?" in says else False


def _partings(text, small, says, family):
    if "died" in says and not family and not _LOST_THING.search(small):
        yield Question("note", Why.DIED, text)
    if "left" in says and "back" not in says:
        yield Question("note", Why.LEFT, text)


def _place(text):
    """The words with capitals behind "ở", "tại", "đi" or a bracket: Bình Dương, TP.HCM."""
    for match in _BEFORE_PLACE.finditer(text):
        words = re.split(r"[,;)\-–]", text[match.end() :])[0].split()
        named = list(takewhile(lambda word: word[0].isupper() or word == "tp", words))
        if named and named[0] not in _NO_PLACE:
            return " ".join(named)
    return ""


@cache
def _patterns():
    """For each kind of news a pattern of its phrases, not preceded by a negation."""
    return [(row["says"], _pattern(row["says"], row["phrases"])) for row in rows("notes")]


def _pattern(kind, phrases):
    longest_first = sorted(split(phrases), key=len, reverse=True)
    words = "|".join(map(_as_pattern, longest_first))
    denied = "" if kind == "back" else _NOT_DENIED
    return re.compile(rf"(?<!\w){denied}(?:{words})(?!\w)")


def _as_pattern(phrase):
    """A phrase whose spaces may be any; # stands for a number."""
    return re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\#", r"\d+")
