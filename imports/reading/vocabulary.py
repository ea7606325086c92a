"""Words of headings: which field they may name, and how surely.

The tables are `data/headings.csv` and `data/review_headings.csv`: for each field its phrases,
written folded, which may stand alone or in a longer heading, and short forms, which only count
alone. `field=value` is a column whose marks mean one value ("Hộ nghèo" with an x).
"""

import re

from core.text import fold, nfc
from imports.reading.tables import rows, split

WHOLE, SHORT, SHORT_FOLDED = 1.0, 0.9, 0.6
INSIDE_LEAST, INSIDE_MORE = 0.5, 0.45
LONGEST_HEADING = 12  # words; more is a sentence
CACHED = 10_000
_NO_WORD = re.compile(r"[^\w#]+|_+")
_EXPLAINED = re.compile(r"\([^)]*\)?")


def plain(text):
    """A heading as the tables write it: folded words with single spaces."""
    return _NO_WORD.sub(" ", fold(text)).strip()


class Vocabulary:
    """The headings of one kind of list."""

    def __init__(self, table):
        self.phrases, self.shorts, self.folded, self.known = {}, {}, {}, {}
        for row in rows(table):
            for words in split(row["phrases"]):
                self.phrases.setdefault(words, []).append(row["field"])
            for words in split(row["short"]):
                self.shorts.setdefault(words, []).append(row["field"])
                self.folded.setdefault(plain(words), []).append(row["field"])

    def fields_of(self, text):
        """The fields that a heading may name with the strength of each, from 0.5 to 1."""
        if text not in self.known:
            if len(self.known) > CACHED:
                self.known.clear()
            self.known[text] = self._fields_of(text)
        return self.known[text]

    def best_of(self, text):
        """The field that a heading names most surely, with its strength; (None, 0) if none."""
        return max(self.fields_of(text).items(), key=lambda item: item[1], default=(None, 0))

    def _fields_of(self, text):
        found = {}
        for version in dict.fromkeys((text, _EXPLAINED.sub(" ", text))):
            for field, strength in self._matches(version):
                found[field] = max(strength, found.get(field, 0))
        return found

    def _matches(self, text):
        words = plain(text).split()
        if not words or len(words) > LONGEST_HEADING:
            return
        marked = _NO_WORD.sub(" ", nfc(text).lower()).strip()
        yield from ((field, SHORT) for field in self.shorts.get(marked, ()))
        yield from ((field, SHORT_FOLDED) for field in self.folded.get(" ".join(words), ()))
        for start, end in self._longest(words):
            for field in self.phrases[" ".join(words[start:end])]:
                yield field, _strength(end - start, len(words))

    def _longest(self, words):
        """Where phrases stand among the words, but those inside a longer one."""
        count = range(len(words) + 1)
        spans = [
            (start, end)
            for start in count
            for end in count[start + 1 :]
            if " ".join(words[start:end]) in self.phrases
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


REGISTER = Vocabulary("headings")
REVIEW = Vocabulary("review_headings")
