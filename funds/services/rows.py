"""What every writing of dues and funds begins with: a row locked in scope, days that have come."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core.exceptions import DomainError
from members.services import rows as members

CHANGE = Permission.FUND_CHANGE


def locked(rows, *, by, pk):
    """The row `pk` that `by` may change, locked and read anew. Raises `DomainError`."""
    rows = rows.visible_to(by, CHANGE).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError(_("This record is no longer in your unit. Nothing has been saved."))
    return found


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
