"""Working away, core member, Party member: standings begin and end beside the membership."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.ranges import closed_at, open_from
from members.enums import StandingKind
from members.models import Standing
from members.services.rows import check_after, check_day, locked_member, open_spell
from members.services.standing_corrections import refuse_days_elsewhere


@transaction.atomic
def start_standing(*, member_id, kind, on, by, place="", phone="", note=""):
    """She is a core member, works away, or is in the Party from `on` on.

    Place and phone belong to working away. Refused for a woman who is no member, before she
    became one (but Party membership may be older), and while such a standing lasts.
    """
    member = locked_member(member_id, by)
    spell = open_spell(member)
    check_day(on, member=member)
    if kind != StandingKind.PARTY and on < spell.during.lower:
        raise DomainError(
            _("She has been a member since %(since)s only. Choose that day or a later one.")
            % {"since": f"{spell.during.lower:%d/%m/%Y}"},
            field="on",
        )
    _refuse_overlap(member, kind, on)
    standing = Standing.objects.create(
        member=member,
        kind=kind,
        during=open_from(on),
        place=place,
        phone=phone,
        note=note,
        recorded_by=by,
    )
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details={"began": kind})
    return standing


def _refuse_overlap(member, kind, on):
    held = Standing.objects.filter(member=member, kind=kind, during__overlap=open_from(on)).first()
    if held is None:
        return
    values = {"kind": held.get_kind_display(), "since": f"{held.during.lower:%d/%m/%Y}"}
    if held.during.upper is None:
        raise DomainError(_("“%(kind)s” already stands, since %(since)s.") % values, field="on")
    values["until"] = f"{held.during.upper:%d/%m/%Y}"
    raise DomainError(
        _("“%(kind)s” stood from %(since)s until %(until)s. Choose a later day.") % values,
        field="on",
    )


@transaction.atomic
def end_standing(*, member_id, kind, on, by):
    """The standing `kind` ends: `on` is the first day on which it is no longer true.

    Refused for a day that she spent in another unit, whose figures it would change.
    """
    member = locked_member(member_id, by)
    held = Standing.objects.select_for_update(of=("self",))
    standing = held.filter(member=member, kind=kind, during__upper_inf=True).first()
    if standing is None:
        raise DomainError(
            _("Nothing to end: “%(kind)s” does not stand now.") % {"kind": StandingKind(kind).label}
        )
    check_day(on, member=member)
    check_after(on, standing.during.lower)
    refuse_days_elsewhere(member, [(on, None)], by)
    standing.during = closed_at(standing.during, on)
    standing.save(update_fields=["during"])
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details={"ended": kind})
    return standing
