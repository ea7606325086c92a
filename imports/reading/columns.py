"""Which column holds which field: by the words over it and by what stands in it.

Words count for most. Cells decide between meanings of a short form ("DT" is dân tộc or điện thoại),
speak against a heading that cannot be, and find what has no heading at all.
"""

from dataclasses import dataclass, replace

from core.text import nfc
from imports.reading.evidence import Evidence
from imports.reading.results import Column
from imports.reading.values.cells import text_of
from imports.reading.vocabulary import REGISTER, plain

CELLS_COUNT = 0.35
NEWER = 0.2
AGAINST = 0.5  # what cells that never fit take away
ENOUGH = 4  # cells, before they speak against a heading
BY_CELLS_ALONE = 0.85
LEAST = 0.45
GROUP_ALONE = 0.5
GROUP_WITH = 0.9
SAMPLES = 3
# Fields that cells alone may tell, and by what. A second date without a heading is not guessed.
TOLD_BY_CELLS = {
    "full_name": "titled_name",
    "birth": "birth",
    "national_id": "national_id",
    "phone": "phone",
    "ethnicity": "ethnicity",
    "religion": "religion",
    "schooling": "schooling",
    "branch": "branch",
}
REPEATABLE = {"note", "skip", "party_on"}
SURE_AGAIN = {"birth"}  # a day and a year may have a column each, if headings leave no doubt
CHOICES = ("sex", "ethnicity", "religion", "schooling", "qualification", "theory", "hardship")
PARTS_OF_DATE = {"ngay": "day", "thang": "month", "nam": "year"}
DATES = ("birth", "joined")
SEXES = {"nam": "man", "nu": "woman"}


@dataclass(frozen=True)
class Candidate:
    field: str
    score: float


def choose_columns(header, rows, readers, mapping=None):
    """A `Column` for each column of a list. `mapping` names fields (or None) of some of them."""
    width = max([len(header.headings), *map(len, rows)])
    cells = [_Cells(header, rows, index, readers) for index in range(width)]
    chosen = {int(index): (field, 1.0) for index, field in (mapping or {}).items()}
    taken = {field for field, _score in chosen.values()}
    ranked = sorted(
        (
            (-candidate.score, cell.index, candidate.field)
            for cell in cells
            if cell.index not in chosen
            for candidate in cell.candidates(cells, readers)
        ),
    )
    for score, index, field in ranked:
        may_repeat = field in REPEATABLE or (field in SURE_AGAIN and -score >= 1.0)
        if index not in chosen and (field not in taken or may_repeat):
            chosen[index] = field, min(1.0, -score)
            taken.add(field)
    found = [_column(cell, *chosen.get(cell.index, (None, 0.0))) for cell in cells]
    return _with_parted_name(_with_parted_birth(found, cells), cells)


class _Cells:
    """One column: its heading, and evidence from its cells."""

    def __init__(self, header, rows, index, readers):
        self.index = index
        self.heading = header.headings[index] if index < len(header.headings) else None
        column = (row[index] for row in rows if index < len(row))
        self.evidence = Evidence(
            column, readers["ethnicity"], readers["religion"], readers["schooling"]
        )

    @property
    def text(self):
        return self.heading.text if self.heading else ""

    @property
    def own(self):
        return plain(self.heading.own) if self.heading else ""

    @property
    def group(self):
        return self.heading.group if self.heading else ""

    def candidates(self, all_cells, readers):
        """Fields that the column may hold, with their scores."""
        named = self._named(all_cells, readers)
        for field, strength in named.items():
            score = strength + self._weight(field)
            if score >= LEAST:
                yield Candidate(field, score)
        if not named and len(self.evidence) > 2:
            for field, test in TOLD_BY_CELLS.items():
                share = self.evidence.of(test)
                if share >= BY_CELLS_ALONE:
                    yield Candidate(field, share * LEAST)

    def _weight(self, field):
        share = self.evidence.of(field)
        if share is None or not len(self.evidence):
            return 0.0
        if field == "birth":  # day and month in a column of their own
            share = max(share, self.evidence.of("day_month"))
        if share < 0.1 and len(self.evidence) >= ENOUGH:
            return -AGAINST
        if field == "national_id":  # of two columns of numbers that of the new cards
            share += NEWER * self.evidence.of("long_id")
        return CELLS_COUNT * share

    def _named(self, all_cells, readers):
        """What the heading names: its own words, then its place in a group."""
        if self.heading is None:
            return {}
        if special := self._part_of_group(all_cells, readers):
            return special
        if self.heading.is_of_relative:
            is_name = REGISTER.best_of(self.heading.own)[0] == "full_name"
            return {"head_name" if is_name else "skip": 1.0}
        named = dict(REGISTER.fields_of(self.heading.own))
        if self.group:
            for field, strength in REGISTER.fields_of(f"{self.group} {self.heading.own}").items():
                named[field] = max(named.get(field, 0), strength * GROUP_WITH)
            if len(self.heading.levels) > 2:  # the last two may be one heading over two rows
                last_two = " ".join(self.heading.levels[-2:])
                for field, strength in REGISTER.fields_of(last_two).items():
                    named[field] = max(named.get(field, 0), strength)
            if not named:
                named = {f: s * GROUP_ALONE for f, s in REGISTER.fields_of(self.group).items()}
        return named

    def _part_of_group(self, all_cells, readers):
        """Day, month, year of a date; Nam and Nữ; and lists spread over columns to be marked."""
        group = REGISTER.best_of(self.group)[0]
        if self.own in SEXES and self._has_sex_beside(all_cells):
            is_dated = group == "birth" or self.evidence.of("birth") > 0.5
            return {f"birth_{SEXES[self.own]}" if is_dated else f"sex={SEXES[self.own]}": 1.0}
        if self.own in PARTS_OF_DATE and group in DATES:
            return {f"{group}_{PARTS_OF_DATE[self.own]}": 1.0}
        value = _value_of(group, self.heading.own, readers)
        if value and (not len(self.evidence) or self.evidence.of("mark") >= 0.5):
            return {f"{group}={value}": 1.0}
        return None

    def _has_sex_beside(self, all_cells):
        """Folded, "Nam" and "Năm" are one; only beside "Nữ" it is the men's column."""
        near = all_cells[max(0, self.index - 1) : self.index + 2]
        return nfc(self.heading.own).lower() != "năm" and any(cell.own == "nu" for cell in near)


def _value_of(group, text, readers):
    reader = readers.get(group) if group in CHOICES else None
    return reader.knows(text) if reader else None


def _column(cell, field, confidence):
    texts = cell.evidence.texts[:SAMPLES]
    field = None if field == "skip" else field
    return Column(cell.index, text_of(cell.text), field, round(confidence, 2), tuple(texts))


def _with_parted_birth(columns, cells):
    """ "Ngày sinh | Tháng sinh | Năm sinh" as headings of their own: parts, not three births."""
    by_field = {column.field: column for column in columns}
    month = by_field.get("birth_month")
    if month is None or "birth_day" in by_field:
        return columns
    left, right = month.index - 1, month.index + 1
    if left >= 0 and (cells[left].evidence.of("small_number") or 0) > 0.5:
        columns[left] = replace(columns[left], field="birth_day", confidence=month.confidence)
    if right < len(columns) and (cells[right].evidence.of("year") or 0) > 0.5:
        columns[right] = replace(columns[right], field="birth_year", confidence=month.confidence)
    return columns


def _with_parted_name(columns, cells):
    """A name over two columns under one heading: family and middle name, then the given name."""
    whole = next((column for column in columns if column.field == "full_name"), None)
    if whole is None or whole.index + 1 >= len(columns):
        return columns
    beside = columns[whole.index + 1]
    is_free = beside.field in (None, "given_name", "family_name", "full_name")
    same = beside.header in ("", whole.header) or plain(beside.header) in ("ten", "va ten")
    is_given = (cells[beside.index].evidence.of("given_name") or 0) >= 0.6
    if is_free and same and is_given:
        columns[whole.index] = replace(whole, field="family_name")
        columns[beside.index] = replace(beside, field="given_name", confidence=whole.confidence)
    return columns
