"""Numbers that a unit sets from a day on; what held before that day stays as it was."""

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.enums import SettingKey
from chapters.models import UnitSetting
from chapters.services.checks import check_open
from chapters.services.tree import locked
from chapters.settings import DECLARED
from core.exceptions import DomainError
from core.ranges import closed_at, days_from


@transaction.atomic
def set_value(*, unit_id, key, value, since, by):
    """Let `key` be `value` at a unit, and at those below that set none, from `since` on.

    It holds until the day for which another change is planned. Set again for the same day, the
    value of that day is replaced; the history keeps the old one. Raises `DomainError` for a value
    out of bounds and for a closed unit.
    """
    unit = locked(unit_id, by)
    check_open(unit)
    _check_bounds(SettingKey(key), value)
    rows = UnitSetting.objects.filter(unit=unit, key=key)
    held = rows.filter(during__contains=since).first()
    until = held.during.upper if held else _next_planned(rows, since)
    if held and held.during.lower == since:
        held.value, held.recorded_by = value, by
        held.save(update_fields=["value", "recorded_by"])
    else:
        _close(held, since)
        held = UnitSetting.objects.create(
            unit=unit, key=key, value=value, during=days_from(since, until), recorded_by=by
        )
    _record(held, unit, by, {"setting": key, "value": value, "from": f"{since:%d/%m/%Y}"})
    return held


@transaction.atomic
def inherit_value(*, unit_id, key, since, by):
    """Let a unit take `key` from the unit above again, from `since` on.

    Raises `DomainError` where it has set nothing for that day.
    """
    unit = locked(unit_id, by)
    check_open(unit)
    held = UnitSetting.objects.filter(unit=unit, key=key, during__contains=since).first()
    if held is None:
        values = {"unit": unit, "day": f"{since:%d/%m/%Y}"}
        raise DomainError(
            _("%(unit)s has no value of its own on %(day)s. Choose a day on which it has one.")
            % values,
            field="since",
        )
    _record(held, unit, by, {"setting": key, "inherited": f"{since:%d/%m/%Y}"})
    _close(held, since)
    return unit


def _check_bounds(key, value):
    bounds = DECLARED[key]
    if not bounds.least <= value <= bounds.most:
        shown = {
            name: number_format(number, force_grouping=True)
            for name, number in (("value", value), ("least", bounds.least), ("most", bounds.most))
        }
        raise DomainError(
            _("%(value)s does not fit: give a number from %(least)s to %(most)s.") % shown,
            field="value",
        )


def _next_planned(rows, since):
    later = rows.filter(during__startswith__gt=since).order_by("during").first()
    return later.during.lower if later else None


def _close(held, since):
    """End a value at `since`; one that began on that day never was."""
    if held is None:
        return
    if held.during.lower == since:
        held.delete()
        return
    held.during = closed_at(held.during, since)
    held.save(update_fields=["during"])


def _record(row, unit, by, details):
    record(Verb.CHANGED, by=by, target=row, unit=unit, details=details)
