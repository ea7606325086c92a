"""Household grids: the yearly review of a branch, from a file to households with their ticks."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from imports.reading.criteria import MET_WORDS, UNMET_WORDS, find_criteria
from imports.reading.households import HouseholdReader
from imports.reading.places import Places
from imports.reading.results import Column, Kind, Reading, Unreadable
from imports.reading.sheets import SheetsReader, Walk, told
from imports.reading.ticks import UNMET, Meaning, kind_of, meaning_of
from imports.reading.values.cells import text_of
from imports.reading.vocabulary import REVIEW, plain

SURE = 0.55
SAMPLES = 3
NAMES = ("head", "member")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_LEGEND = re.compile(
    r"(?:đánh|tích|ghi|dấu)\b.{0,20}\bx\b.{0,30}(?:chưa|không) đạt", re.IGNORECASE | re.DOTALL
)


def read_review(content, name, *, lists, mapping=None, encoding=None, today=None, is_ours=False):
    """The households that a yearly review tells of, with what each of them meets.

    `is_ours` tells that the book wrote the file: its signs mean what they say, whatever else stands
    in it, and an empty tick is asked about.
    """
    reader = _Review(name, mapping, encoding)
    reader.sets, reader.is_ours = lists.criteria, is_ours
    sheets, problems = reader.sheets(content)
    if not sheets:
        raise Unreadable(
            _(
                "No household grid was found. The households must stand below a row of headings, "
                "with “%(head)s” and a column for each criterion, such as “%(criterion)s”."
            )
            % {"head": "Họ tên chủ hộ", "criterion": "Sạch nhà"}
        )
    return Reading(Kind.REVIEW, tuple(sheets), tuple(problems))


class _Review(SheetsReader):
    vocabulary = REVIEW

    def read_list(self, listed, font):
        title = _title_of(listed, self.name)
        corrected = self.mapping_of(listed)
        fields = _fields_of(listed.header) | corrected
        free = [i for i in range(len(listed.header.headings)) if not fields.get(i)]
        ticked = find_criteria(listed.header, free, self.sets, title, _year_in(title))
        if ticked is None:
            return None
        ticked = _corrected(ticked, corrected)
        columns = _columns(listed, fields, ticked)
        index = {column.field: column.index for column in columns if column.field}
        places = Places(listed, columns, self.name)
        walk = Walk(listed, index, places, names=NAMES, personal=_personal(index))
        found = [
            (number, cells, uncomputed, places.section) for number, cells, _s, uncomputed in walk
        ]
        households = self._households(listed, columns, ticked, found, title)
        rows = []
        for number, cells, uncomputed, section in found:
            places.section = section
            row = households.read(number, cells, uncomputed)
            row.values["criteria_set"] = ticked.criteria.key
            if year := _year_in(title):
                row.values["year"] = year
            rows.append(places.placed(row, cells))
        return told(listed, columns, walk, font, rows)

    def _households(self, listed, columns, ticked, found, title):
        if not self.is_ours:
            return _reader(listed, columns, ticked, found, title)
        return HouseholdReader(
            listed.grid.name, columns, ticked, Meaning(), blank_is_unmet=False, asks_blanks=True
        )


def _title_of(listed, file_name):
    texts = [
        cell
        for number in listed.above
        for cell in listed.grid.rows[number]
        if isinstance(cell, str)
    ]
    return " ".join([*texts, listed.grid.name, file_name])


def _year_in(title):
    years = _YEAR.findall(title)
    return int(years[0]) if years else None


def _fields_of(header):
    """Fields by column, of the headings that are no criteria; each field once."""
    ranked = []
    for index, heading in enumerate(header.headings):
        field, strength = REVIEW.best_of(heading.own)
        if field in NAMES and heading.group:  # a name below "Chủ hộ", or below "Hội viên"
            of_group = REVIEW.best_of(heading.group)[0]
            field = of_group if of_group in NAMES else field
        side = _side_of_result(heading)
        if side:
            ranked.append((1.0, -index, side))
        elif field and strength >= SURE:
            ranked.append((strength, -index, field))
    fields = {}
    for _strength, negative, field in sorted(ranked, reverse=True):
        if field == "skip" or field not in fields.values():
            fields[-negative] = field
    return fields


def _corrected(ticked, mapping):
    """The criteria columns as the officer puts them right (`criterion=3`, `unmet=3`)."""
    sides = {"criterion": dict(ticked.met), "unmet": dict(ticked.unmet)}
    for index, field in mapping.items():
        for columns in sides.values():
            for number in [number for number, place in columns.items() if place == index]:
                del columns[number]
        side, _equals, number = (field or "").partition("=")
        if side in sides:
            sides[side][int(number)] = index
    return replace(ticked, met=sides["criterion"], unmet=sides["unmet"])


def _side_of_result(heading):
    """ "Đạt" or "Chưa đạt" alone, or below "Kết quả": the result in two columns."""
    own, group = plain(heading.own), heading.group
    if group and REVIEW.best_of(group)[0] != "passed":
        return None
    if own in UNMET_WORDS and len(own) > 2:
        return "not_passed"
    return "passed" if own in MET_WORDS and len(own) > 2 else None


def _columns(listed, fields, ticked):
    of_criteria = {i: f"criterion={number}" for number, i in ticked.met.items()}
    of_criteria |= {i: f"unmet={number}" for number, i in ticked.unmet.items()}
    columns = []
    for index, heading in enumerate(listed.header.headings):
        field = of_criteria.get(index) or fields.get(index)
        cells = [row[index] for _n, row in listed.numbered_rows()[:20] if index < len(row)]
        samples = tuple(text for cell in cells if (text := text_of(cell)))[:SAMPLES]
        field = None if field == "skip" else field
        columns.append(Column(index, text_of(heading.text), field, 1.0 if field else 0.0, samples))
    return columns


def _personal(index):
    """Fields that only a household has: the member beside the head, the ticks, the result."""
    ticks = [field for field in index if field.startswith(("criterion=", "unmet="))]
    return ("member", "helper", "passed", *ticks)


def _reader(listed, columns, ticked, found, title):
    """The reader of households, knowing what the signs of this grid mean."""
    plainly = HouseholdReader(listed.grid.name, columns, ticked, Meaning(), blank_is_unmet=True)
    grid = [
        (tuple(_cell(cells, index) for index in ticked.met.values()), plainly.stated(cells))
        for _number, cells, _uncomputed, _section in found
    ]
    meaning = Meaning() if ticked.unmet else meaning_of(grid)
    if _LEGEND.search(title) and all(passed is None for _ticks, passed in grid):
        meaning = Meaning(meaning.signs, inverted=True)
    has_sign_for_unmet = any(kind_of(cell) == UNMET for ticks, _passed in grid for cell in ticks)
    return HouseholdReader(
        listed.grid.name, columns, ticked, meaning, blank_is_unmet=not has_sign_for_unmet
    )


def _cell(cells, index):
    return cells[index] if index < len(cells) else ""
