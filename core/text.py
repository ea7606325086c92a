"""Vietnamese text: composed form, search keys, and the parts of a name.

`fold`, `search_key`, `marked_key` and `first_letters` have SQL twins, held equal by a test (see
`core.db`).
"""

import re
import unicodedata

_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bc\u02bb\u2032"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = " \t-\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(f"[{_BLANKS}]+")
_MARKS = re.compile("[\u0300-\u036f]")
_TONE = re.compile(f"([\u0300\u0301\u0303\u0309\u0323])([^{_BLANKS}]+)")
_Y_AS_I = re.compile(r"(?:(?<=[bcdfghjklmnpqrstvwxz])|(?<=qu))y(?![a-z0-9])")
_MARKER = re.compile(rf"^\w[{_APOSTROPHES}](?=.)")

_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_WITHOUT_INVISIBLE = str.maketrans("", "", _INVISIBLE)
_LOWERED = {
    **_ASCII_LOWER,
    **str.maketrans("ĐɃ", "đƀ"),
    **str.maketrans("", "", _APOSTROPHES + _HYPHENS + _INVISIBLE),
}
_FOLDED = {
    **_ASCII_LOWER,
    **str.maketrans("ĐđɃƀ", "ddbb"),
    **str.maketrans("", "", _APOSTROPHES + _HYPHENS + _INVISIBLE),
}
_PARTED = dict.fromkeys(map(ord, _APOSTROPHES + '.,;:/()"|'), " ")


def nfc(text):
    """Text as it is stored: composed, single spaces, no zero-width characters.

    Phones and Macs paste decomposed letters that look the same and compare differently.
    """
    visible = (text or "").translate(_WITHOUT_INVISIBLE)
    return _one_space(unicodedata.normalize("NFC", visible))


def fold(text):
    """Text as search compares it: small letters without marks, đ as d, single spaces.

    Apostrophes and hyphens of every kind are dropped, so K'Ho, K’ho and kho are one. Where a tone
    mark stands (hòa, hoà) does not matter.
    """
    apart = unicodedata.normalize("NFD", text or "")
    return _one_space(_MARKS.sub("", apart).translate(_FOLDED))


def search_key(text):
    """`fold` with y and i as one at word ends after a consonant or qu: Mỹ is Mĩ, Quý is Quí.

    For comparing only: a proper noun is never rewritten. Thúy and Thúi stay apart.
    """
    return _Y_AS_I.sub("i", fold(text))


def marked_key(text):
    """`search_key` with the marks left, in letters taken apart, the tone at the end of its word.

    So hòa and hoà are one and hoa is another. For comparing only.
    """
    apart = unicodedata.normalize("NFD", text or "").translate(_LOWERED)
    return _one_space(_TONE.sub(r"\2\1", _Y_AS_I.sub("i", apart)))


def name_parts(full):
    """(given, family, middle) of a Vietnamese name; one word is a given name alone.

    Never shown as fields of a form: a name is one field. "Ka Dụ" is given "Dụ", family "Ka".
    """
    words = nfc(full).split()
    family = words[0] if len(words) > 1 else ""
    return (words[-1] if words else ""), family, " ".join(words[1:-1])


def given_name(full):
    """The last word, by which people are addressed and looked up; "" of nothing."""
    return name_parts(full)[0]


def name_sort_text(full):
    """The words of a name in roster order: given, family, middle.

    The marker of K'Bọt or H'Bia does not count, so K'Bọt sorts under B. To sort in the database
    use `core.db.ViNameOrder`.
    """
    given, family, middle = name_parts(full)
    return " ".join(part for part in (_MARKER.sub("", given), family, middle) if part)


def initials(full, count=2):
    """Capitals of the last `count` words: "Nguyễn Thị Hoa" gives "TH", "K'Bọt" gives "B"."""
    words = nfc(full).split()[-count:]
    return "".join(_MARKER.sub("", word)[0].upper() for word in words)


def first_letters(full):
    """Small letters without marks, one a word, as a name is typed in short: "nth". A marker before
    an apostrophe is a word: "K'Bọt" gives "kb"."""
    return "".join(word[:1] for word in fold(full.translate(_PARTED)).split(" "))


def _one_space(text):
    return _SPACES.sub(" ", text).strip(" ")
