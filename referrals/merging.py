"""What becomes of cases when two records become one."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from members.doubles.rules import AtMostOne

RULES = {
    "referrals.Referral.member": AtMostOne(
        where=Q(closed_on=None),
        words=gettext_lazy("Both records have an open referral. End one of them first."),
        permission=Permission.REFERRAL_VIEW,
    ),
}
