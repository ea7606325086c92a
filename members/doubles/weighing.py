"""Rows of candidates, as the database lays them out, weighed by `members.likeness`."""

import json
from collections import namedtuple
from dataclasses import replace

from chapters.models import Unit
from core.crypto import decrypt
from members.doubles.people import book_size, place_on
from members.likeness import WEIGHTS, Band, Kind, Person, band_of, compare, rarity
from members.names import Name

# The columns of `doubles_woman`, in order.
Row = namedtuple(
    "Row",
    "pk full_name nickname birth_year birth_date phone household head unit ethnicity"
    " number_hash sealed_number spelt given bearers",
)


class Weigher:
    """Knows where every unit is and how large the book is; read once for a whole search."""

    def __init__(self):
        units = Unit.objects.order_by().only("pk", "level", "path")
        levels = {unit.pk: unit.level for unit in units}
        self.places = {unit.pk: place_on(unit.ancestor_ids, levels) for unit in units}
        self.book = book_size()

    @property
    def chapters(self):
        """(unit_id, chapter_id) of every unit."""
        return [(unit, chapter) for unit, (_branch, chapter) in self.places.items()]

    def weighed(self, pair):
        """(first, second, score, evidence) of two rows side by side; None of two women."""
        mine, hers = Row(*pair[: len(Row._fields)]), Row(*pair[len(Row._fields) :])
        one, other = self._person(mine), self._person(hers)
        rare = rarity(max(mine.bearers, hers.bearers), self.book)
        found = compare(one, other, rare=rare)
        if Kind.NUMBER_DIFFERS in found.kinds and _may_be_mistyped(found):
            one = replace(one, citizen=decrypt(mine.sealed_number))
            other = replace(other, citizen=decrypt(hers.sealed_number))
            found = compare(one, other, rare=rare)
        if found.band == Band.NOTHING:
            return None
        return mine.pk, hers.pk, found.score, json.dumps(found.as_kept())

    def _person(self, row):
        branch, chapter = self.places[row.unit]
        return Person(
            name=Name.of(row.full_name, row.nickname),
            birth_year=row.birth_year,
            birth_date=row.birth_date,
            citizen_hash=row.number_hash,
            phone=row.phone,
            household=row.household,
            head=row.head or "",
            branch=branch,
            chapter=chapter,
            ethnicity=row.ethnicity,
        )


def _may_be_mistyped(found):
    """Whether all else makes it worth opening both numbers: an old card, or one digit."""
    return band_of(found.score - WEIGHTS[Kind.NUMBER_DIFFERS]) != Band.NOTHING
