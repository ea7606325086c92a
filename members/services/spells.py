"""Where a member belongs: spells begin, end, follow one another and are put right."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.ranges import closed_at, open_from
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.models import Membership, Standing, Transfer
from members.services.rows import (
    check_after,
    check_day,
    check_still_hers,
    home_unit,
    locked_member,
    open_spell,
    relocate,
    same_home,
    settle_home,
)


def begin_spell(member, unit, on, *, began_as, by, **details):
    """Write a spell of `member` in `unit` from `on` on, and her home unit. Not for views."""
    taken = Membership.objects.filter(member=member, during__overlap=open_from(on))
    if spell := taken.select_related("unit").order_by("-during").first():
        raise DomainError(_already(spell), field="on")
    spell = Membership.objects.create(
        member=member, unit=unit, during=open_from(on), began_as=began_as, recorded_by=by, **details
    )
    settle_home(member)
    return spell


def _already(spell):
    values = {"unit": spell.unit, "since": f"{spell.during.lower:%d/%m/%Y}"}
    if spell.during.upper is None:
        return _("She already belongs to %(unit)s, since %(since)s.") % values
    values["until"] = f"{spell.during.upper:%d/%m/%Y}"
    return (
        _("She belonged to %(unit)s from %(since)s until %(until)s. Choose %(until)s or later.")
        % values
    )


def end_spell(spell, on, *, reason, by, note=""):
    """Close `spell`: `on` is the first day out. Not for views."""
    check_after(on, spell.during.lower)
    spell.during = closed_at(spell.during, on)
    spell.ended_as, spell.end_note = reason, note
    spell.end_recorded_at, spell.end_recorded_by = timezone.now(), by
    spell.save(
        update_fields=["during", "ended_as", "end_note", "end_recorded_at", "end_recorded_by"]
    )
    return spell


def check_age(member, on, began_as, *, field="on"):
    """A member is of age (`MEMBER_ADMISSION_AGE`, by the Union's statutes) when she is admitted.

    Of a woman whose year of birth alone is known, the year decides. What stands in old books is
    entered as it stands.
    """
    if began_as != Began.ADMITTED or not member.birth_year:
        return
    birth, age = member.birth_date, settings.MEMBER_ADMISSION_AGE
    too_young = on.year - member.birth_year < age
    if birth and on.year - birth.year == age:
        too_young = (on.month, on.day) < (birth.month, birth.day)
    if too_young:
        values = {"year": member.birth_year, "day": f"{on:%d/%m/%Y}", "age": age}
        raise DomainError(
            _("Born in %(year)s, she was not yet %(age)s on %(day)s. Check both dates.") % values,
            field=field,
        )


@transaction.atomic
def end_membership(*, member_id, reason, on, by, note=""):
    """End her membership: `on` is the first day on which she no longer belongs.

    Core and working-away standings end with it; Party membership does not. Refused while a
    transfer waits, for another reason than those of `Ended`, and for a transfer inside the
    district, which is `transfer_member`.
    """
    member = locked_member(member_id, by)
    check_day(on, member=member)
    check_reason(reason)
    if waiting := Transfer.objects.waiting().filter(member=member).first():
        raise DomainError(
            _("Her transfer to %(unit)s still waits for an answer. Withdraw it first.")
            % {"unit": waiting.to_unit}
        )
    spell = end_spell(open_spell(member), on, reason=reason, by=by, note=note)
    standings = Standing.objects.filter(member=member, during__overlap=open_from(on))
    end_standings(standings.exclude(kind=StandingKind.PARTY), on)
    record(
        Verb.CHANGED,
        by=by,
        target=member,
        unit=spell.unit,
        details={"what": "membership_ended", "reason": reason},
    )
    return spell


def check_reason(reason):
    """Refuse what is no reason for leaving; a change of kind is none, and a service of its own."""
    if reason not in Ended.values or reason == Ended.CONVERTED:
        raise DomainError(_("Choose why her membership ended."), field="reason")


def end_standings(standings, on):
    """End them on `on`; a standing that would begin afterwards never was. Not for views."""
    for standing in standings:
        if standing.during.lower and standing.during.lower >= on:
            standing.delete()
        else:
            standing.during = closed_at(standing.during, on)
            standing.save(update_fields=["during"])


@transaction.atomic
def readmit_member(
    *,
    member_id,
    unit_id,
    on,
    by,
    kind=MembershipKind.ORDINARY,
    decision_number="",
    decision_on=None,
    admission=None,
):
    """Begin a new spell of a woman who had left; the old spells stay as they were."""
    member = locked_member(member_id, by)
    check_day(on, member=member)
    unit = home_unit(unit_id, by=by, on=on)
    spell = begin_spell(
        member,
        unit,
        on,
        began_as=Began.ADMITTED,
        by=by,
        kind=kind,
        decision_number=decision_number,
        decision_on=decision_on,
        admission=admission,
    )
    leave_household_elsewhere(member, unit, on, by=by)
    check_still_hers(member, by)
    record(Verb.CHANGED, by=by, target=member, unit=unit, details={"what": "readmitted"})
    return spell


def hand_over(member, spell, unit, on, *, by):
    """End `spell` and begin its successor in `unit` on the same day. Not for views."""
    end_spell(spell, on, reason=Ended.TRANSFERRED, by=by)
    successor = begin_spell(
        member, unit, on, began_as=Began.TRANSFERRED, by=by, kind=spell.kind, came_from=spell
    )
    leave_household_elsewhere(member, unit, on, by=by)
    return successor


def leave_household_elsewhere(member, unit, on, *, by):
    """Her household stays in its branch: a woman who moves to another one leaves it."""
    if member.household and not same_home(member.household, unit):
        relocate(member, None, on, by=by)
