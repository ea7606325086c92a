"""Opening a case, changing what the branch wrote, handing a case to her new branch."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from core import locking
from core.exceptions import DomainError
from core.forms import check_version
from members.models import Member
from referrals.enums import Stage
from referrals.models import Referral
from referrals.services.milestones import record_milestone
from referrals.services.rows import case_of, has_other_open, locked, may, unit_on

WORDS_STAND_FROM = Stage.INTRODUCED
CHANGEABLE = ("merits", "exemplar", "model")


@transaction.atomic
def open_referral(*, member_id, on, by, merits="", exemplar=None, model=None):
    """Open a case with its first milestone (S1); warnings come with the `Outcome`.

    Hard: one open case per person, in whichever unit it is. The woman is locked, so that two
    officers cannot open two.
    """
    member = locking.locked(
        Member.objects.all(), by=by, permission=Permission.REFERRAL_CHANGE, pk=member_id
    )
    referral = Referral(
        member=member,
        unit=member.home_unit,
        opened_on=on,
        merits=merits,
        exemplar=exemplar,
        model=model,
        recorded_by=by,
    )
    referral.unit = unit_on(referral, on)
    if has_other_open(referral):
        raise DomainError(
            _("%(name)s already has an open case; nobody can have two.") % {"name": member}
        )
    referral.save(force_insert=True)
    if not may(by, Permission.REFERRAL_CHANGE, referral):
        raise DomainError(
            _("On that day she belonged to another unit. Choose a day in yours."), field="on"
        )
    return record_milestone(referral_id=referral.pk, stage=Stage.PROPOSED, on=on, by=by)


@transaction.atomic
def update_referral(*, referral_id, version, changes, by):
    """Change merits and links while the Union still considers her; a stale edit is refused.

    Once she is introduced to the cell the words stand as they were sent.
    """
    referral = locked(referral_id, by)
    if not may(by, Permission.REFERRAL_CHANGE, referral):
        raise PermissionDenied
    if referral.closed_on or case_of(referral).has(WORDS_STAND_FROM):
        raise DomainError(_("She has been introduced already; what was sent stays as it was."))
    check_version(referral, version)
    for name in CHANGEABLE:
        if name in changes:
            setattr(referral, name, changes[name])
    referral.save()
    record(Verb.CHANGED, by=by, target=referral, unit=referral.unit)
    return referral


@transaction.atomic
def hand_over(*, referral_id, by):
    """Let the branch to which she has moved inside the district follow her case from now on.

    The district's act: it must see both branches. Her milestones keep the branch of their day.
    """
    referral = locked(referral_id, by)
    to_unit = referral.member.home_unit
    if not may(by, Permission.REFERRAL_REVIEW, referral):
        raise PermissionDenied
    if referral.closed_on or to_unit == referral.unit:
        raise DomainError(_("There is nothing to hand over."))
    before, referral.unit = referral.unit, to_unit
    if not may(by, Permission.REFERRAL_REVIEW, referral):
        raise DomainError(_("She moved to a unit outside yours; record “Handed over elsewhere”."))
    referral.version += 1
    referral.save(update_fields=["unit", "version"])
    record(
        Verb.MOVED,
        by=by,
        target=referral,
        unit=to_unit,
        details={"from": before.name, "to": to_unit.name},
    )
    return referral
