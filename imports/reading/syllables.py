"""Whether a word is a syllable of Vietnamese: the measure by which text tells how it was encoded.

Every Vietnamese word is one syllable: an onset, a rhyme, a tone. There are some thirty onsets and
a hundred and sixty rhymes, so a wrong decoding gives itself away within a few words. Names of
K'Ho, Mạ and Chu-ru women are no such syllables ("Brẻoh"), which is why only the share counts.
"""

import re
import unicodedata
from functools import lru_cache

from imports.reading.tables import DATA

_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"  # the longer go first
_RHYMES = frozenset((DATA / "rhymes.txt").read_text(encoding="utf-8").split())
_STOPPED = ("c", "ch", "p", "t")
_TONES_OF_STOPPED = {"s", "j"}
# In today's spelling "y" alone follows few onsets: Ly, My, Thy, but never "chy".
_NO_Y = {
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "kh",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "r",
    "tr",
    "x",
}
_SHAPE = re.compile(rf"({_ONSET})?(.*)")


def split_tone(word):
    """A word in small letters without its tone mark, and the marks: ("nguyên", "x") of nguyễn."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(_TONES.get(char, "") for char in apart)
    bare = "".join(char for char in apart if char not in _TONES)
    return unicodedata.normalize("NFC", bare), tones


@lru_cache(maxsize=20_000)
def is_syllable(word):
    """Whether `word` could be Vietnamese as it is spelt, with or without capitals."""
    bare, tones = split_tone(word)
    if len(tones) > 1 or not any(_is_rhyme(rhyme) for rhyme in _rhymes_of(bare)):
        return False
    return not bare.endswith(_STOPPED) or tones in _TONES_OF_STOPPED


def _rhymes_of(bare):
    """What may be the rhyme: "giang" is gi + ang, but "gìn" g + in."""
    onset, rest = _SHAPE.fullmatch(bare).groups()
    if rest != "y" or onset not in _NO_Y:
        yield rest
    if onset == "gi":
        yield f"i{rest}"


def _is_rhyme(text):
    return text in _RHYMES
