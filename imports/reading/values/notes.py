"""What a note tells beside the columns: working away, gone, dead, a core member.

The phrases stand in `data/notes.csv`. "đi làm ăn xa" is away, "đi họp đều" and "đã về" are not, and
bare "đi làm" is asked. "đã mất" and "chuyển đi" are always asked: nobody is left out in silence.
"""

import re
import unicodedata
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
_OF_FAMILY_BARE = re.compile(r"\b(?:chong|con|cha|me|chau)\s+(?:\w+\s+){0,2}(?:di|lam|chet|vang)\b")
_LOST_THING = re.compile(r"mất\s+(?:cccd|cmnd|cmt|giấy|thẻ|điện thoại|đt|sim|số|căn cước|sức)")
_BEFORE_PLACE = re.compile(r"(?:\b(?:ở|tại|đi|làm)|\()\s*(?=\w)", re.IGNORECASE)
_PARTS = ("works", "visits", "far")  # of a phrase that is put together
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
    says, family = _news_in(small), _is_of_family(small)
    flags = dict.fromkeys(says & {"core", "party", "honorary"}, True)
    questions = tuple(_partings(text, small, says, family))
    away = _away(says, family)
    if away is None and not questions:
        questions = (Question("away", Why.AWAY_UNSURE, text, True),)
    if away is not None:
        flags["away"] = away
    return Told(flags, _place(text) if away else "", questions)


def _is_of_family(small):
    return bool(_OF_FAMILY.search(small) or _OF_FAMILY_BARE.search(small))


def _news_in(small):
    """The kinds of news in a note. What one kind has read is not read again by the next.

    A note that was typed without marks ("di lam an xa") is compared without them.
    """
    bare = _without_marks(small)
    is_bare = bare == small.replace("đ", "d")
    small = bare if is_bare else small
    says, rest = set(), small
    for kind, pattern in _patterns(is_bare):
        less = pattern.sub(" ", rest)
        if less != rest:
            says.add(kind)
            rest = less
    if not says & {"back", "attends", "near"}:
        says |= {kind for kind, pattern in _far(is_bare) if pattern.search(small)}
    return says


def _without_marks(text):
    apart = unicodedata.normalize("NFD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("đ", "d")


def read_away(text):
    """The column "working away" filled with words: a place, or a sentence as in a note."""
    told, says = read_note(text), _news_in(text.lower())
    if told.flags.get("away") or says & {"back", "attends", "near"}:
        return Read(told.flags.get("away")), told.place
    if text[:1].isupper() and len(text.split()) <= 5 and not says:  # a place
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
def _patterns(is_bare):
    """For each kind of news a pattern of its phrases, not preceded by a negation."""
    told = [row for row in rows("notes") if row["says"] not in _PARTS]
    return [(row["says"], _pattern(row["says"], row["phrases"], is_bare)) for row in told]


def _pattern(kind, phrases, is_bare):
    denied = "" if kind == "back" else _denied(is_bare)
    return re.compile(rf"(?<!\w){denied}(?:{_any_of(phrases, is_bare)})(?!\w)")


@cache
def _far(is_bare):
    """Patterns of work and, a few words on, a place that is far away ("làm cty Bình Dương"); and of
    such a place alone ("ở Mỹ"), which is asked about. Where she comes from is neither.
    """
    told = {row["says"]: _any_of(row["phrases"], is_bare) for row in rows("notes")}
    between = rf"(?:(?!(?:{told['visits']})\b)[^\W\d]+\s+){{0,3}}"
    start, end = rf"(?<!\w){_denied(is_bare)}", rf"(?:{told['far']})(?!\w)"
    at = r"(?<!\bque )(?<!\blam )o" if is_bare else r"(?<!\bquê )(?<!\blàm )ở"
    return [
        ("away", re.compile(rf"{start}(?:{told['works']})\s+{between}{end}")),
        ("away?", re.compile(rf"{start}{at}\s+{end}")),
    ]


def _denied(is_bare):
    return _without_marks(_NOT_DENIED) if is_bare else _NOT_DENIED


def _any_of(phrases, is_bare):
    phrases = _without_marks(phrases) if is_bare else phrases
    return "|".join(map(_as_pattern, sorted(split(phrases), key=len, reverse=True)))


def _as_pattern(phrase):
    """A phrase whose spaces may be any; # stands for a number."""
    return re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\#", r"\d+")
