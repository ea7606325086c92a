from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.scope import holds_at
from members.enums import Purpose
from members.models import DataRequest, Member
from members.state import woman_line
from reports.duties.words import Duty

SHOWN = 5


def personal_data_owed(user, unit, today):
    """What the law on personal data asks of the unit."""
    if not holds_at(user, Permission.MEMBER_CHANGE, unit):
        return []
    return [*_requests(user, unit, today), *_consents(user, unit, today)]


def _requests(user, unit, today):
    """Each open request with the next day that the law names: to confirm it, then to answer it."""
    rows = DataRequest.objects.visible_to(user).under(unit).open().by_deadline()
    for asked in rows.select_related("member__home_unit")[:SHOWN]:
        action = _("Answer her") if asked.replied_on else _("Confirm receipt")
        yield Duty(
            capfirst(asked.get_kind_display()),
            action,
            asked.get_absolute_url(),
            today,
            by=asked.next_by,
            detail=woman_line(asked.member),
        )


def _consents(user, unit, today):
    """Members whose consent to keeping their data is on no paper; a chapter's affair alone."""
    if unit.level in (Level.DISTRICT, Level.PROVINCE):
        return
    rows = Member.objects.visible_to(user, Permission.MEMBER_CHANGE).under(unit).active_on(today)
    lacking = rows.without_consent(Purpose.MEMBERSHIP, today).count()
    if lacking:
        words = ngettext(
            "%(n)s member has not agreed in writing that her data are kept",
            "%(n)s members have not agreed in writing that their data are kept",
            lacking,
        ) % {"n": lacking}
        yield Duty(words, _("Ask them"), reverse("members:consents"), today)
