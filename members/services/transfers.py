"""A member moves: at once inside one's scope, by proposal and answer between two chapters."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.enums import Level
from chapters.models import Unit
from core.exceptions import DomainError
from members.enums import TransferState
from members.models import Member, Transfer
from members.services.rows import (
    NotHers,
    check_day,
    check_still_hers,
    home_unit,
    locked_member,
    open_spell,
)
from members.services.spells import hand_over


@transaction.atomic
def move_member(*, member_id, to_unit_id, on, by):
    """Move her to another branch or group where `by` keeps the book too; no answer is needed."""
    member = locked_member(member_id, by)
    check_day(on, member=member)
    spell = open_spell(member)
    refuse_waiting(member)
    unit = home_unit(to_unit_id, by=by, on=on)
    if unit.pk == spell.unit_id:
        raise DomainError(_("She already belongs to %(unit)s.") % {"unit": unit}, field="unit")
    successor = hand_over(member, spell, unit, on, by=by)
    check_still_hers(member, by)
    details = {"from": spell.unit.name, "to": unit.name}
    record(Verb.MOVED, by=by, target=member, unit=unit, details=details)
    return successor


@transaction.atomic
def propose_transfer(*, member_id, to_unit_id, on, by, note=""):
    """Offer her to another commune chapter. Both see the offer wait; nothing else changes yet."""
    member = locked_member(member_id, by)
    check_day(on, member=member)
    spell = open_spell(member)
    refuse_waiting(member)
    unit = chapters_elsewhere(by).filter(pk=to_unit_id).first()
    if unit is None:
        raise DomainError(_("Choose the chapter that receives her."), field="chapter")
    if on <= spell.during.lower:
        raise DomainError(
            _("She has been in %(unit)s since %(since)s. Choose a later day.")
            % {"unit": spell.unit, "since": f"{spell.during.lower:%d/%m/%Y}"},
            field="on",
        )
    transfer = Transfer.objects.create(
        member=member, from_unit=spell.unit, to_unit=unit, on=on, note=note, recorded_by=by
    )
    details = {"transfer": "proposed", "to": unit.name}
    record(Verb.MOVED, by=by, target=member, unit=spell.unit, details=details)
    return transfer


def chapters_elsewhere(by):
    """Open commune chapters of her district in which she does not keep the book herself.

    Names of units are no personal data: the one place that looks beyond her scope.
    """
    mine = Unit.objects.visible_to(by, Permission.MEMBER_CHANGE)
    tops = {path.split(".")[0] for path in mine.values_list("path", flat=True)[:1]}
    around = Unit.objects.at(Level.COMMUNE).open().exclude(pk__in=mine.values("pk"))
    return around.filter(path__startswith=f"{tops.pop()}.") if tops else around.none()


def refuse_waiting(member):
    if waiting := Transfer.objects.waiting().filter(member=member).first():
        raise DomainError(
            _("Her transfer to %(unit)s already waits for an answer. Withdraw it first.")
            % {"unit": waiting.to_unit}
        )


@transaction.atomic
def accept_transfer(*, transfer_id, unit_id, by):
    """The receiving chapter takes her into a branch or group, from the proposed day on."""
    transfer, member = _locked_offer(Transfer.objects.answerable_by(by), transfer_id)
    unit = home_unit(unit_id, by=by, on=transfer.on)
    if not unit.path.startswith(transfer.to_unit.path):
        raise DomainError(
            _("Choose a branch or group of %(unit)s.") % {"unit": transfer.to_unit}, field="unit"
        )
    spell = open_spell(member)
    if spell.unit_id != transfer.from_unit_id:
        raise DomainError(_("She has moved since this was proposed. Ask for a new proposal."))
    successor = hand_over(member, spell, unit, transfer.on, by=by)
    _answer(transfer, TransferState.ACCEPTED, "", by)
    check_still_hers(member, by)
    details = {"transfer": "accepted", "from": spell.unit.name, "to": unit.name}
    record(Verb.MOVED, by=by, target=member, unit=unit, details=details)
    return successor


@transaction.atomic
def refuse_transfer(*, transfer_id, answer, by):
    """The receiving chapter says no, and why; she stays where she is."""
    transfer, member = _locked_offer(Transfer.objects.answerable_by(by), transfer_id)
    if not answer:
        raise DomainError(_("Say why, so that the other chapter knows."), field="answer")
    _answer(transfer, TransferState.REFUSED, answer, by)
    details = {"transfer": "refused"}
    record(Verb.MOVED, by=by, target=member, unit=transfer.from_unit, details=details)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer_id, by):
    """The proposing chapter takes its offer back."""
    transfer, member = _locked_offer(Transfer.objects.withdrawable_by(by), transfer_id)
    _answer(transfer, TransferState.WITHDRAWN, "", by)
    details = {"transfer": "withdrawn"}
    record(Verb.MOVED, by=by, target=member, unit=transfer.from_unit, details=details)
    return transfer


def _locked_offer(rows, transfer_id):
    """The waiting transfer among `rows`, and its member, both locked: the member first, as all
    services do. The member of a foreign chapter is reached through the offer alone."""
    offer = rows.filter(pk=transfer_id).first()
    if offer is None:
        raise NotHers(_("This transfer is not for you to answer."))
    members = Member.objects.select_for_update(of=("self",))
    member = members.select_related("household__unit").get(pk=offer.member_id)
    locked = Transfer.objects.select_for_update(of=("self",))
    transfer = locked.select_related("from_unit", "to_unit").get(pk=offer.pk)
    if transfer.state != TransferState.PROPOSED:
        raise DomainError(
            _("This transfer has already been answered: %(state)s.")
            % {"state": transfer.get_state_display()}
        )
    return transfer, member


def _answer(transfer, state, answer, by):
    transfer.state, transfer.answer = state, answer
    transfer.answered_at, transfer.answered_by = timezone.now(), by
    transfer.save(update_fields=["state", "answer", "answered_at", "answered_by"])
