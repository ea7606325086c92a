"""Writing down that a member was asked about a worry, so that it rests for a while."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import Worry
from members.models import Asking
from members.services.rows import check_day, locked_member, open_spell


@transaction.atomic
def ask_about(*, member_id, worry, on, by, note=""):
    """She, or those who know her, were asked on `on`; asked again that day, the note is replaced.

    Refused for a woman who is no member at present.
    """
    member = locked_member(member_id, by)
    check_day(on, member=member)
    if worry not in Worry.values or not Worry(worry).is_of_members:
        raise DomainError(_("Members are not asked about that."))
    spell = open_spell(member)
    if on < spell.during.lower:
        values = {"since": f"{spell.during.lower:%d/%m/%Y}"}
        raise DomainError(
            _("She has been a member since %(since)s only. Choose that day or a later one.")
            % values,
            field="on",
        )
    asking, _new = Asking.objects.update_or_create(
        member=member, worry=worry, on=on, defaults={"note": note, "recorded_by": by}
    )
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details={"asked": worry})
    return asking
