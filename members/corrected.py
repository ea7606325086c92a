"""What was put right in her past: what it was, what it is now, by whom, when and why.

Read from the states that history keeps, so that a correction is told whoever wrote it.
"""

import datetime
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, F, OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.history import DELETE, FieldChange, snapshot_model
from members.enums import Ended, MembershipKind, StandingKind
from members.models import Membership, Standing

SPELL, STANDING = "spell", "standing"
KINDS = {SPELL: MembershipKind, STANDING: StandingKind}
NOTHING = "–"


@dataclass(frozen=True)
class Correction:
    """One correction of a spell or a standing; `gone` when the fact was taken out by it."""

    fact: str
    pk: int
    title: str
    at: datetime.datetime
    by: str
    why: str
    gone: bool
    fields: list[FieldChange] = field(default_factory=list)


def corrections_of(member, *, party=False):
    """`{(fact, pk): [Correction, …]}`, the latest first, in one statement.

    Of Party membership nothing is told, or, for `party`, of nothing else.
    """
    standings = _states(Standing, STANDING, member, F("place"), Value(""), F("note"))
    if party:
        states = standings.filter(kind=StandingKind.PARTY)
    else:
        spells = _states(Membership, SPELL, member, F("unit__name"), F("ended_as"), F("end_note"))
        states = spells.union(standings.exclude(kind=StandingKind.PARTY), all=True)
    found = {}
    ordered = sorted(states, key=lambda state: (_row(state), state["pgh_id"]))
    for row, group in groupby(ordered, _row):
        if told := list(_told(list(group))):
            found[row] = told[::-1]
    return found


def _row(state):
    return state["fact"], state["pgh_obj_id"]


def _states(model, fact, member, where, ended, note):
    """Every state of her rows, each with the name of who wrote it."""
    actor = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
    people = get_user_model()._base_manager.filter(pk=OuterRef("actor"))
    states = snapshot_model(model).objects.filter(member=member).alias(actor=actor)
    return states.order_by().values(
        "pgh_obj_id",
        "pgh_id",
        "pgh_label",
        "pgh_created_at",
        "kind",
        "during",
        "corrected_at",
        "corrected_because",
        fact=Value(fact),
        where=where,
        ended=ended,
        noted=note,
        by=Subquery(people.values("full_name")[:1]),
    )


def _told(states):
    """The corrections among the changes from state to state."""
    reason = ""
    for before, after in pairwise(states):
        gone = after["pgh_label"] == DELETE
        given = _has_new_reason(before, after)
        # What is taken out was given its reason just before.
        reason = after["corrected_because"] if given else reason if gone else ""
        fields = [] if gone else _differences(before, after)
        if gone or _contradicts(before, after) or (given and fields):
            yield _correction(after, reason, fields, gone=gone)
            reason = ""


def _has_new_reason(before, after):
    return after["corrected_at"] is not None and after["corrected_at"] != before["corrected_at"]


def _contradicts(before, after):
    """Whether what was said is no longer true; that something ended contradicts nothing."""
    was, now = before["during"], after["during"]
    ended_otherwise = was.upper is not None and was.upper != now.upper
    return was.lower != now.lower or ended_otherwise or before["kind"] != after["kind"]


def _correction(state, why, fields, *, gone):
    title = state["where"] if state["fact"] == SPELL else StandingKind(state["kind"]).label
    return Correction(
        fact=state["fact"],
        pk=state["pgh_obj_id"],
        title=f"{title}, {days_in_words(state['during'])}",
        at=state["pgh_created_at"],
        by=state["by"] or "",
        why=why,
        gone=gone,
        fields=fields,
    )


def _differences(before, after):
    pairs = zip(_shown(before), _shown(after), strict=True)
    return [FieldChange(label, was, now) for (label, was), (_, now) in pairs if was != now]


def _shown(state):
    """What the record says, in words, of one state."""
    kinds, span = KINDS[state["fact"]], state["during"]
    ended = Ended(state["ended"]).label if state["ended"] else NOTHING
    place = pgettext("correction", "place") if state["fact"] == STANDING else _("branch")
    return [
        (pgettext("correction", "kind"), str(kinds(state["kind"]).label)),
        (pgettext("correction", "from"), _day(span.lower)),
        (pgettext("correction", "until"), _day(span.upper)),
        (_("why it ended"), str(ended)),
        (place, state["where"] or NOTHING),
        (_("note"), state["noted"] or NOTHING),
    ]


def _day(day):
    return f"{day:%d/%m/%Y}" if day else NOTHING


def days_in_words(span):
    return f"{_day(span.lower)} {NOTHING} {_day(span.upper) if span.upper else '…'}"
