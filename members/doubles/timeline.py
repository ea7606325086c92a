"""Two records' spells become those of one woman, who can belong to one unit at a time.

Pure. The spells of one side win: they stay as they are. Of the others remains what lies outside
them; what lies in the same unit as a winner it touched is joined to it, and where a cut leaves two
units side by side she has moved from one to the other.
"""

import datetime
from dataclasses import dataclass, field

FOREVER = datetime.date.max


@dataclass(frozen=True)
class Span:
    """A spell: from `first` until `until`, its first day out (`FOREVER` while it lasts)."""

    pk: int
    unit: int
    kind: str
    first: datetime.date
    until: datetime.date
    wins: bool

    def touches(self, other):
        return self.first < other.until and other.first < self.until


class Interleaved(Exception):
    """`loser` would remain in two pieces, before and after `winner`."""

    def __init__(self, loser, winner):
        super().__init__(loser, winner)
        self.loser, self.winner = loser, winner


@dataclass
class Plan:
    """What becomes of the spells, by number.

    `days` are the new (first, until); `heirs` name for each spell that vanishes the winner that
    holds its days; `begins_as` and `ends_as` name for a winner that grew the spell whose beginning
    or end it takes over; `seams` are the moves (from, to) that a cut laid bare.
    """

    days: dict = field(default_factory=dict)
    heirs: dict = field(default_factory=dict)
    begins_as: dict = field(default_factory=dict)
    ends_as: dict = field(default_factory=dict)
    seams: list = field(default_factory=list)


def united(spans):
    """The `Plan` for the spells of both women. Raises `Interleaved`."""
    winners = sorted((span for span in spans if span.wins), key=lambda span: span.first)
    plan = Plan({span.pk: (span.first, span.until) for span in winners})
    for loser in (span for span in spans if not span.wins):
        _settle(plan, loser, [winner for winner in winners if winner.touches(loser)])
    return plan


def _settle(plan, loser, winners):
    joined = [w for w in winners if (w.unit, w.kind) == (loser.unit, loser.kind)]
    rest = [piece for piece in _outside(loser, winners) if not _joined(plan, loser, piece, joined)]
    if len(rest) > 1:
        raise Interleaved(loser, winners[0])
    if not rest:
        plan.heirs[loser.pk] = (joined or winners)[0].pk
        return
    ((first, until),) = rest
    plan.days[loser.pk] = first, until
    plan.seams += [(loser.pk, w.pk) for w in winners if w.first == until != loser.until]
    plan.seams += [(w.pk, loser.pk) for w in winners if w.until == first != loser.first]


def _outside(loser, winners):
    """The pieces of `loser` that no winner holds."""
    pieces, first = [], loser.first
    for winner in winners:
        if first < winner.first:
            pieces.append((first, winner.first))
        first = max(first, winner.until)
    if first < loser.until:
        pieces.append((first, loser.until))
    return pieces


def _joined(plan, loser, piece, winners):
    """Whether a winner in the same unit grew by `piece`."""
    for winner in winners:
        first, until = plan.days[winner.pk]
        if piece[1] == winner.first:
            plan.days[winner.pk] = piece[0], until
            if piece[0] == loser.first:
                plan.begins_as[winner.pk] = loser.pk
            return True
        if piece[0] == winner.until:
            plan.days[winner.pk] = first, piece[1]
            if piece[1] == loser.until:
                plan.ends_as[winner.pk] = loser.pk
            return True
    return False
