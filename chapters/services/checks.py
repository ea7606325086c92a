"""The rules of the tree, each a question that raises a `DomainError` fit to show."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.enums import PARENT_LEVEL, Level
from chapters.models import Placement, Unit
from core.exceptions import DomainError
from core.ranges import open_from


def check_level(level, parent):
    """Each level stands under one other (branches under communes); only a province under none."""
    wanted = PARENT_LEVEL.get(level)
    if (parent.level if parent else None) != wanted:
        values = {"level": Level(level).label, "wanted": Level(wanted).label if wanted else "–"}
        raise DomainError(
            _("A %(level)s stands under a %(wanted)s. Choose one.") % values, field="parent"
        )


def check_name(name, parent, besides=None):
    """No two units of one parent bear the same name at the same time."""
    if not name:
        raise DomainError(_("Please write the name, for example %s.") % "Thôn 3", field="name")
    if not parent:
        return
    sisters = Unit.objects.directly_under(parent).open()
    if sisters.filter(name__iexact=name).exclude(pk=besides and besides.pk).exists():
        values = {"parent": parent, "name": name}
        raise DomainError(
            _("%(parent)s already has “%(name)s”. Choose another name.") % values, field="name"
        )


def check_open(unit):
    """Nothing happens to a unit that has closed."""
    if unit.valid.upper is not None:
        values = {"unit": unit, "day": _day(unit.valid.upper)}
        raise DomainError(_("%(unit)s has been closed since %(day)s.") % values)


def check_begins(since, parent):
    """A unit begins today or earlier, while its parent exists."""
    if parent:
        check_open(parent)
    if since is None:
        return
    check_not_to_come(since, field="since")
    if parent and parent.valid.lower and since < parent.valid.lower:
        values = {"parent": parent, "day": _day(parent.valid.lower)}
        raise DomainError(
            _("%(parent)s exists since %(day)s only. Give that day or a later one.") % values,
            field="since",
        )


def check_not_to_come(day, field="on"):
    if day > timezone.localdate():
        values = {"day": _day(day), "today": _day(timezone.localdate())}
        raise DomainError(_("%(day)s is still to come; today is %(today)s.") % values, field=field)


def check_after(day, since, field="on"):
    """A unit or a place ends at least one day after it began."""
    if since and day <= since:
        values = {"since": _day(since)}
        raise DomainError(_("Choose a day after %(since)s.") % values, field=field)


def check_empty(unit, on):
    """A unit that closes has no members and nothing below it on that day or later.

    Spells of membership are reached through the database link by name: the member book stands
    above this app and cannot be imported.
    """
    spells = unit.memberships.filter(during__overlap=open_from(on))
    held = [
        (Placement.objects.filter(parent=unit, during__overlap=open_from(on)), _units_left),
        (spells, _members_left),
    ]
    counted = [(rows.count(), words) for rows, words in held]
    if reasons := [words(number) for number, words in counted if number]:
        values = {"unit": unit, "reasons": ", ".join(reasons)}
        raise DomainError(
            _("%(unit)s cannot close yet: it still has %(reasons)s. Move them elsewhere first.")
            % values
        )


def _units_left(number):
    return ngettext("%(number)s unit below it", "%(number)s units below it", number) % {
        "number": number
    }


def _members_left(number):
    return ngettext("%(number)s member", "%(number)s members", number) % {"number": number}


def check_move(unit, current, parent, on):
    """A move leads elsewhere, on a day when the new parent exists and after the last move."""
    if current.parent_id == parent.pk:
        values = {"unit": unit, "parent": parent}
        raise DomainError(
            _("%(unit)s already stands under %(parent)s. Choose another unit.") % values,
            field="parent",
        )
    check_open(parent)
    check_after(on, current.during.lower)
    check_after(on, unit.valid.lower)


def _day(day):
    return f"{day:%d/%m/%Y}"
