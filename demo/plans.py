"""Which steps a case took and when: days only, from which `demo.referrals` writes milestones.

2023 is arranged so that counting finds 19 women sent to a class and 14 resolutions of cells.
"""

import datetime
from dataclasses import dataclass, field

from demo.times import DAY
from referrals.enums import Stage
from referrals.pipeline import WAY

YEAR = 2023
# Days from the step before to this one.
AFTER = {
    Stage.CHAPTER_REVIEW: (5, 20),
    Stage.DISTRICT_REVIEW: (8, 22),
    Stage.INTRODUCED: (6, 14),
    Stage.SYMPATHISER: (15, 35),
    Stage.SENT_TO_CLASS: (30, 90),
    Stage.CERTIFIED: (32, 45),
    Stage.DOSSIER: (20, 60),
    Stage.OPINION_GIVEN: (20, 45),
    Stage.CELL_RESOLUTION: (20, 40),
    Stage.COMMITTEE_RESOLUTION: (15, 35),
    Stage.ADMISSION_DECISION: (10, 30),
    Stage.PROBATIONARY: (10, 30),
    Stage.OFFICIAL: (365, 366),
}
# Classes as they were held: the day on which the women were sent, and how many.
CLASSES = [(2022, 9, 5), (2023, 4, 5), (2023, 9, 6), (2024, 5, 8), (2025, 9, 8), (2026, 4, 6)]
# Cases that run now: the step at which they stand, and how many days ago it was taken.
STANDING_NOW = [
    (Stage.PROPOSED, (2, 9, 17, 24)),
    (Stage.CHAPTER_REVIEW, (4, 13, 26)),
    (Stage.DISTRICT_REVIEW, (1, 5, 9, 13)),
    (Stage.SENT_BACK, (3, 8)),
    (Stage.INTRODUCED, (4, 11, 22, 28)),
    (Stage.SYMPATHISER, (12, 40, 75, 120, 172)),
    (Stage.SENT_TO_CLASS, (18, 18, 18, 18, 18)),
    (Stage.NOT_FINISHED, (45,)),
    (Stage.CERTIFIED, (30, 30, 95, 95, 1795)),
    (Stage.DOSSIER, (14, 33, 50)),
    (Stage.OPINION_GIVEN, (6, 19)),
    (Stage.CELL_RESOLUTION, (10, 29, 54)),
    (Stage.COMMITTEE_RESOLUTION, (8, 31)),
    (Stage.ADMISSION_DECISION, (5, 20)),
    (Stage.PROBATIONARY, (25, 90, 210, 330)),
    (Stage.PAUSED, (60, 150)),
    (Stage.STOPPED, (35, 300)),
    (Stage.MOVED_AWAY, (80,)),
]
# The same past its deadline, in chapters that let terms pass.
LATE_NOW = [
    (Stage.PROPOSED, (41, 58)),
    (Stage.CHAPTER_REVIEW, (38,)),
    (Stage.DISTRICT_REVIEW, (21,)),
    (Stage.SENT_BACK, (24,)),
    (Stage.INTRODUCED, (47,)),
    (Stage.SYMPATHISER, (205,)),
    (Stage.SENT_TO_CLASS, (75,)),
    (Stage.CELL_RESOLUTION, (105,)),
    (Stage.PROBATIONARY, (440,)),
    (Stage.PAUSED, (200,)),
]


@dataclass
class Plan:
    """`days` of the steps in their order; `is_late` when the next one is overdue."""

    days: dict = field(default_factory=dict)
    is_late: bool = False

    def falls_in(self, year):
        """Whether it would add to the figures of that year."""
        counted = (Stage.SENT_TO_CLASS, Stage.CELL_RESOLUTION)
        return any(self.days[stage].year == year for stage in counted if stage in self.days)


def plans(rng, today):
    """All cases: those of past classes, then those that run now."""
    return [*_of_2023(rng, today), *_of_other_classes(rng, today), *_now(rng, today)]


def _of_2023(rng, today):
    """19 women sent in 2023 by two classes; 14 resolutions: five of the spring class of 2023, nine
    of the women who had been sent in 2022."""
    autumn_2022, spring, autumn = (datetime.date(*day) for day in CLASSES[:3])
    late, next_year = datetime.date(YEAR, 11, 1), datetime.date(YEAR + 1, 2, 1)
    resolved = [datetime.date(YEAR, 2, 1) + DAY * 32 * n for n in range(9)]
    made = [_way(rng, autumn_2022, day) for day in resolved]
    made += [_way(rng, spring, late + DAY * 9 * n) for n in range(5)]
    made += [_way(rng, spring, next_year + DAY * 40 * n) for n in range(3)]
    made += [_way(rng, spring, None) for _ in range(2)]
    made += [_way(rng, autumn, next_year + DAY * 45 * (n + 1)) for n in range(4)]
    made += [_way(rng, autumn, None) for _ in range(5)]
    return [_until(plan, today) for plan in made]


def _of_other_classes(rng, today):
    """A lighter flow through the later classes, some of it stopped on the way."""
    made = []
    for day in (datetime.date(*day) for day in CLASSES[3:]):
        if day > today:
            continue
        made += [_way(rng, day, day + DAY * rng.randint(240, 330)) for _ in range(5)]
        made += [_way(rng, day, None) for _ in range(4)]
    return [_until(plan, today) for plan in made]


def _now(rng, today):
    """Cases of today; one that would fall into the figures of 2023 is left out."""
    made = [
        _standing(rng, stage, today - DAY * days, table is LATE_NOW)
        for table in (LATE_NOW, STANDING_NOW)
        for stage, ages in table
        for days in ages
    ]
    return [plan for plan in made if not plan.falls_in(YEAR)]


def _way(rng, sent, resolved):
    """Through the class of `sent` and, when it came so far, the cell's resolution and beyond."""
    days = _back(rng, Stage.SENT_TO_CLASS, sent)
    days[Stage.CERTIFIED] = sent + DAY * rng.randint(*AFTER[Stage.CERTIFIED])
    if resolved:
        stages = (Stage.CELL_RESOLUTION, Stage.OPINION_GIVEN, Stage.DOSSIER)
        day, before = resolved, {}
        for stage in stages:
            before[stage] = day
            day -= DAY * rng.randint(20, 35)
        days |= dict(reversed(before.items()))
        days |= _on(rng, Stage.CELL_RESOLUTION, resolved)
    return Plan(days)


def _standing(rng, stage, day, is_late):
    """A case whose last step is `stage` on `day`."""
    before = {
        Stage.SENT_BACK: Stage.DISTRICT_REVIEW,
        Stage.NOT_FINISHED: Stage.SENT_TO_CLASS,
        Stage.PAUSED: Stage.SYMPATHISER,
        Stage.STOPPED: Stage.INTRODUCED,
        Stage.MOVED_AWAY: Stage.SYMPATHISER,
    }.get(stage)
    if before is None:
        return Plan(_back(rng, stage, day), is_late)
    days = _back(rng, before, day - DAY * rng.randint(8, 12))
    return Plan({**days, stage: day}, is_late)


def _back(rng, stage, day):
    """The steps of the way up to `stage`, which was taken on `day`."""
    days = {stage: day}
    for later in reversed(WAY[1 : WAY.index(stage) + 1]):
        day -= DAY * rng.randint(*AFTER[later])
        days[WAY[WAY.index(later) - 1]] = day
    return dict(reversed(days.items()))


def _on(rng, stage, day):
    """The steps after `stage`, which was taken on `day`, to the end of the way."""
    days = {}
    for later in WAY[WAY.index(stage) + 1 :]:
        day += DAY * rng.randint(*AFTER[later])
        days[later] = day
    return days


def _until(plan, today):
    return Plan({stage: day for stage, day in plan.days.items() if day <= today})
