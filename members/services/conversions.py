"""An ordinary member becomes an honorary one, or the other way round, without a day between."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.ranges import open_from
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.models import Standing
from members.services.rows import check_day, locked_member, open_spell
from members.services.spells import begin_spell, end_spell, end_standings
from members.services.transfers import refuse_waiting


@transaction.atomic
def convert_membership(*, member_id, kind, on, by, decision_number="", decision_on=None):
    """She is a member of the other `kind` from `on` on, in the same unit.

    Her spell ends and the next begins on that day, so that figures of earlier days keep her as she
    was. Core membership is the ordinary members' and ends with it. Refused while a transfer waits,
    and for the kind that she already has.
    """
    member = locked_member(member_id, by)
    check_day(on, member=member)
    refuse_waiting(member)
    spell = open_spell(member)
    if kind not in MembershipKind.values or kind == spell.kind:
        values = {
            "kind": MembershipKind(spell.kind).label,
            "since": f"{spell.during.lower:%d/%m/%Y}",
        }
        raise DomainError(_("She is an %(kind)s member already, since %(since)s.") % values)
    end_spell(spell, on, reason=Ended.CONVERTED, by=by)
    successor = begin_spell(
        member,
        spell.unit,
        on,
        began_as=Began.CONVERTED,
        by=by,
        kind=kind,
        decision_number=decision_number,
        decision_on=decision_on,
    )
    if kind == MembershipKind.HONORARY:
        held = Standing.objects.filter(member=member, during__overlap=open_from(on))
        end_standings(held.filter(kind=StandingKind.CORE), on)
    record(
        Verb.CHANGED,
        by=by,
        target=member,
        unit=spell.unit,
        details={"what": "converted", "kind": kind},
    )
    return successor
