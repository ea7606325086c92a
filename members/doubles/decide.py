"""Two rows are told apart, and the telling apart taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.doubles.people import likeness_of
from members.enums import DoubleState
from members.models import Double, Member


@transaction.atomic
def point_out(*, member_id, other_id, by):
    """Propose that two records which she reaches are one woman; the `Double` to look at.

    A pair that was told apart is proposed again.
    """
    women = Member.objects.visible_to(by, Permission.MEMBER_CHANGE).named()
    women = women.select_related("home_unit", "household").in_bulk({member_id, other_id})
    if member_id == other_id or len(women) < 2:
        raise DomainError(
            _("There is no other record of this number in your unit."), field="number"
        )
    first, second = sorted((member_id, other_id))
    if known := Double.objects.filter(first=first, second=second).first():
        return propose_again(pair_id=known.pk, by=by)
    found = likeness_of(women[first], women[second])
    return Double.objects.create(
        first_id=first, second_id=second, score=found.score, evidence=found.as_kept()
    )


@transaction.atomic
def tell_apart(*, pair_id, by):
    """Remember that the two are not one woman: never proposed again but for new evidence."""
    pair = _locked(pair_id, by)
    if pair.state == DoubleState.DIFFERENT:
        return pair
    pair.state, pair.decided_at, pair.decided_by = DoubleState.DIFFERENT, timezone.now(), by
    return _kept(pair, by, "told_apart")


@transaction.atomic
def propose_again(*, pair_id, by):
    """Take back that the two are not one woman."""
    pair = _locked(pair_id, by)
    pair.state, pair.decided_at, pair.decided_by = DoubleState.PROPOSED, None, None
    return _kept(pair, by, "proposed_again")


def _locked(pair_id, by):
    pairs = Double.objects.visible_to(by).select_for_update(of=("self",))
    pair = pairs.select_related("first__home_unit", "second__home_unit").filter(pk=pair_id).first()
    if pair is None:
        raise DomainError(_("This pair is no longer there, or not yours to decide."))
    return pair


def _kept(pair, by, what):
    pair.save(update_fields=["state", "decided_at", "decided_by"])
    details = {"what": what}  # not who the other one is: she may belong to another chapter
    for woman in (pair.first, pair.second):
        record(Verb.CHANGED, by=by, target=woman, unit=woman.home_unit, details=details)
    return pair
