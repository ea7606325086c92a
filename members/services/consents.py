"""What she agreed to, and what she took back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import Purpose
from members.models import Consent
from members.services.rows import check_day, locked_member


@dataclass(frozen=True)
class Agreement:
    """One purpose that she agreed to, with its evidence."""

    purpose: str
    given_on: object
    form: str
    kept_at: str = ""


@transaction.atomic
def give_consents(*, member_id, agreements, by):
    """Write down what she agrees to; a purpose already in force is refused by its name."""
    member = locked_member(member_id, by)
    consents = write_consents(member, agreements, by=by)
    details = {"purposes": sorted(agreement.purpose for agreement in agreements)}
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details=details)
    return consents


def write_consents(member, agreements, *, by):
    """The rows of `agreements`. Not for views."""
    held = set(Consent.objects.in_force().filter(member=member).values_list("purpose", flat=True))
    for agreement in agreements:
        check_day(agreement.given_on, member=member, field="given_on")
        if agreement.purpose in held:
            purpose = Purpose(agreement.purpose).label
            raise DomainError(
                _("She has already agreed to this: %(purpose)s.") % {"purpose": purpose},
                field="purposes",
            )
    rows = [Consent(member=member, recorded_by=by, **vars(row)) for row in agreements]
    return Consent.objects.bulk_create(rows)


@transaction.atomic
def withdraw_consent(*, member_id, consent_id, on, by):
    """She takes an agreement back on `on`.

    Without consent to statistics her ethnic group and religion are no longer kept (domain: NĐ 356,
    sensitive data): both are emptied, and count as not declared.
    """
    member = locked_member(member_id, by)
    consents = Consent.objects.select_for_update(of=("self",)).filter(member=member)
    consent = consents.in_force().filter(pk=consent_id).first()
    if consent is None:
        raise DomainError(_("This consent is no longer in force."))
    check_day(on)
    if on < consent.given_on:
        raise DomainError(
            _("She agreed on %(day)s; the withdrawal cannot be earlier.")
            % {"day": f"{consent.given_on:%d/%m/%Y}"},
            field="on",
        )
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    if consent.purpose == Purpose.STATISTICS:
        member.ethnicity = member.religion = None
        member.version += 1
        member.save(update_fields=["ethnicity", "religion", "version"])
    details = {"withdrawn": consent.purpose}
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details=details)
    return consent
