"""Lines of the fund book of a unit, written under a lock on the unit so that the balance holds."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from core.exceptions import DomainError
from funds.enums import Direction
from funds.models import Entry
from funds.money import dong
from funds.services.rows import check_amount, check_day, locked


@transaction.atomic
def write_entry(*, unit_id, on, direction, amount, purpose, by, kept_by=""):
    """Write an income or expense. An expense needs the money, on its day and ever after."""
    unit = locked(Unit.objects.all(), by=by, pk=unit_id)
    check_day(on)
    check_amount(amount)
    if on not in unit.valid:
        values = {"unit": unit, "day": f"{on:%d/%m/%Y}"}
        raise DomainError(_("%(unit)s did not exist on %(day)s.") % values, field="on")
    if direction == Direction.OUT:
        _check_money(unit, on, amount)
    entry = Entry.objects.create(
        unit=unit,
        on=on,
        direction=direction,
        amount=amount,
        purpose=purpose,
        kept_by=kept_by,
        recorded_by=by,
    )
    details = {"what": f"fund_{direction}", "amount": amount}
    record(Verb.CREATED, by=by, target=entry, unit=unit, details=details)
    return entry


def _check_money(unit, on, amount):
    """What is in the fund on the day, and at the lowest later on, must be enough."""
    rows = Entry.objects.filter(unit=unit)
    then = rows.filter(on__lte=on).balance()
    later = rows.with_balance()
    lowest = min([then, *(line.balance for line in later if line.on > on)])
    if amount > lowest:
        values = {"amount": dong(amount), "rest": dong(max(lowest, 0))}
        raise DomainError(
            _("The fund holds %(rest)s, not enough for %(amount)s. Write the income first.")
            % values,
            field="amount",
        )


@transaction.atomic
def reverse_entry(*, entry_id, on, purpose, by):
    """Put a wrong line right by one in the other direction; both stay to be read.

    The balance may fall below 0 by it: then the book tells that something else is wrong too.
    """
    found = locked(Entry.objects.select_related("unit"), by=by, pk=entry_id)
    locked(Unit.objects.all(), by=by, pk=found.unit_id)
    check_day(on, since=found.on)
    if found.reverses_id or Entry.objects.filter(reverses=found).exists():
        raise DomainError(_("This line has been taken back already."))
    if not purpose:
        raise DomainError(_("Say why it is taken back."), field="purpose")
    reversal = Entry.objects.create(
        unit=found.unit,
        on=on,
        direction=Direction(found.direction).opposite,
        amount=found.amount,
        purpose=purpose,
        kept_by=found.kept_by,
        reverses=found,
        recorded_by=by,
    )
    details = {"what": "fund_reversed", "amount": found.amount}
    record(Verb.VOIDED, by=by, target=found, unit=found.unit, details=details)
    return reversal
