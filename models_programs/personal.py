"""What campaigns and models keep about a woman: examples, participation, help that she gave."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.holdings import UNNAMED, Holding
from models_programs.models import Assistance, Exemplar, Participation

VIEW = Permission.PROGRAM_VIEW

HOLDINGS = [
    Holding(
        Exemplar,
        "member",
        VIEW,
        clear={
            "name": UNNAMED,
            "achievement": "",
            "honour": "",
            "decision_number": "",
            "published_at": "",
        },
        keep=(
            *("unit", "is_collective", "field", "introduced_on", "model", "honoured_by"),
            *("version", "recorded_at"),
        ),
        narrowed=True,
        untold=("is_collective", "version", "recorded_at"),
    ),
    Holding(
        Participation,
        "member",
        VIEW,
        clear={"role": ""},
        keep=("model", "during", "recorded_at"),
        narrowed=True,
        untold=("recorded_at",),
    ),
    Holding(
        Assistance,
        "helper",
        VIEW,
        clear={"helper_name": UNNAMED},
        keep=(
            *("household", "unit", "criterion", "year", "started_on", "until", "result"),
            *("closed_on", "note", "version", "recorded_at"),
        ),
        narrowed=True,
        untold=("household", "note", "version", "recorded_at"),  # they tell of somebody else
    ),
]


def hindrances(number):
    """A household is not left without its helper."""
    for given in Assistance.objects.filter(helper=number, closed_on=None).order_by("pk"):
        yield _("She is to help the household of %(household)s. Give it another helper first.") % {
            "household": given.household
        }


def hindered():
    """Helpers of households."""
    helps = Assistance.objects.filter(helper__isnull=False, closed_on=None)
    yield helps.order_by().values("helper")
