"""Approval: everybody on a list is admitted in one transaction, or nobody is."""

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from audit.undo import keep_bases
from core.exceptions import DomainError
from members.admissions.checks import faults_of
from members.admissions.rows import entries_of, locked_list, tell_trail
from members.doubles.asking import ask_to_compare
from members.enums import AdmissionState
from members.models import AdmissionEntry, AdmissionList, Household, Member
from members.services import Joining, admit_member, readmit_member
from members.services.rows import check_day

COPIED = ("full_name", "birth_year", "birth_date", "phone", "address", "national_id", "ethnicity")


@transaction.atomic
def admit_list(*, list_id, decision_number, decision_on, by, on=None):
    """Admit everybody on a list that waits, with the number and day of the resolution.

    They are members from `on`, the day of the resolution unless told otherwise. Refused for one's
    own list, and as a whole when one of them cannot be admitted. Their spells point at the list.
    """
    states = (AdmissionState.SUBMITTED,)
    listed = locked_list(list_id, by, *states, permission=Permission.MEMBER_ADMIT)
    on = on or decision_on
    _check(listed, decision_number, decision_on, on, by)
    entries = entries_of(listed)
    _refuse_faults(entries, on, by)
    with pghistory.context(user=by.pk, admission=listed.pk) as context:
        _keep_bases(listed, entries)
        listed.decision_number, listed.decision_on, listed.admitted_on = (
            decision_number,
            decision_on,
            on,
        )
        for entry in entries:
            _admit(entry, listed, by)
        listed.state, listed.context = AdmissionState.RECORDED, context.id
        listed.decided_at, listed.decided_by = timezone.now(), by
        listed.save()
    tell_trail(listed, "admission_recorded", by=by, rows=len(entries))
    return listed


def _check(listed, decision_number, decision_on, on, by):
    if listed.submitted_by_id == by.pk:
        raise DomainError(_("You sent this list in yourself, so somebody else approves it."))
    if not decision_number:
        raise DomainError(_("Write the number of the resolution."), field="decision_number")
    check_day(decision_on, field="decision_on")
    if decision_on < listed.drawn_on:
        raise DomainError(
            _("The list is of %(day)s; the resolution cannot be older.")
            % {"day": f"{listed.drawn_on:%d/%m/%Y}"},
            field="decision_on",
        )
    check_day(on)
    if on < decision_on:
        raise DomainError(
            _("They are members from %(day)s, the day of the resolution, or later.")
            % {"day": f"{decision_on:%d/%m/%Y}"},
            field="on",
        )


def _refuse_faults(entries, on, by):
    faults = faults_of(entries, on, by)
    if not faults:
        return
    women = len({fault.entry.pk for fault in faults})
    words = ngettext(
        "%(n)s woman cannot be admitted as it stands, so nobody has been admitted:",
        "%(n)s women cannot be admitted as it stands, so nobody has been admitted:",
        women,
    ) % {"n": women}
    told = "; ".join(f"{fault.entry}: {fault.words}" for fault in faults)
    raise DomainError(f"{words} {told}")


def _keep_bases(listed, entries):
    """History holds every row as it is before it changes, so that all can be taken back."""
    women = [entry.member_id for entry in entries if entry.member_id]
    homes = Member.objects.filter(pk__in=women).exclude(household=None)
    keep_bases(Member, women)
    keep_bases(Household, list(homes.values_list("household", flat=True)))
    keep_bases(AdmissionList, [listed.pk])
    keep_bases(AdmissionEntry, [entry.pk for entry in entries])


def _admit(entry, listed, by):
    how = {
        "on": listed.admitted_on,
        "decision_number": listed.decision_number,
        "decision_on": listed.decision_on,
        "admission": listed,
    }
    if entry.is_returning:
        readmit_member(member_id=entry.member_id, unit_id=entry.unit_id, by=by, **how)
        return
    details = {name: getattr(entry, name) for name in COPIED}
    entry.member = admit_member(
        unit_id=entry.unit_id, details=details, joining=Joining(**how), by=by
    )
    entry.national_id, entry.ethnicity = "", None  # from here on they stand on her record alone
    entry.save(update_fields=["member", "national_id", "ethnicity"])
    if entry.ask_district:
        ask_to_compare(member_id=entry.member_id, by=by)
