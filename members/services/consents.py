"""What she agreed to, and what she took back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import Purpose
from members.models import Consent
from members.services.rows import check_after, check_day, locked_member

# Sensitive data that only her consent to the purpose lets the Union keep (NĐ 356/2025, Điều 4);
# without it they are emptied, and count as not declared. Basic data rest on her membership.
KEPT_FOR = {
    Purpose.MEMBERSHIP: ("national_id",),
    Purpose.STATISTICS: ("ethnicity", "religion"),
    Purpose.REFERRAL: (),
    Purpose.PUBLICITY: (),
}

# What is kept beside a citizen number to find it by goes with it.
COLUMNS_OF = {"national_id": ("national_id", "national_id_hash", "national_id_tail")}


@dataclass(frozen=True)
class Agreement:
    """One purpose that she agreed to, with its evidence. `until` is its first day no longer."""

    purpose: str
    given_on: object
    form: str
    kept_at: str = ""
    until: object = None


@transaction.atomic
def give_consents(*, member_id, agreements, by):
    """Write down what she agrees to.

    One that stands without an end is refused by its name; one that runs out on a day is renewed:
    it ends where the new one begins.
    """
    member = locked_member(member_id, by)
    consents = write_consents(member, agreements, by=by)
    _record_given(member, agreements, by)
    return consents


@transaction.atomic
def give_consents_of_list(*, member_ids, agreements, by):
    """Write down what the women of one signed list agreed to: all of them, or nothing.

    Whoever has agreed to a purpose already is passed over for it. Returns how many women there is
    something new of. Refused when one of them is not, or no longer, hers to change.
    """
    given = 0
    for member_id in sorted(set(member_ids)):
        member = locked_member(member_id, by)
        held = set(
            Consent.objects.in_force().filter(member=member).values_list("purpose", flat=True)
        )
        new = [agreement for agreement in agreements if agreement.purpose not in held]
        if new:
            write_consents(member, new, by=by)
            _record_given(member, new, by)
            given += 1
    return given


def _record_given(member, agreements, by):
    details = {"purposes": sorted(agreement.purpose for agreement in agreements)}
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details=details)


def write_consents(member, agreements, *, by):
    """The rows of `agreements`. Not for views."""
    for agreement in agreements:
        check_day(agreement.given_on, member=member, field="given_on")
        if agreement.until:
            check_after(agreement.until, agreement.given_on, field="last_day")
        _make_room(member, agreement)
    rows = [Consent(member=member, recorded_by=by, **vars(row)) for row in agreements]
    return Consent.objects.bulk_create(rows)


def _make_room(member, agreement):
    """Refuse what overlaps an older consent, but let one that runs out end where this begins."""
    older = Consent.objects.filter(member=member, purpose=agreement.purpose)
    for consent in older.select_for_update(of=("self",)):
        ends = [day for day in (consent.withdrawn_on, consent.until) if day]
        if ends and min(ends) <= agreement.given_on:
            continue
        purpose = Purpose(agreement.purpose).label
        if consent.withdrawn_on:
            raise DomainError(
                _(
                    "She withdrew this on %(day)s: %(purpose)s. "
                    "A new consent is of that day or later."
                )
                % {"day": f"{consent.withdrawn_on:%d/%m/%Y}", "purpose": purpose},
                field="given_on",
            )
        if consent.until is None or consent.given_on >= agreement.given_on:
            raise DomainError(
                _("She has already agreed to this: %(purpose)s.") % {"purpose": purpose},
                field="purposes",
            )
        consent.until = agreement.given_on
        consent.save(update_fields=["until"])


@transaction.atomic
def withdraw_consent(*, member_id, consent_id, on, by):
    """She takes an agreement back on `on`; the sensitive fields kept for its purpose are emptied,
    on her row and in its history.

    Also a consent that has run out can be withdrawn: only then its fields go. They stay when a
    newer consent to the same purpose holds.
    """
    member = locked_member(member_id, by)
    consents = Consent.objects.select_for_update(of=("self",)).filter(member=member)
    consent = consents.filter(pk=consent_id, withdrawn_on=None).first()
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
    holds = Consent.objects.in_force(on).filter(member=member, purpose=consent.purpose).exists()
    emptied = [] if holds else empty_sensitive(member, KEPT_FOR[consent.purpose])
    details = {"withdrawn": consent.purpose, "fields": emptied}
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details=details)
    return consent


def empty_sensitive(member, names):
    """Empty the sensitive fields `names` on her locked row: not declared, as if never asked.

    What stood in them goes from the history too. Returns those that held something. Not for views.
    """
    emptied = [name for name in names if getattr(member, name)]
    columns = [column for name in emptied for column in COLUMNS_OF.get(name, (name,))]
    nothing = {name: None if name in ("ethnicity", "religion") else "" for name in columns}
    if emptied:
        for name, value in nothing.items():
            setattr(member, name, value)
        member.version += 1
        member.save()
        member.events.update(**nothing)
    return emptied
