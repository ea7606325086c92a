from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.scope import holds_at
from members.enums import Purpose
from members.models import Member
from reports.duties.words import Duty


def personal_data_owed(user, unit, today):
    """What the law on personal data asks of the unit."""
    if not holds_at(user, Permission.MEMBER_CHANGE, unit):
        return []
    return [*_consents(user, unit, today)]


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
