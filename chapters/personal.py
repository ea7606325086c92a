"""What the tree of units keeps about a woman: the offices that she held."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.holdings import UNNAMED, Holding
from chapters.models import Officer

HOLDINGS = [
    Holding(
        Officer,
        "member",
        Permission.UNIT_VIEW,
        clear={"full_name": UNNAMED, "phone": ""},
        keep=("unit", "title", "term", "during", "version", "recorded_at"),
        untold=("version", "recorded_at"),
    ),
]


def hindrances(number):
    """Who is in charge somewhere has a name."""
    serving = Officer.objects.filter(member=number).serving_on(timezone.localdate())
    for office in serving.select_related("unit"):
        yield _("She is %(title)s of %(unit)s. End this office first.") % {
            "title": office.get_title_display(),
            "unit": office.unit,
        }


def hindered():
    """Who serves now."""
    serving = Officer.objects.serving_on(timezone.localdate())
    yield serving.filter(member__isnull=False).values("member")
