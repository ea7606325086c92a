"""A case that ended without admission is forgotten after its time, but for its steps and days."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.forgetting import empty
from audit.log import record
from audit.models import Verb
from referrals.models import Milestone, Referral


def forget_old_cases():
    """Empty what cases past their time say beyond steps, days and counts; the number of cases."""
    due = list(Referral.objects.past_their_time().order_by("pk").values_list("pk", flat=True))
    return sum(_forget(number) for number in due)


@transaction.atomic
def _forget(number):
    """Whether it was still due: another run may have been quicker, or a step was withdrawn."""
    rows = Referral.objects.past_their_time().select_for_update(of=("self",))
    referral = rows.select_related("member", "unit").filter(pk=number).first()
    if referral is None:
        return False
    steps = Milestone.objects.filter(referral=referral).values_list("pk", flat=True)
    empty(Milestone, list(steps))
    empty(Referral, [referral.pk])
    today = timezone.localdate()
    Referral.objects.filter(pk=number).update(emptied_on=today, version=F("version") + 1)
    details = {"what": "case_emptied"}
    record(Verb.CHANGED, by=None, target=referral, unit=referral.unit, details=details)
    return True
