"""How long uploaded lists are kept after they ended."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.keeping import DAYS, Rule
from imports.models import Batch

RULES = [
    Rule(
        "imports",
        _("uploaded lists"),
        "IMPORT_KEEP_DAYS",
        DAYS,
        _("deleted by the system"),
        Permission.MEMBER_CHANGE,
        Batch.objects.past_their_time,
    ),
]
