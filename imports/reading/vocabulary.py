"""Words of headings: which field they may name, and how surely.

The table is `data/headings.csv`: for each field its phrases, written folded, which may stand alone
or inside a longer heading, and short forms, which count only alone. `field=value` is a column whose
marks mean one value ("Hộ nghèo" with an x). Spellings are those met in registers of chapters.
"""

import re
from functools import cache, lru_cache

from core.text import fold, nfc
from imports.reading.tables import rows, split

WHOLE, SHORT, SHORT_FOLDED = 1.0, 0.9, 0.6
INSIDE_LEAST, INSIDE_MORE = 0.5, 0.45
LONGEST_HEADING = 12  # words; more is a sentence
_NO_WORD = re.compile(r"[^\w#]+")
_EXPLAINED = re.compile(r"\([^)]*\)?")


def plain(text):
    """A heading as the table writes it: folded words with single spaces."""
    return _NO_WORD.sub(" ", fold(text)).strip()


@lru_cache(maxsize=5_000)
def fields_of(text):
    """The fields that a heading may name with the strength of each, from 0.5 to 1."""
    found = {}
    bare = _EXPLAINED.sub(" ", text)
    for version in dict.fromkeys((text, bare)):
        for field, strength in _matches(version):
            found[field] = max(strength, found.get(field, 0))
    return found


def _matches(text):
    phrases, shorts, shorts_folded = _tables()
    words = plain(text).split()
    if not words or len(words) > LONGEST_HEADING:
        return
    marked = _NO_WORD.sub(" ", nfc(text).lower()).strip()
    yield from ((field, SHORT) for field in shorts.get(marked, ()))
    yield from ((field, SHORT_FOLDED) for field in shorts_folded.get(" ".join(words), ()))
    for start, end in _longest(words, phrases):
        for field in phrases[" ".join(words[start:end])]:
            yield field, _strength(end - start, len(words))


def _longest(words, phrases):
    """Where phrases stand among the words, but those inside a longer one."""
    count = range(len(words) + 1)
    spans = [
        (start, end)
        for start in count
        for end in count[start + 1 :]
        if " ".join(words[start:end]) in phrases
    ]
    return [
        span
        for span in spans
        if not any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in spans)
    ]


def _strength(matched, all_words):
    if matched == all_words:
        return WHOLE
    return INSIDE_LEAST + INSIDE_MORE * matched / all_words


@cache
def _tables():
    """Fields by phrase, by short form as it is written, and by short form without its marks."""
    phrases, shorts, folded = {}, {}, {}
    for row in rows("headings"):
        for words in split(row["phrases"]):
            phrases.setdefault(words, []).append(row["field"])
        for words in split(row["short"]):
            shorts.setdefault(words, []).append(row["field"])
            folded.setdefault(plain(words), []).append(row["field"])
    return phrases, shorts, folded
