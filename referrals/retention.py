"""How long a case that ended without admission says why and in whose words."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.keeping import MONTHS, Rule
from referrals.models import Referral
from referrals.services.forgetting import forget_old_cases

RULES = [
    Rule(
        "cases",
        _("referrals that ended without admission"),
        "CASE_KEPT_MONTHS",
        MONTHS,
        _("words, names and numbers of papers emptied by the system; steps and days stay"),
        Permission.REFERRAL_VIEW,
        Referral.objects.past_their_time,
        forget=forget_old_cases,
    ),
]
