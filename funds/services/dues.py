"""Dues are received, taken back and waived. The woman's row is locked first, so that two officers
who tick her at once do not write her money twice."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.enums import SettingKey
from chapters.models import Unit
from chapters.scope import holds_at
from chapters.settings import value_of
from core.exceptions import DomainError
from funds.enums import OWING
from funds.models import Payment, Waiver
from funds.models.dues import FIRST_YEAR
from funds.money import dong
from funds.positions import positions, priced_on
from funds.services.rows import CHANGE, check_amount, check_day, locked
from members.models import Member, Membership


@dataclass(frozen=True)
class Tick:
    """A woman ticked as having paid. `seen` is what she had paid by the page that was ticked;
    without `amount` she pays all that was still missing."""

    member_id: int
    seen: int
    amount: int | None = None


@dataclass
class Taken:
    """What became of ticks: payments written, and who was passed over, with the reason."""

    payments: list = field(default_factory=list)
    passed_over: list = field(default_factory=list)

    @property
    def amount(self):
        return sum(payment.amount for payment in self.payments)


@transaction.atomic
def pay_dues(*, member_id, year, amount, on, by, received_by="", note=""):
    """Write one payment of a woman. Refused above what is missing, and on a day on which she did
    not belong to the Union."""
    member = locked(Member.objects.all(), by=by, pk=member_id)
    _check_year(year)
    check_day(on)
    check_amount(amount)
    unit = _unit_on([member.pk], on).get(member.pk)
    if why := _not_received(member, unit, on, by):
        raise DomainError(why, field="on")
    if Waiver.objects.standing().filter(member=member, year=year).exists():
        raise DomainError(_("Her dues of %(year)s are waived.") % {"year": year}, field="year")
    due = value_of(unit, SettingKey.DUES, on=priced_on(year))
    paid = Payment.objects.filter(member=member, year=year).net()
    _check_rest(due, paid, amount)
    payment = Payment.objects.create(
        member=member,
        unit=unit,
        year=year,
        amount=amount,
        paid_on=on,
        received_by=received_by,
        note=note,
        recorded_by=by,
    )
    details = {"what": "dues_paid", "year": year, "amount": amount}
    record(Verb.CREATED, by=by, target=payment, unit=unit, details=details)
    return payment


def _check_year(year):
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise DomainError(
            _("%(year)s is not a year of dues: up to next year they can be paid ahead.")
            % {"year": year},
            field="year",
        )


def _check_rest(due, paid, amount):
    if due is not None and paid + amount > due:
        values = {"amount": dong(amount), "due": dong(due), "rest": dong(max(due - paid, 0))}
        raise DomainError(
            _("%(amount)s is too much: of %(due)s for the year %(rest)s are missing.") % values,
            field="amount",
        )


def _not_received(member, unit, on, by):
    """Why `by` cannot have received money of hers on that day in `unit`, where she belonged; or "".

    What another chapter received is for that chapter to write: it stands in its own sums.
    """
    values = {"name": member, "day": f"{on:%d/%m/%Y}", "unit": unit}
    if unit is None:
        return _("%(name)s was not a member on %(day)s. Choose another day.") % values
    if not holds_at(by, CHANGE, unit):
        return (
            _(
                "On %(day)s %(name)s belonged to %(unit)s, which writes down what it received. "
                "Choose a later day."
            )
            % values
        )
    return ""


def _unit_on(member_ids, on):
    """Where each of them belonged on a day; one statement."""
    spells = Membership.objects.filter(member__in=member_ids).active_on(on).select_related("unit")
    return {spell.member_id: spell.unit for spell in spells}


@transaction.atomic
def take_dues(*, unit_id, year, ticks, on, by, received_by=""):
    """Write down who of a unit has paid today; what stood there before stays.

    Whoever is not as the page had shown her is passed over: somebody else has just written her
    down, or she moved. Returns `Taken`.
    """
    unit = _unit(unit_id, by)
    check_day(on)
    _check_year(year)
    members = _locked_members([tick.member_id for tick in ticks], by)
    now = {p.member_id: p for p in positions(unit, year, members=members)}
    units, taken = _unit_on(members, on), Taken()
    for tick in ticks:
        member, position = members.get(tick.member_id), now.get(tick.member_id)
        amount, why = _reckoned(tick, member, position, units, on, by)
        if why:
            taken.passed_over.append((member, why))
        else:
            taken.payments.append(
                Payment(
                    member=member,
                    unit=units[member.pk],
                    year=year,
                    amount=amount,
                    paid_on=on,
                    received_by=received_by,
                    recorded_by=by,
                )
            )
    return _written(taken, unit, year, by)


def _unit(unit_id, by):
    unit = Unit.objects.visible_to(by, CHANGE).filter(pk=unit_id).first()
    if unit is None:
        raise DomainError(_("Choose a unit of yours."), field="unit")
    return unit


def _locked_members(ids, by):
    rows = Member.objects.visible_to(by, CHANGE).filter(pk__in=ids).order_by("pk")
    return {m.pk: m for m in rows.select_for_update(of=("self",), no_key=True)}


def _reckoned(tick, member, position, units, on, by):
    """`(amount, "")` of a tick, or `(0, why not)`."""
    if member is None or position is None:
        return 0, _("She is no longer in this unit.")
    if member.anonymised_on:
        return 0, _("Her data were anonymised.")
    if position.net != tick.seen:
        return 0, _("Somebody else has just written down a payment of hers.")
    if position.standing not in OWING:
        return 0, _("She owes nothing.")
    if why := _not_received(member, units.get(member.pk), on, by):
        return 0, why
    amount = position.rest if tick.amount is None else tick.amount
    if not amount:
        return 0, _("No amount is set for the year: write what she paid.")
    if position.rest is not None and amount > position.rest:
        values = {"amount": dong(amount), "rest": dong(position.rest)}
        return 0, _("%(amount)s is more than the %(rest)s that are missing.") % values
    return amount, ""


def _written(taken, unit, year, by):
    Payment.objects.bulk_create(taken.payments)
    if taken.payments:
        details = {
            "what": "dues_taken",
            "year": year,
            "members": len(taken.payments),
            "amount": taken.amount,
        }
        record(Verb.CREATED, by=by, target=unit, unit=unit, details=details)
    return taken


@transaction.atomic
def take_all_dues(*, unit_id, year, on, by, received_by=""):
    """Everybody of a unit who still owes has paid it all today. Returns `Taken`."""
    unit = _unit(unit_id, by)
    owing = [p for p in positions(unit, year) if p.standing in OWING]
    if any(p.due is None for p in owing):
        raise DomainError(
            _("Set first how much the dues of %(year)s are; or write what each has paid.")
            % {"year": year}
        )
    return take_dues(
        unit_id=unit_id,
        year=year,
        ticks=[Tick(p.member_id, p.net) for p in owing],
        on=on,
        by=by,
        received_by=received_by,
    )


@transaction.atomic
def reverse_payment(*, payment_id, on, note, by):
    """Take a wrong payment back by a second row; both stay to be read."""
    payment = locked(Payment.objects.select_related("member", "unit"), by=by, pk=payment_id)
    check_day(on, since=payment.paid_on)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise DomainError(_("This payment has been taken back already."))
    if not note:
        raise DomainError(_("Say why it is taken back."), field="note")
    reversal = Payment.objects.create(
        member=payment.member,
        unit=payment.unit,
        year=payment.year,
        amount=payment.amount,
        paid_on=on,
        received_by=payment.received_by,
        note=note,
        reverses=payment,
        recorded_by=by,
    )
    details = {"what": "dues_reversed", "year": payment.year, "amount": payment.amount}
    record(Verb.VOIDED, by=by, target=payment, unit=payment.unit, details=details)
    return reversal


@transaction.atomic
def waive_dues(*, member_id, year, reason, by, note=""):
    """She owes no dues for `year`. What she may have paid stays written."""
    member = locked(Member.objects.select_related("home_unit"), by=by, pk=member_id)
    _check_year(year)
    if Waiver.objects.standing().filter(member=member, year=year).exists():
        raise DomainError(
            _("Her dues of %(year)s are waived already.") % {"year": year}, field="year"
        )
    waiver = Waiver.objects.create(
        member=member, year=year, reason=reason, note=note, recorded_by=by
    )
    details = {"what": "dues_waived", "year": year, "reason": reason}
    record(Verb.CREATED, by=by, target=waiver, unit=member.home_unit, details=details)
    return waiver


@transaction.atomic
def lift_waiver(*, waiver_id, by):
    """She owes the dues after all; that they were waived stays written."""
    waiver = locked(Waiver.objects.select_related("member__home_unit"), by=by, pk=waiver_id)
    if waiver.lifted_at:
        raise DomainError(_("This waiver has been lifted already."))
    waiver.lifted_at, waiver.lifted_by = timezone.now(), by
    waiver.save(update_fields=["lifted_at", "lifted_by"])
    details = {"what": "waiver_lifted", "year": waiver.year}
    record(Verb.VOIDED, by=by, target=waiver, unit=waiver.member.home_unit, details=details)
    return waiver
