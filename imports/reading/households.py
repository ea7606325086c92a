"""One row of a household grid: who lives there, which criteria are met, who helps."""

import re

from imports.reading.questions import Question, Why
from imports.reading.results import Row
from imports.reading.ticks import BLANK, MET, SPARED, UNMET, UNSURE, kind_of, passes
from imports.reading.values.cells import is_blank, is_ditto, text_of
from imports.reading.values.marks import mark_of
from imports.reading.values.names import read_name

LONGEST_TEXT = 200
_COUNT = re.compile(r"(\d{1,2})(?:\s*/\s*(\d{1,2}))?")
_ANSWER = {MET: True, UNMET: False, BLANK: False, SPARED: None, UNSURE: False}


def passed_of(cell, count):
    """Whether a cell of the results says that all criteria are met; None where it is silent."""
    text = text_of(cell)
    match = _COUNT.fullmatch(text)
    if match and (match[2] or int(match[1]) > 1):
        return int(match[1]) >= count
    kind = kind_of(cell)
    if kind in (MET, UNMET):
        return kind == MET
    return None if not text else _said_in_words(text.lower())


def _said_in_words(text):
    if re.search(r"\b(?:chưa|không|ko|k)\b", text):
        return False
    return True if "đạt" in text else None


class HouseholdReader:
    """Reads the households of one grid in order; keeps what ditto marks repeat.

    `asks_blanks` for a grid in which an empty tick is never an answer, whatever its result says.
    """

    def __init__(self, sheet, columns, ticked, meaning, *, blank_is_unmet, asks_blanks=False):
        self.sheet, self.ticked, self.meaning = sheet, ticked, meaning
        self.blank_is_unmet, self.asks_blanks = blank_is_unmet, asks_blanks
        self.places = {column.field: column.index for column in columns if column.field}
        self.count = len(ticked.criteria.labels)
        self.above = {}

    def read(self, number, cells, uncomputed=()):
        self.cells, self.values, self.questions = cells, {}, []
        self._person("head")
        self._person("member")
        self._ticks(set(uncomputed))
        self._helper()
        self._hardship()
        for field in ("address", "group", "note"):
            text = text_of(self._cell(field))
            if not is_blank(text) and not is_ditto(text):
                self.values[field] = text[:LONGEST_TEXT]
        self._head_missing()
        return Row(self.sheet, number + 1, self.values, self._raw(), tuple(self.questions))

    def _head_missing(self):
        is_asked = any(question.field == "head" for question in self.questions)
        if "head" in self.places and "head" not in self.values and not is_asked:
            self.questions.append(Question("head", Why.NAME_MISSING))

    def stated(self, cells):
        """Whether the row itself says that the household meets the set."""
        if "not_passed" in self.places and mark_of(text_of(_at(cells, self.places["not_passed"]))):
            return False
        index = self.places.get("passed", self.places.get("count"))
        return None if index is None else passed_of(_at(cells, index), self.count)

    def _cell(self, field):
        index = self.places.get(field)
        return "" if index is None else _at(self.cells, index)

    def _person(self, field):
        read = read_name(text_of(self._cell(field)), field)
        self.questions.extend(read.questions)
        if read.value:
            self.values[field] = read.value[0]

    def _helper(self):
        """A name, or at times a body ("BCH chi hội"); ditto marks repeat the helper above."""
        text = text_of(self._cell("helper"))
        if is_ditto(text):
            text = self.above.get("helper", "")
        self.above["helper"] = text
        if is_blank(text):
            return
        read = read_name(text, "helper")
        self.values["helper"] = read.value[0] if read.value else text[:LONGEST_TEXT]
        self.questions.extend(question for question in read.questions if read.value)

    def _hardship(self):
        for field, index in self.places.items():
            if field.startswith("hardship=") and mark_of(text_of(_at(self.cells, index))):
                self.values["hardship"] = field.split("=")[1]

    def _ticks(self, uncomputed):
        kinds = {number: self._kind(number) for number in range(1, self.count + 1)}
        met = [_ANSWER[kind] for kind in kinds.values()]
        stated = self.stated(self.cells)
        self.values["met"] = met
        self.values["passed"] = passes(kinds.values())
        self._ask_where_unsure(kinds, stated)
        if stated is not None and stated != self.values["passed"]:
            raw = text_of(self._cell("passed") or self._cell("count"))
            self.questions.append(Question("met", Why.PASSED_DIFFERS, raw))
        if uncomputed & set(self.ticked.indexes):
            self.questions.append(Question("met", Why.UNCOMPUTED))

    def _kind(self, number):
        """What the ticks of a criterion say: of its one column, or of both sides."""
        met, unmet = self.ticked.met.get(number), self.ticked.unmet.get(number)
        if unmet is None:
            return UNSURE if met is None else self.meaning.of(_at(self.cells, met))
        sides = [self._is_ticked(met), self._is_ticked(unmet)]
        if sides[0] == sides[1]:
            return UNSURE if sides[0] else BLANK
        return MET if sides[0] else UNMET

    def _is_ticked(self, index):
        return index is not None and kind_of(_at(self.cells, index)) in (MET, UNSURE)

    def _ask_where_unsure(self, kinds, stated):
        unsure = [number for number, kind in kinds.items() if kind == UNSURE]
        if self.asks_blanks or (not self.blank_is_unmet and stated is None):
            unsure += [number for number, kind in kinds.items() if kind == BLANK]
        if unsure:
            numbers = ", ".join(map(str, sorted(unsure)))
            self.questions.append(Question("met", Why.TICK_BLANK, "", None, {"numbers": numbers}))

    def _raw(self):
        raw = {field: text_of(_at(self.cells, index)) for field, index in self.places.items()}
        raw["met"] = " | ".join(text_of(_at(self.cells, index)) for index in self.ticked.indexes)
        return {field: text for field, text in raw.items() if text}


def _at(cells, index):
    return cells[index] if index < len(cells) else ""
