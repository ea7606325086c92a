"""Names of people: capitals, spaces, numbers in front, nicknames in brackets, and what is no name.

A K'Ho, Mạ or Chu-ru name ("Ka Brẻoh", "K'Bọt") may be two words or one, carry an apostrophe and be
no Vietnamese syllable: it is left as it is written, but for capitals.
"""

import re
import unicodedata
from functools import lru_cache

from imports.reading.questions import Question, Why
from imports.reading.values.cells import NOTHING, Read, is_blank, is_ditto, text_of
from imports.reading.values.telex import decoded_name

LONGEST = 60
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bc\u02bb\u2032"
_NUMBERED = re.compile(r"^\d{1,4}\s*[.)\-/:]\s*(?=\D)")
_TITLE = re.compile(
    rf"^(?:bà|chị|cô|ông|em|o|mẹ)\s*[.:]?\s+(?=\w+\s+\w|k\s*[{_APOSTROPHES}])", re.IGNORECASE
)
_NICKNAME = re.compile(r"\s*[(\[“\"]\s*([^()\[\]”\"]+?)\s*[)\]”\"]\s*$")
_CALLED = re.compile(
    r"^(?:tên thường gọi|tên gọi khác|tên khác|tức|tên ở nhà|gọi là|hay gọi)\s*:?\s*", re.I
)
_NOT_IN_NAMES = re.compile(rf"[^\w\s.\-{_APOSTROPHES}]|[\d_]")
_WORD = re.compile(rf"[^\s\-{_APOSTROPHES}]+")
_AFTER_MARK = re.compile(rf"(?<=[{_APOSTROPHES}\-])\w")
_EDGES = " .,;:-–_*/"


@lru_cache(maxsize=20_000)
def read_name(text, field="full_name"):
    """A `Read` whose value is (name, nickname)."""
    raw = text_of(text)
    if is_blank(raw):
        return NOTHING
    if is_ditto(raw):
        return Read(None, (Question(field, Why.NAME_DITTO, raw),))
    bare, nickname = _parted(_TITLE.sub("", _NUMBERED.sub("", raw)))
    name = in_title_case(bare.strip(_EDGES))
    question = _doubt(name, raw, field)
    if question and question.code != Why.NAME_TELEX:
        return Read(None, (question,))
    return Read((name, nickname), (question,) if question else ())


def _parted(text):
    """A name without what stands in brackets behind it, which is how she is called."""
    match = _NICKNAME.search(text)
    if not match:
        return text, ""
    inside = _CALLED.sub("", match[1])
    called = in_title_case(inside) if len(inside.split()) <= 4 and not _has_digit(inside) else ""
    return text[: match.start()], called


def _doubt(name, raw, field):
    if _NOT_IN_NAMES.search(name) or not any(char.isalpha() for char in name):
        return Question(field, Why.NAME_SIGNS, raw)
    if sum(char.isalpha() for char in name) < 2:
        return Question(field, Why.NAME_SHORT, raw)
    if len(name) > LONGEST:
        return Question(field, Why.NAME_LONG, raw)
    if meant := decoded_name(name):
        return Question(field, Why.NAME_TELEX, raw, meant)
    return None


def in_title_case(name):
    """NGUYỄN THỊ HOA and nguyễn thị hoa as Nguyễn Thị Hoa, KA DỤ as Ka Dụ, K'BỌT as K'Bọt.

    A name that has both kinds of letters is left alone but for words that begin small. The old
    fonts for capitals give "NGUYễN": capitals with small letters that bear marks.
    """
    if _is_all_capital(name) or name == name.lower():
        return _AFTER_MARK.sub(lambda match: match[0].upper(), _WORD.sub(_capital, name))
    return " ".join(
        word[0].upper() + word[1:] if word == word.lower() else word for word in name.split()
    )


def _is_all_capital(name):
    """Whether every word is in capitals; letters with marks may be small in the old fonts."""
    letters = [char for char in unicodedata.normalize("NFC", name) if char.isalpha()]
    plain = [char for char in letters if char.isascii()]
    if len(plain) > 2:
        return all(char.isupper() for char in plain)
    return bool(letters) and all(char.isupper() for char in letters)


def _capital(match):
    return match[0][0].upper() + match[0][1:].lower()


def _has_digit(text):
    return any(char.isdigit() for char in text)
