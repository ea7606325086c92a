"""The measure: every row found, none invented, cells right, nothing wrong without a question."""

import unicodedata
from dataclasses import dataclass, field

PERSON = ("full_name", "birth", "national_id", "phone", "ethnicity", "religion", "branch", "away")
HOUSEHOLD = ("head", "member", "met", "helper")


@dataclass
class Invented:
    """A file with its truth: dicts with `sheet`, `source_row` and the keys above."""

    content: bytes
    name: str
    truth: list
    habits: dict = field(default_factory=dict)


@dataclass
class Score:
    cells: int = 0
    right: int = 0
    wrong: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    extra: list = field(default_factory=list)

    @property
    def share(self):
        return self.right / self.cells if self.cells else 1.0

    @property
    def is_clean(self):
        return not (self.silent or self.missing or self.extra)


def score(truth, rows, keys=PERSON):
    """Compare rows as read (`imports.reading.Row`) with the truth."""
    result = Score()
    read = {(row.sheet, row.source_row): row for row in rows}
    for told in truth:
        row = read.pop((told["sheet"], told["source_row"]), None)
        if row is None:
            result.missing.append(told)
            continue
        for key in keys:
            _compare(result, told, row, key)
    result.extra = list(read)
    return result


def _compare(result, told, row, key):
    if key not in told:
        return
    result.cells += 1
    wanted, got = _plain(key, told[key]), _plain(key, row.values.get(key))
    if wanted == got:
        result.right += 1
        return
    complaint = (told["sheet"], told["source_row"], key, told[key], row.values.get(key), row.raw)
    result.wrong.append(complaint)
    if not any(question.field == key for question in row.questions):
        result.silent.append(complaint)


def _plain(key, value):
    if key == "away":
        return bool(value)
    if value in (None, ""):
        return None
    if key == "birth" and len(value) == 7:
        value = value[:4]
    if isinstance(value, list):
        return str(value)
    text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    return text.casefold()
