"""Values out of a list: ethnic group, religion, schooling and the like, however they are spelt.

The lists of groups and religions are handed in with the spellings that the administrator keeps; the
table `data/spellings.csv` adds what registers write on top. What is near a known spelling is
suggested, and never taken.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from core.text import fold
from imports.reading.questions import Why
from imports.reading.tables import rows, split
from imports.reading.values.cells import NOTHING, Read, asked, is_blank, text_of

NEAR = 82
_NO_LETTER = re.compile(r"[^\w]+")
_LEAD = re.compile(r"^(?:dan toc|nguoi dan toc|nguoi|dt|ton giao|theo dao|theo|dtts)\s+(?=\w)")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
# Short forms that mean different things to different people.
UNSURE = {"ethnicity": {"k": "Kinh", "t": "Tày", "n": "Nùng", "h": "Hoa", "m": "Mạ"}}
# Where an empty-looking mark may well be an answer.
NONE_MARKS = {"religion": "Không"}


@dataclass
class Choices:
    """What one field may be: values by the key of each spelling."""

    field: str
    keys: dict = field(default_factory=dict)
    cache: dict = field(default_factory=dict, repr=False)

    def knows(self, text):
        """The value of a text that is surely one of the list, else None."""
        return self.keys.get(key_of(text)) if text else None

    def read(self, cell):
        text = text_of(cell)
        if text not in self.cache:
            self.cache[text] = self._read(text)
        return self.cache[text]

    def _read(self, text):
        if is_blank(text) and (not text or self.field not in NONE_MARKS):
            return NOTHING
        if is_blank(text):
            return asked(self.field, Why.CHOICE_UNSURE, text, suggestion=NONE_MARKS[self.field])
        if unsure := UNSURE.get(self.field, {}).get(key_of(text)):
            return asked(self.field, Why.CHOICE_UNSURE, text, suggestion=unsure)
        value = self.knows(text) or self.knows(_IN_BRACKETS.sub("", text))
        if value is not None:
            return Read(value)
        near = self._nearest(text)
        why = Why.CHOICE_UNSURE if near else Why.CHOICE_UNKNOWN
        return asked(self.field, why, text, suggestion=near)

    def _nearest(self, text):
        key = key_of(text)
        near = process.extractOne(key, self.keys.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self.keys[near[0]] if near and len(key) > 2 else None


def key_of(text):
    """A spelling without marks, spaces and signs: K'Ho, K Ho and kơ-ho all but meet."""
    return _NO_LETTER.sub("", _LEAD.sub("", fold(text)))


def choices_of(name, entries=()):
    """The choices of a field: `entries` are its `Named` list; other fields have theirs in code."""
    keys, names = {}, {entry.name for entry in entries}
    for row in rows("spellings"):
        if row["field"] == name and (not entries or row["value"] in names):
            keys |= {key_of(spelling): row["value"] for spelling in split(row["spellings"])}
    for entry in entries:
        keys |= {key_of(spelling): entry.name for spelling in (*entry.aliases, entry.name)}
    return Choices(name, keys)
