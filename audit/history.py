"""How a record came to be what it is: who changed which field when, from what to what.

Read from the snapshots that database triggers keep (django-pghistory), so bulk updates count too.
Included in a page as `{% include "audit/_history.html" with changes=changes %}`.
"""

import datetime
import functools
from dataclasses import dataclass, field
from itertools import groupby

import pghistory
from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.ranges import last_day

MASK = "•••"
INSERT, DELETE = "insert", "delete"
DEEDS = {
    "insert": pgettext_lazy("history", "entered"),
    "update": pgettext_lazy("history", "changed"),
    "delete": pgettext_lazy("history", "deleted"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field in words; sensitive values are masked."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What happened to the record at one moment. `by` is empty for the system."""

    at: datetime.datetime
    by: str
    deed: str
    fields: list[FieldChange] = field(default_factory=list)


def history_of(record, *, reveal=False):
    """The changes of a tracked record, the newest first.

    Fields that nobody edits (versions, search keys, hashes) are left out, and so are snapshots in
    which nothing else differs. Fields named in the model's `SENSITIVE` are masked unless `reveal`:
    that they changed is told, from what to what is not. Statements: one for the snapshots, one for
    the people, and one for each kind of related row that ever changed.
    """
    snapshots = list(
        snapshot_model(type(record))
        .objects.filter(pgh_obj_id=record.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    return _changes(_Teller(type(record), snapshots, reveal), snapshots)


def histories_of(snapshots, *, reveal=False):
    """`(last snapshot, changes)` of each record in a queryset of snapshots of one model, also of
    records that are no more; the statements are those of one record, however many there are."""
    rows = list(snapshots.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id"))
    told = _Teller(snapshots.model.pgh_tracked_model, rows, reveal)
    each = [list(group) for _pk, group in groupby(rows, lambda row: row.pgh_obj_id)]
    return [(states[-1], _changes(told, states)) for states in each]


def _changes(told, snapshots):
    changes = [
        told.change(before, after)
        for before, after in zip([None, *snapshots], snapshots, strict=False)
    ]
    return [change for change in reversed(changes) if change]


@functools.cache
def snapshot_model(model):
    """Where its snapshots are kept. Raises `ValueError` for a model that is not tracked."""
    (found,) = pghistory.core.event_models(tracks_model=model)
    return found


class _Teller:
    """Puts snapshots in words; related rows and people are fetched once for all of them."""

    def __init__(self, model, snapshots, reveal):
        self.fields = _told_fields(model)
        self.masked = () if reveal else getattr(model, "SENSITIVE", ())
        self.people = _people_of(snapshots)
        self.related = {f.name: _rows_named(f, snapshots) for f in self.fields if f.is_relation}

    def change(self, before, after):
        fields = [] if after.pgh_label in (INSERT, DELETE) else self._differences(before, after)
        if not fields and after.pgh_label not in (INSERT, DELETE):
            return None
        return Change(
            at=after.pgh_created_at,
            by=self.people.get(_actor_of(after), ""),
            deed=str(DEEDS.get(after.pgh_label, after.pgh_label)),
            fields=fields,
        )

    def _differences(self, before, after):
        if before is None:
            return []
        return [
            FieldChange(
                label=str(f.verbose_name),
                before=self._shown(f, before),
                after=self._shown(f, after),
            )
            for f in self.fields
            if getattr(before, f.attname) != getattr(after, f.attname)
        ]

    def _shown(self, f, snapshot):
        value = getattr(snapshot, f.attname)
        if value in (None, ""):
            return "–"
        if f.name in self.masked:
            return MASK
        if f.is_relation:
            return str(self.related.get(f.name, {}).get(value, value))
        return in_words(f, value)


def _told_fields(model):
    """The fields that people edit, as far as the snapshots keep them (no password is kept)."""
    kept = {f.attname for f in snapshot_model(model)._meta.concrete_fields}
    return [
        f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and f.attname in kept
    ]


def in_words(f, value):
    """A stored value as people read it: a choice by its word, dates as dd/mm/yyyy."""
    if f.choices:
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime | datetime.date):
        return date_format(value, "d/m/Y")
    if hasattr(value, "lower_inc"):
        return f"{in_words(f, value.lower) if value.lower else '…'} – {_end_of(f, value)}"
    return str(value)


def _end_of(f, span):
    return in_words(f, last_day(span)) if span.upper else "…"


def _actor_of(snapshot):
    return (snapshot.pgh_context.metadata if snapshot.pgh_context else {}).get("user")


def _people_of(snapshots):
    ids = {_actor_of(snapshot) for snapshot in snapshots} - {None}
    people = get_user_model()._base_manager.in_bulk(ids) if ids else {}
    return {pk: str(person) for pk, person in people.items()}


def _rows_named(f, snapshots):
    """The rows that a link ever led to, fetched only if it changed; deleted ones are absent."""
    ids = {getattr(snapshot, f.attname) for snapshot in snapshots}
    return f.related_model._base_manager.in_bulk(ids - {None}) if len(ids) > 1 else {}
