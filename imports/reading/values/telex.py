"""Words typed with the Vietnamese keyboard switched off: "Nguyeenx Thij Hoaf" is Nguyễn Thị Hoa.

In Telex a doubled letter carries a circumflex (aa, ee, oo, dd), w a breve or horn, and s f r x j
a tone. A word is taken for such a left-over only if it is no syllable as it stands and one when it
is decoded. Names that begin as those of K'Ho and Mạ women do ("Ka Ngos") stay in peace.
"""

import re
import unicodedata
from functools import lru_cache

from imports.reading.syllables import is_syllable

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
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
_DELAYED = (("a", "aw", "ă"), ("o", "ow", "ơ"), ("u", "uw", "ư"))
_MARKERS = re.compile(r"(?:ka|k|ha|h|y|ya|ma|nai)[\s'’`]", re.IGNORECASE)
_SHAPE = re.compile(r"[a-z]+")
_VOWELS = "aăâeêioôơuưy"


def decoded_name(name):
    """A name as it was meant when words of it are Telex left-overs, else None."""
    if _MARKERS.match(name):
        return None
    words = [decoded(word) or word for word in name.split()]
    changed = " ".join(words)
    return changed if changed != name else None


@lru_cache(maxsize=20_000)
def decoded(word):
    """The word as it was meant, with its capital; None when it is no left-over."""
    small = word.lower()
    if not _SHAPE.fullmatch(small) or is_syllable(small) or len(small) < 3:
        return None
    found = next((text for text in _readings(small) if is_syllable(text)), None)
    if found is None:
        return None
    if word.isupper():
        return found.upper()
    return found.capitalize() if word[0].isupper() else found


def _readings(small):
    """What the keys may have meant: the tone key last, or after the vowel."""
    for place, key in enumerate(small):
        if key in _TONES and any(letter in _VOWELS for letter in small[:place]):
            yield _toned(_composed(small[:place] + small[place + 1 :]), _TONES[key])
    yield _composed(small)


def _composed(keys):
    for pair, letter in _LETTERS:
        keys = keys.replace(pair, letter)
    if keys.endswith("w"):  # "nguyenw": the key at the end of the word
        keys = _with_last(keys[:-1])
    if keys.startswith("d") and keys.endswith("d"):
        keys = f"đ{keys[1:-1]}"
    return keys


def _with_last(keys):
    for plain, _pair, letter in _DELAYED:
        if plain in keys:
            return keys.replace("uo", "ươ") if "uo" in keys else keys.replace(plain, letter, 1)
    return keys


def _toned(word, tone):
    """The word with a tone over its main vowel, where today's spelling puts it."""
    places = [place for place, letter in enumerate(word) if letter in _VOWELS]
    if word.startswith(("qu", "gi")) and len(places) > 1:
        places = places[1:]
    if not places:
        return word
    marked = [place for place in places if word[place] in "ăâêôơư"]
    main = marked[-1] if marked else _main_of(word, places)
    return unicodedata.normalize("NFC", word[: main + 1] + tone + word[main + 1 :])


def _main_of(word, places):
    if len(places) == 1:
        return places[0]
    has_final = places[-1] < len(word) - 1
    return places[1] if has_final or len(places) == 3 else places[0]
