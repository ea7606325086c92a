"""What was written under one context of history can be undone exactly, by that history.

`pghistory.context` gives every row that a piece of work touches the same context. Whoever means to
undo such work later calls `keep_bases` before it changes rows: history then holds each row as it
was, even one that was seeded while no history was kept.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models

from audit.history import DELETE, INSERT, snapshot_model
from core.slices import slices

BASE = "base"
AT_ONCE = 2_000


@dataclass(frozen=True)
class Hindrance:
    """Why a row cannot be put back: it was edited since, or a row outside needs it now."""

    model: type
    pk: int
    by: object = None  # the row that needs it; None for a later edit


@dataclass
class Touched:
    """What some work did to the rows of one model: pks by what happened to them."""

    model: type
    last: dict = field(default_factory=dict)  # {pk: id of the last snapshot of the work}
    inserted: set = field(default_factory=set)
    changed: dict = field(default_factory=dict)  # {pk: id of the first snapshot of the work}
    deleted: dict = field(default_factory=dict)

    @property
    def events(self):
        return snapshot_model(self.model)


def keep_bases(model, ids):
    """Write the present state of these rows into history, of those that have none there yet."""
    events, kept = snapshot_model(model), _kept(model)
    for pks in slices(ids, AT_ONCE):
        known = events.objects.filter(pgh_obj__in=pks).values_list("pgh_obj_id", flat=True)
        rows = model._base_manager.filter(pk__in=set(pks).difference(known))
        events.objects.bulk_create(
            events(
                pgh_label=BASE,
                pgh_obj_id=row.pk,
                **{f.attname: getattr(row, f.attname) for f in kept},
            )
            for row in rows
        )


def touched_under(contexts):
    """A `Touched` for each model that has rows written under these contexts."""
    found = []
    for model in _tracked():
        events = snapshot_model(model).objects.filter(pgh_context__in=contexts).order_by("pgh_id")
        touched = Touched(model)
        for pgh_id, label, pk in events.values_list("pgh_id", "pgh_label", "pgh_obj_id"):
            _note(touched, pgh_id, label, pk)
        if touched.last:
            found.append(touched)
    return found


def _note(touched, pgh_id, label, pk):
    is_first = pk not in touched.last
    touched.last[pk] = pgh_id
    if label == INSERT and is_first:
        touched.inserted.add(pk)
    elif label == DELETE and pk in touched.inserted:
        touched.inserted.discard(pk)
    elif label == DELETE:
        touched.deleted[pk] = touched.changed.pop(pk, pgh_id)
    elif pk not in touched.inserted:
        touched.changed.setdefault(pk, pgh_id)


def hindrances(work, contexts, *, apart=()):
    """What stands in the way of undoing `work`; labels of models in `apart` are not looked at."""
    found = [hindrance for touched in work for hindrance in _later_edits(touched, contexts)]
    by_model = {touched.model: touched for touched in work}
    for touched in work:
        found += _needed(touched, by_model, apart)
    return found


def _later_edits(touched, contexts):
    events = touched.events.objects.exclude(pgh_context__in=contexts)
    for pks in slices(touched.last, AT_ONCE):
        later = events.filter(pgh_obj__in=pks, pgh_id__gt=min(touched.last[pk] for pk in pks))
        for pk, pgh_id in later.order_by("pgh_id").values_list("pgh_obj_id", "pgh_id"):
            if pgh_id > touched.last[pk]:
                yield Hindrance(touched.model, pk)


def _needed(touched, by_model, apart):
    """Rows outside the work that point at a row which it inserted."""
    for relation in touched.model._meta.get_fields(include_hidden=True):
        pointing = relation.related_model
        is_back = relation.auto_created and not relation.concrete
        if not is_back or relation.many_to_many or not _counts(pointing, apart):
            continue
        own = by_model.get(pointing)
        ours = {*own.last} if own else set()
        name = relation.field.name
        for pks in slices(touched.inserted, AT_ONCE):
            rows = pointing._base_manager.filter(**{f"{name}__in": pks}).order_by("pk")
            for row in rows:
                if row.pk not in ours:
                    yield Hindrance(touched.model, getattr(row, relation.field.attname), row)


def _counts(model, apart):
    return not hasattr(model, "pgh_tracked_model") and model._meta.label not in apart


def undo(work):
    """Put every row back: delete what was inserted, restore what was changed or deleted.

    A restored row keeps counting its version up, so that a form opened in between is noticed. Run
    it in a transaction, after `hindrances` found none; whatever still hangs on a row makes it fail.
    """
    for touched in work:
        for pks in slices(touched.inserted, AT_ONCE):
            rows = touched.model._base_manager.filter(pk__in=pks)
            rows._raw_delete(rows.db)
    for touched in work:
        _restore_changed(touched)
    for touched in work:
        rows = [_row_of(touched.model, event) for event in _bases(touched, touched.deleted)]
        touched.model._base_manager.bulk_create(rows, batch_size=AT_ONCE)
    connection.check_constraints()


def _restore_changed(touched):
    names = [f.name for f in _kept(touched.model) if not f.primary_key]
    for pks in slices(touched.changed, AT_ONCE):
        now = touched.model._base_manager.select_for_update().in_bulk(pks)
        rows = []
        for event in _bases(touched, {pk: touched.changed[pk] for pk in pks}):
            row = _row_of(touched.model, event)
            if "version" in names:
                row.version = now[row.pk].version + 1
            rows.append(row)
        touched.model._base_manager.bulk_update(rows, names, batch_size=AT_ONCE)


def _bases(touched, firsts):
    """Of each pk the last snapshot before the one named. Raises `LookupError` if there is none."""
    if not firsts:
        return []
    latest = {}
    events = touched.events.objects.filter(pgh_obj__in=firsts).order_by("pgh_id")
    for event in events:
        if event.pgh_id < firsts[event.pgh_obj_id]:
            latest[event.pgh_obj_id] = event
    if lacking := firsts.keys() - latest.keys():
        raise LookupError(f"history does not hold {touched.model._meta.label} {sorted(lacking)}")
    return latest.values()


def _row_of(model, event):
    return model(**{f.attname: getattr(event, f.attname) for f in _kept(model)})


def _kept(model):
    """Fields that are written and that history keeps; generated ones follow by themselves."""
    kept = {f.name for f in snapshot_model(model)._meta.concrete_fields}
    return [
        f
        for f in model._meta.concrete_fields
        if f.name in kept and not isinstance(f, models.GeneratedField)
    ]


def _tracked():
    """Every model of which history keeps the rows."""
    return [
        model.pgh_tracked_model
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    ]
