"""What happened to a household, told from its dated rows, the latest first."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import HouseholdDeed
from members.models import HouseholdChange, Relocation
from members.state import woman_line


@dataclass(frozen=True)
class Happening:
    """One event: the day, what happened, whom it moved, and the other household if there is one."""

    on: datetime.date
    words: str
    women: list = field(default_factory=list)
    other: object = None
    recorded_at: datetime.datetime | None = None
    by: str = ""


def chronicle_of(household, user):
    """Happenings of a household as far as `user` may read them; two statements."""
    changes = HouseholdChange.objects.visible_to(user).of(household)
    changes = changes.select_related("household", "other", "from_unit", "to_unit", "recorded_by")
    moves = Relocation.objects.visible_to(user).of(household)
    moves = list(moves.select_related("member__home_unit", "left", "entered", "recorded_by"))
    told = [_change(change, household, moves) for change in changes]
    told += [_move(*pair) for pair in _by_themselves(moves, household)]
    told += _bounds(household, changes)
    return sorted(told, key=lambda one: (one.on, one.recorded_at or _never()), reverse=True)


def _never():
    return datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _change(change, household, moves):
    here = change.household_id == household.pk
    return Happening(
        change.on,
        _words(change, here),
        [woman_line(move.member) for move in moves if move.change_id == change.pk],
        (change.other if here else change.household) if change.other_id else None,
        change.recorded_at,
        str(change.recorded_by or ""),
    )


def _words(change, here):
    sentences = {
        (HouseholdDeed.SPLIT, True): _("%(after)s founded a household of her or his own."),
        (HouseholdDeed.SPLIT, False): _("Founded: split off the household of %(before)s."),
        (HouseholdDeed.HEAD, True): _("%(after)s became the head after %(before)s."),
        (HouseholdDeed.MOVED, True): _("Moved from %(from)s to %(to)s."),
        (HouseholdDeed.MERGED, True): _("Took in the household of %(before)s."),
        (HouseholdDeed.MERGED, False): _("Became part of the household of %(after)s."),
    }
    return sentences[change.kind, here] % {
        "before": change.head_before,
        "after": change.head_after,
        "from": change.from_unit,
        "to": change.to_unit,
    }


def _by_themselves(moves, household):
    """Women who came or went for themselves, together when on one day in one direction."""

    def key(move):
        return move.on, move.entered_id == household.pk

    alone = sorted((move for move in moves if move.change_id is None), key=key)
    return [(came, list(group)) for (_on, came), group in groupby(alone, key)]


def _move(came, group):
    first = group[0]
    words = _("Moved in:") if came else _("Moved out:")
    women = [woman_line(move.member) for move in group]
    return Happening(first.on, words, women, None, first.recorded_at, str(first.recorded_by or ""))


def _bounds(household, changes):
    """When the book learned of it, and when it was dissolved, unless an event says so already."""
    found = []
    split_off = any(
        change.kind == HouseholdDeed.SPLIT and change.other_id == household.pk for change in changes
    )
    taken_in = any(
        change.kind == HouseholdDeed.MERGED and change.other_id == household.pk
        for change in changes
    )
    if not split_off:
        entered = timezone.localdate(household.recorded_at)
        found.append(Happening(entered, _("Written into the book.")))
    if household.ended_on and not taken_in:
        found.append(Happening(household.ended_on, _("Dissolved.")))
    return found
