from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Transfer
from reports.duties.words import Duty


def members_owed(user, unit, today):
    """Members whom another chapter proposes to hand over and who wait for an answer."""
    waiting = Transfer.objects.answerable_by(user).waiting()
    days = waiting.filter(to_unit__path__startswith=unit.path).order_by("on").values_list("on")
    days = [day for (day,) in days]
    if not days:
        return []
    words = ngettext(
        "%(n)s member waits to be received from another chapter",
        "%(n)s members wait to be received from another chapter",
        len(days),
    ) % {"n": len(days)}
    url = reverse("members:transfers")
    return [Duty(words, _("Answer"), url, today, by=days[0])]
