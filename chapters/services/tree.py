"""What keeps the tree of units right: one change at a time, who may change what, and the paths."""

import re

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.counting import Boundaries
from chapters.models import Unit
from core import locking
from core.exceptions import DomainError
from core.text import fold

TREE_LOCK = 5_301_930  # any number that nothing else locks
WITHOUT_NUMBER = 1000
WORDS = re.compile(r"[a-z0-9]+")
NUMBER = re.compile(r"\d+")


def hold_tree():
    """Let one change of the tree happen at a time, until the transaction ends.

    Locking rows is not enough: while a branch moves, a group opened under it would keep the path
    of its old place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def locked(unit_id, by):
    """The unit, read anew and locked; `NotHers` when it is not in her scope. Without `by`, for
    reference data, any."""
    return locked_row(Unit.objects.all(), unit_id, by)


def locked_row(rows, pk, by):
    if by is None:
        return rows.select_for_update(of=("self",)).get(pk=pk)
    return locking.locked(rows, by=by, permission=Permission.UNIT_CHANGE, pk=pk)


def locked_below(unit_id, by):
    """The same for a unit below the one she is posted at: nobody closes her own chapter."""
    unit = locked(unit_id, by)
    if by and not may_change(by, unit):
        raise DomainError(_("%(unit)s is changed by the unit above it.") % {"unit": unit})
    return unit


def may_change(user, unit):
    """Whether `user` may rename, move or close `unit`: she is posted above it."""
    paths = user.paths_with(Permission.UNIT_CHANGE)
    return any(unit.path.startswith(path) and unit.path != path for path in paths)


def check_still_hers(unit, by):
    """Refuse a write after which she would no longer see the unit; the transaction rolls back."""
    if by and not Unit.objects.visible_to(by, Permission.UNIT_CHANGE).filter(pk=unit.pk).exists():
        raise DomainError(_("%(unit)s would leave the units that you look after.") % {"unit": unit})


def parent_of(unit):
    """The unit above by today's path; None at the top."""
    above = unit.ancestor_ids[:-1]
    return Unit.objects.get(pk=above[-1]) if above else None


def set_path(unit, parent):
    """Write the path of a unit, and of all below it, for a place under `parent`."""
    before, after = unit.path, f"{parent.path if parent else ''}{unit.pk}."
    if before and before != after:
        rest = Substr(F("path"), len(before) + 1)
        Unit.objects.filter(path__startswith=before).update(path=Concat(Value(after), rest))
    else:
        Unit.objects.filter(pk=unit.pk).update(path=after)
    unit.path = after


def paths_today():
    """The path that each unit ought to have: `{unit_id: path}`, by the placements of today.

    A unit that has closed keeps the way by which it last stood.
    """
    boundaries = Boundaries(timezone.localdate())
    units = Unit.objects.values_list("pk", flat=True)
    return {pk: path_of(boundaries.upwards(pk)) for pk in units}


def path_of(upwards):
    """Ids from a unit to the top as a path from the top."""
    return "".join(f"{pk}." for pk in reversed(list(upwards)))


def order_of(name):
    """The first number in a name, so that Thôn 2 stands before Thôn 10; names without one last."""
    number = NUMBER.search(name)
    return min(int(number[0]), WITHOUT_NUMBER) if number else WITHOUT_NUMBER


def free_key(parent, name):
    """A key nobody has: `xa-dinh-lac/kao-kuil`, then `xa-dinh-lac/kao-kuil-2`."""
    stem = f"{parent.key}/" if parent else ""
    stem = (stem + "-".join(WORDS.findall(fold(name))))[:110]
    taken = set(Unit.objects.filter(key__startswith=stem).values_list("key", flat=True))
    tries = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    return next(key for key in tries if key not in taken)
