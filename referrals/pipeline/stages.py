"""Stages with their rank, and a case as the valid steps say it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from referrals.enums import Stage

# A case stands at the furthest step. Stages of one rank replace each other by their day.
RANK = {
    Stage.PAUSED: 0,
    Stage.RESUMED: 0,
    Stage.PROPOSED: 10,
    Stage.CHAPTER_REVIEW: 20,
    Stage.DISTRICT_REVIEW: 30,
    Stage.SENT_BACK: 30,
    Stage.INTRODUCED: 40,
    Stage.SYMPATHISER: 50,
    Stage.SENT_TO_CLASS: 60,
    Stage.NOT_FINISHED: 60,
    Stage.CERTIFIED: 70,
    Stage.DOSSIER: 80,
    Stage.OPINION_GIVEN: 90,
    Stage.CELL_RESOLUTION: 100,
    Stage.COMMITTEE_RESOLUTION: 110,
    Stage.ADMISSION_DECISION: 120,
    Stage.PROBATIONARY: 130,
    Stage.OFFICIAL: 140,
    Stage.MOVED_AWAY: 200,
    Stage.STOPPED: 200,
    Stage.STRUCK_OFF: 200,
}
PAUSES = (Stage.PAUSED, Stage.RESUMED)
CLOSING = (Stage.OFFICIAL, Stage.MOVED_AWAY, Stage.STOPPED, Stage.STRUCK_OFF)


class Phase(NamedTuple):
    """A column of the board: neighbouring stages in which the same people act."""

    key: str
    label: str
    stages: tuple


PHASES = (
    Phase("chapter", _("At the chapter"), (Stage.PROPOSED, Stage.CHAPTER_REVIEW, Stage.SENT_BACK)),
    Phase("district", _("At the district"), (Stage.DISTRICT_REVIEW,)),
    Phase("cell", _("With the Party cell"), (Stage.INTRODUCED, Stage.SYMPATHISER)),
    Phase(
        "class",
        _("Awareness class"),
        (Stage.SENT_TO_CLASS, Stage.NOT_FINISHED, Stage.CERTIFIED),
    ),
    Phase("dossier", _("Dossier and opinions"), (Stage.DOSSIER, Stage.OPINION_GIVEN)),
    Phase(
        "decision",
        _("Waiting for the decision"),
        (Stage.CELL_RESOLUTION, Stage.COMMITTEE_RESOLUTION, Stage.ADMISSION_DECISION),
    ),
    Phase("probation", _("On probation"), (Stage.PROBATIONARY,)),
)


class Step(NamedTuple):
    """A valid milestone: stage, day, who recorded it, facts, the deadline that it started."""

    stage: Stage
    on: date
    by: int | None = None
    data: Mapping = {}
    due_on: date | None = None


@dataclass(frozen=True)
class Case:
    """One case as its valid steps say, in the order in which they were recorded."""

    steps: tuple[Step, ...] = ()
    opened_by: int | None = None
    consented: bool = False

    @property
    def latest(self):
        """The step at which the case stands: highest rank, then latest day, then last recorded.

        A step recorded late, with its true day, never pushes a case back. None before S1.
        """
        way = [step for step in self.steps if step.stage not in PAUSES]
        return self._last(way)

    @property
    def stage(self):
        return self.latest.stage if self.latest else None

    @property
    def paused(self):
        last = self._last([step for step in self.steps if step.stage in PAUSES])
        return last is not None and last.stage == Stage.PAUSED

    @property
    def closed(self):
        return self.stage in CLOSING

    def last_of(self, *stages):
        """The last of the steps of `stages` by rank and day, or None."""
        return self._last([step for step in self.steps if step.stage in stages])

    def has(self, stage):
        return any(step.stage == stage for step in self.steps)

    @staticmethod
    def _last(steps):
        ordered = sorted(steps, key=lambda step: (RANK[step.stage], step.on))
        return ordered[-1] if ordered else None
