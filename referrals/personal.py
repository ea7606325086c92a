"""What is kept about a woman on her way to the Party. Whether a case exists is itself closed."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.holdings import UNNAMED, Holding
from referrals.models import Milestone, Referral
from referrals.pipeline.facts import ANSWER, NEEDED
from referrals.timeline import facts_in_words

VIEW = Permission.REFERRAL_VIEW
FIGURES = ("count", "date", "yes", "choice", "choices")
KIND_OF = {fact.name: fact.kind for facts in (*NEEDED.values(), ANSWER) for fact in facts}


def figures_of(data):
    """The facts of a step without names, numbers of papers, places and sentences."""
    return {name: value for name, value in data.items() if KIND_OF.get(name) in FIGURES}


def hindrances(number):
    """A woman on her way to the Party stays who she is until the case has ended."""
    for _case in Referral.objects.filter(member=number, closed_on=None):
        yield _("A referral of hers to the Party is still open. Close it first.")


def hindered():
    """Women on their way."""
    yield Referral.objects.filter(closed_on=None).values("member")


def _facts(milestone):
    return "; ".join(f"{label}: {value}" for label, value in facts_in_words(milestone))


HOLDINGS = [
    Holding(
        Referral,
        "member",
        VIEW,
        clear={"merits": ""},
        keep=(
            *("unit", "opened_on", "exemplar", "model", "closed_on", "emptied_on"),
            *("version", "recorded_at"),
        ),
        narrowed=True,
        untold=("version", "recorded_at"),
    ),
    Holding(
        Milestone,
        "referral__member",
        VIEW,
        clear={
            "data": figures_of,
            "note": "",
            "void_reason": lambda text: text and UNNAMED,
        },
        keep=(
            *("referral", "stage", "rank", "on", "unit", "awareness_class", "reason"),
            *("rule_set", "due_on", "voided_at", "recorded_at"),
        ),
        narrowed=True,
        words={"data": _facts},
        untold=("referral", "rank", "rule_set", "recorded_at"),
    ),
]
