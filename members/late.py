"""What was written in her record only after the report of its quarter was closed."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from core.parts import parts
from members.enums import Began


@dataclass(frozen=True)
class Fact:
    """A dated fact of a row, told there under `name`; of quarters closed by `known_from`, when
    the row or the woman came into the book, no report was given from it."""

    row: object
    name: str
    day: datetime.date | None
    written: datetime.datetime | None
    known_from: datetime.date | None = None

    def late_for(self, missed):
        new = missed and self.known_from and missed.end <= self.known_from
        return None if new else missed


def mark_late(spells, standings):
    """Give each spell `began_late` and `ended_late`, each standing `began_late`: the quarter that
    was closed when it was written down, or None. One statement.

    Whoever knows the quarters says so in `closing.py`: `missed_by([(day, moment), …])`.
    """
    facts = [*_of_spells(spells), *_of_standings(spells, standings)]
    asked = [fact for fact in facts if fact.day and fact.written]
    missed = _missed_by([(fact.day, fact.written) for fact in asked])
    for fact in facts:
        setattr(fact.row, fact.name, None)
    for fact, quarter in zip(asked, missed, strict=True):
        setattr(fact.row, fact.name, fact.late_for(quarter))


def _missed_by(pairs):
    for part in parts("closing"):
        return part.missed_by(pairs)
    return [None] * len(pairs)


def _of_spells(spells):
    """The day on which a member of old standing joined is late for nothing."""
    for spell in spells:
        of_old = spell.began_as == Began.ENTERED
        known = timezone.localdate(spell.recorded_at) if of_old else None
        yield Fact(spell, "began_late", spell.during.lower, None if of_old else spell.recorded_at)
        yield Fact(spell, "ended_late", spell.during.upper, spell.end_recorded_at, known)


def _of_standings(spells, standings):
    known = min((timezone.localdate(spell.recorded_at) for spell in spells), default=None)
    for standing in standings:
        yield Fact(standing, "began_late", standing.during.lower, standing.recorded_at, known)
