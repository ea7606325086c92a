"""What every writing of dues and funds begins with: a row locked in scope, days that have come."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core import locking
from core.exceptions import DomainError
from members.services import rows as members

CHANGE = Permission.FUND_CHANGE


def locked(rows, *, by, pk):
    """A row to write dues and funds of: see `core.locking.locked`."""
    return locking.locked(rows, by=by, permission=CHANGE, pk=pk, no_key=True)


def check_day(on, *, since=None, field="on"):
    """Refuse a day still to come, or before `since`."""
    members.check_day(on, field=field)
    if since and on < since:
        values = {"day": f"{on:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"}
        raise DomainError(
            _("%(day)s is before %(since)s, the day of what is taken back.") % values, field=field
        )


def check_amount(amount, field="amount"):
    if amount <= 0:
        raise DomainError(_("Write an amount above 0."), field=field)
