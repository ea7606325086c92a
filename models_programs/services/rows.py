"""What every service of this app does with a row: lock it in scope, check days, look again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core import locking
from core.exceptions import DomainError

CHANGE = Permission.PROGRAM_CHANGE


def locked(rows, *, by, pk):
    """A row of the programmes: see `core.locking.locked`."""
    return locking.locked(rows, by=by, permission=CHANGE, pk=pk, no_key=True)


def check_still_hers(row, *, by):
    """After a write that can move a row: roll back unless `by` may still change it."""
    if not type(row).objects.visible_to(by, CHANGE).filter(pk=row.pk).exists():
        raise DomainError(_("The chosen unit is not one of yours. Choose another."), field="unit")


def check_day(day, *, field, since=None, since_words=""):
    """A fact happened on a day: not after today, and not before `since`. Raises `DomainError`."""
    if day > timezone.localdate():
        raise DomainError(
            _("%(day)s is still to come. Write a day up to today.") % {"day": written(day)},
            field=field,
        )
    if since and day < since:
        raise DomainError(
            _("%(day)s is before %(since)s (%(what)s). Write that day or a later one.")
            % {"day": written(day), "since": written(since), "what": since_words},
            field=field,
        )


def written(day):
    return f"{day:%d/%m/%Y}"


def assign(row, changes):
    for name, value in changes.items():
        setattr(row, name, value)
