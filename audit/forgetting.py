"""A person is forgotten: what the statements empty is emptied, in each table and in its history,
and the trail no longer names her. Facts and their days stay, so that no figure moves.

Beside its statements an app may have in `personal.py`:

    def hindrances(number):  # sentences that say why she cannot be forgotten yet
    def hindered():          # the numbers of all who have such a hindrance, by querysets
    def forget(numbers):     # what no statement can say, done before the columns are emptied
"""

from dataclasses import dataclass

from django.db.models import F, Q

from audit.history import snapshot_model
from audit.holdings import holdings
from audit.models import Entry
from core.parts import parts


def hindrances(number):
    """Why she cannot be forgotten now, in sentences."""
    found = (getattr(part, "hindrances", None) for part in parts("personal"))
    return [str(words) for each in found if each for words in each(number)]


def hindered():
    """Querysets that together hold the number of everybody of whom `hindrances` has a word."""
    found = (getattr(part, "hindered", None) for part in parts("personal"))
    return [numbers for each in found if each for numbers in each()]


@dataclass(frozen=True)
class Goes:
    """What of one table goes: columns in words, and in how many rows something stands in them."""

    title: str
    rows: int
    columns: list


def what_goes(number, user):
    """A `Goes` for each table with something to empty, as far as `user` may know of it."""
    found = []
    for holding in _emptied():
        rows = list(holding.rows_for(number, user))
        names = {name for row in rows for name in _changes(holding, row)}
        told = [f for f in holding.model._meta.concrete_fields if f.name in names and f.editable]
        if told:
            title = str(holding.model._meta.verbose_name_plural)
            found.append(Goes(title, len(rows), [str(f.verbose_name) for f in told]))
    return found


def forget(numbers):
    """Empty what is kept of the person who stands, or once stood, under `numbers`.

    Call it in a transaction that holds her row. Doing it again changes nothing.
    """
    for part in parts("personal"):
        if forgets := getattr(part, "forget", None):
            forgets(numbers)
    for holding in _emptied():
        rows = list(_rows(holding, numbers).select_for_update(of=("self",)))
        for row in rows:
            _empty(holding, holding.model, row)
        for snapshot in _snapshots(holding, numbers, rows):
            _empty(holding, type(snapshot), snapshot)
        Entry.objects.unname(holding.model, [*numbers] if holding.way == "pk" else _keys(rows))


def empty(model, keys):
    """Empty these rows of a stated table, and every state that history keeps of them or kept of
    rows that are no more. Whose they are does not matter. Doing it again changes nothing."""
    (holding,) = (stated for stated in _emptied() if stated.model is model)
    rows = model._base_manager.filter(pk__in=keys).order_by("pk")
    for row in rows.select_for_update(of=("self",)):
        _empty(holding, model, row)
    snapshots = snapshot_model(model)
    for snapshot in snapshots.objects.filter(pgh_obj__in=keys).order_by("pgh_id"):
        _empty(holding, snapshots, snapshot)


def left_over(numbers):
    """Columns, as "table.column", in which something stands that `forget` would empty."""
    left = set()
    for holding in _emptied():
        rows = list(_rows(holding, numbers))
        for row in [*rows, *_snapshots(holding, numbers, rows)]:
            left |= {f"{type(row)._meta.label}.{name}" for name in _changes(holding, row)}
    return sorted(left)


def _emptied():
    return [holding for holding in holdings() if holding.clear]


def _rows(holding, numbers):
    rows = holding.model._base_manager.filter(**{f"{holding.way}__in": numbers})
    return rows.order_by("pk")


def _keys(rows):
    return [row.pk for row in rows]


def _snapshots(holding, numbers, rows):
    """Every state that history keeps of these rows, and of rows about her that are no more."""
    try:
        snapshots = snapshot_model(holding.model)
    except ValueError:  # of this table no history is kept
        return []
    keys = [*numbers] if holding.way == "pk" else _keys(rows)
    hers = Q(pgh_obj__in=keys)
    if holding.way != "pk":
        hers |= Q(**{f"{holding.way}__in": numbers})
    return list(snapshots.objects.filter(hers).order_by("pgh_id"))


def _changes(holding, row):
    """`{column: what will stand there}` of the columns that hold something."""
    kept = {f.name for f in row._meta.concrete_fields}
    changes = {}
    for name, nothing in holding.clear.items():
        if name in kept:
            now = getattr(row, name)
            after = nothing(now) if callable(nothing) else nothing
            if after != now:
                changes[name] = after
    return changes


def _empty(holding, model, row):
    changes = _changes(holding, row)
    if changes and model is holding.model and hasattr(row, "version"):
        changes["version"] = F("version") + 1
    if changes:
        model._base_manager.filter(pk=row.pk).update(**changes)
