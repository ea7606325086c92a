"""What calamine does not tell of an OpenDocument sheet, from its XML.

Merged cells, formulas without a value, and how far a sheet reaches: one cell may be repeated a
million times in a few bytes, and the parser would write them all out.
"""

import re
from dataclasses import dataclass, field

from imports.reading import limits
from imports.reading.files.packages import Part, check_span

_TAG = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^<>\"]|\"[^<\"]*\")*)>"
)
_ATTRIBUTE = re.compile(rb"\b([\w:-]{1,60})=\"([^\"]*)\"")


@dataclass
class OpenPart(Part):
    """`merged` as in `Grid`. `row` and `column` are where the reading of the XML stands."""

    merged: list = field(default_factory=list)
    row: int = -1
    column: int = 0
    repeated: int = 1

    def take(self, tag, attributes, *, filled):
        if tag == b"table-row":
            self.row += self.repeated
            self.repeated = _number(attributes, b"number-rows-repeated")
            self.column = 0
            return
        if filled:
            self._check(attributes)
            self._note(attributes)
        self.column += _number(attributes, b"number-columns-repeated")

    def _check(self, attributes):
        rows = self.row + self.repeated
        columns = self.column + _number(attributes, b"number-columns-repeated")
        check_span(min(rows, limits.ROWS), columns)
        self.cut = self.cut or rows > limits.ROWS

    def _note(self, attributes):
        place = self.row, self.column
        down = _number(attributes, b"number-rows-spanned")
        across = _number(attributes, b"number-columns-spanned")
        if down > 1 or across > 1:
            self.merged.append((place, (self.row + down - 1, self.column + across - 1)))
        if b"table:formula" in attributes and b"office:value-type" not in attributes:
            self.uncomputed.add(place)


def parts(xml):
    """One part for each sheet, in order. Raises `Unreadable` for one that reaches too far."""
    found = []
    for match in _TAG.finditer(xml):
        tag, text = match.groups()
        if tag == b"table":
            found.append(OpenPart())
        elif found:
            attributes = dict(_ATTRIBUTE.findall(text))
            is_filled = not text.endswith(b"/") or b"table:formula" in attributes
            found[-1].take(tag, attributes, filled=is_filled)
    return found


def _number(attributes, name):
    told = attributes.get(b"table:" + name, b"")[:9]
    return int(told) if told.isdigit() else 1
