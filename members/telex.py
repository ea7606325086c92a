"""Words typed while the Vietnamese keyboard was off: "nguyeenx thij hoaf" is nguyễn thị hòa.

For searching alone: what comes out is a key to compare (`core.text.marked_key`), not a spelling.
In Telex a doubled letter carries a circumflex (aa, ee, oo, dd), w a breve or horn, and s f r x j
after the vowel a tone; in VNI digits do the same.
"""

import re

from core.text import marked_key

_TONES = str.maketrans("sfrxj", "\u0301\u0300\u0309\u0303\u0323")
_VNI_TONES = str.maketrans("12345", "\u0301\u0300\u0309\u0303\u0323")
_LETTERS = (
    ("uow", "ươ"),
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI_LETTERS = (
    ("uo7", "ươ"),
    ("u7o7", "ươ"),
    ("d9", "đ"),
    ("a6", "â"),
    ("e6", "ê"),
    ("o6", "ô"),
    ("a8", "ă"),
    ("o7", "ơ"),
    ("u7", "ư"),
)
# The letters, the first tone key after a vowel, the letters behind it.
_TELEX = re.compile(r"([b-df-hj-np-tv-xz]*[aeiouy][^sfrxj]*)([sfrxj]?)([a-z]*)")
_VNI = re.compile(r"([a-z]9?[a-z6-9]*)([1-5]?)([a-z6-9]*)")
_LATE_W = re.compile(r"(uo|[uoa])([a-z]*)w$")
_WITH_W = {"uo": "ươ", "u": "ư", "o": "ơ", "a": "ă"}


def decoded(word):
    """The key of a small word of ASCII that bears signs of Telex or VNI; "" when it bears none."""
    if any(letter.isdigit() for letter in word):
        meant = _read(_VNI.fullmatch(word), _VNI_LETTERS, _VNI_TONES)
    else:
        meant = _read(_TELEX.fullmatch(word), _LETTERS, _TONES)
    return marked_key(meant) if meant and meant != word else ""


def _read(match, pairs, tones):
    """The letters before and after the tone key, composed, and the tone after them."""
    if match is None:
        return ""
    letters = _LATE_W.sub(_horned, match[1] + match[3])
    for pair, letter in pairs:
        letters = letters.replace(pair, letter)
    return letters + match[2].translate(tones)


def _horned(match):
    return _WITH_W[match[1]] + match[2]
