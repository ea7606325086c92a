"""Two rows are told apart, and the telling apart taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import DoubleState
from members.models import Double


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
