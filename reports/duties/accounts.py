from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from reports.duties.words import Duty


def accounts_owed(user, unit, today):
    """Accounts of people who can sign in but may do nothing, because nobody has posted them."""
    rows = User.objects.visible_to(user, Permission.ACCOUNT_MANAGE)
    waiting = rows.filter(is_active=True).unposted().count()
    if not waiting:
        return []
    words = ngettext(
        "%(n)s account has no posting today: she can sign in but sees nothing",
        "%(n)s accounts have no posting today: they can sign in but see nothing",
        waiting,
    ) % {"n": waiting}
    return [Duty(words, _("Post them"), f"{reverse('accounts:list')}?state=unposted", today)]
