"""Opens, renames, moves and closes units. The only writer of `Placement` and `Unit.path`.

`by` is None for loaders and nightly work, which no scope binds. A person changes what stands below
the unit she is posted at, not that unit itself.
"""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.models import Placement, Unit
from chapters.services import checks
from chapters.services.tree import (
    check_still_hers,
    free_key,
    hold_tree,
    locked,
    locked_below,
    order_of,
    parent_of,
    paths_today,
    set_path,
)
from core.exceptions import DomainError
from core.forms import check_version
from core.ranges import open_from
from core.text import nfc


@transaction.atomic
def open_unit(*, parent_id, level, name, by, since=None, code="", order=None, key="", **place):
    """Open a unit of `level` under its parent from `since` on; None means since ever.

    `key` is made of the parent's key and the name, and `order` of the number in the name, when they
    are not given. `place` may hold latitude and longitude. Only a loader opens a unit without a
    parent. Raises `DomainError`: a level that does not stand under such a parent, a name already
    used there, a day to come, a day before the parent began.
    """
    hold_tree()
    parent = locked(parent_id, by) if parent_id or by else None
    name = nfc(name)
    checks.check_level(level, parent)
    checks.check_begins(since, parent)
    checks.check_name(name, parent)
    days = DateRange(since, None, "[)")
    unit = Unit.objects.create(
        key=key or free_key(parent, name),
        level=level,
        name=name,
        code=code,
        order=order_of(name) if order is None else order,
        valid=days,
        **place,
    )
    set_path(unit, parent)
    if parent:
        Placement.objects.create(unit=unit, parent=parent, during=days, recorded_by=by)
    record(Verb.CREATED, by=by, target=unit, unit=unit)
    return unit


@transaction.atomic
def rename_unit(*, unit_id, version, by, name, code="", order=None):
    """Correct the name, the official code and the place in lists; history keeps the old ones.

    Raises `StaleEdit` when somebody else saved it since `version`, `DomainError` for a name that a
    sister unit bears.
    """
    hold_tree()
    unit = locked_below(unit_id, by)
    check_version(unit, version)
    name = nfc(name)
    checks.check_name(name, parent_of(unit), besides=unit)
    unit.name, unit.code = name, code
    unit.order = order_of(name) if order is None else order
    unit.save(update_fields=["name", "code", "order", "version"])
    record(Verb.CHANGED, by=by, target=unit, unit=unit)
    return unit


@transaction.atomic
def close_unit(*, unit_id, on, by, version=None):
    """Close a unit; `on` is the first day on which it no longer exists.

    People in charge leave office on that day. Raises `DomainError` while it has members or units
    below it on that day or later, saying how many; for a day to come, or none after it began.
    """
    hold_tree()
    unit = locked_below(unit_id, by)
    check_version(unit, version)
    placement = _last_placement(unit)
    checks.check_open(unit)
    checks.check_not_to_come(on)
    checks.check_after(on, unit.valid.lower)
    checks.check_after(on, placement.during.lower)
    checks.check_empty(unit, on)
    _end(unit, placement, on)
    _end_offices(unit, on)
    record(Verb.CHANGED, by=by, target=unit, unit=unit, details={"until": f"{on:%d/%m/%Y}"})
    return unit


def _last_placement(unit):
    return unit.placements.order_by(F("during__startswith").desc(nulls_last=True)).first()


def _end(unit, placement, on):
    """Let the unit and its last placement end on one day; None lets both go on."""
    unit.valid = DateRange(unit.valid.lower, on, "[)")
    placement.during = DateRange(placement.during.lower, on, "[)")
    unit.save(update_fields=["valid", "version"])
    placement.save(update_fields=["during"])


def _end_offices(unit, on):
    """Offices that reach over the day end on it; one that had yet to begin never does."""
    unit.officers.filter(during__startswith__gte=on).delete()
    for officer in unit.officers.filter(during__contains=on):
        officer.during = DateRange(officer.during.lower, on, "[)")
        officer.version += 1
        officer.save(update_fields=["during", "version"])


@transaction.atomic
def reopen_unit(*, unit_id, by, version=None):
    """Take back a closing: the unit goes on where it last stood, as if it had never closed.

    Offices that ended with it stay ended. Raises `DomainError` when it is open, or its parent is
    not, or a sister has taken its name.
    """
    hold_tree()
    unit = locked_below(unit_id, by)
    check_version(unit, version)
    if unit.valid.upper is None:
        raise DomainError(_("%(unit)s is open.") % {"unit": unit})
    parent = parent_of(unit)
    checks.check_open(parent)
    checks.check_name(unit.name, parent, besides=unit)
    _end(unit, _last_placement(unit), None)
    record(Verb.CHANGED, by=by, target=unit, unit=unit)
    return unit


@transaction.atomic
def move_unit(*, unit_id, parent_id, on, by, version=None):
    """Place a unit under another parent from `on`; no member row is touched.

    Reports on earlier days keep the old place. A move of today or before moves the paths of the
    unit and all below it at once, one of a day to come in that night (`follow_placements`).
    Raises `DomainError` for a parent of the wrong level or closed, or a day not after the last
    move.
    """
    hold_tree()
    unit = locked_below(unit_id, by)
    parent = locked(parent_id, by)
    check_version(unit, version)
    checks.check_open(unit)
    checks.check_level(unit.level, parent)
    current = unit.placements.select_related("parent").get(during__upper_inf=True)
    checks.check_move(unit, current, parent, on)
    current.during = DateRange(current.during.lower, on, "[)")
    current.save(update_fields=["during"])
    Placement.objects.create(unit=unit, parent=parent, during=open_from(on), recorded_by=by)
    unit.save(update_fields=["version"])
    if on <= timezone.localdate():
        set_path(unit, parent)
    check_still_hers(unit, by)
    details = {"from": current.parent.name, "to": parent.name, "on": f"{on:%d/%m/%Y}"}
    record(Verb.MOVED, by=by, target=unit, unit=unit, details=details)
    return unit


@transaction.atomic
def follow_placements():
    """Write the paths that today's placements ask for; the number of units whose path changed.

    Run every night for moves that were recorded ahead. Safe to run twice.
    """
    hold_tree()
    paths = paths_today()
    wrong = [unit for unit in Unit.objects.all() if unit.path != paths[unit.pk]]
    for unit in wrong:
        unit.path = paths[unit.pk]
    Unit.objects.bulk_update(wrong, ["path"], batch_size=500)
    return len(wrong)
