"""Women past their time are proposed to be anonymised, several at once; nothing else happens."""

from dataclasses import dataclass

from django.db import transaction

from core.exceptions import DomainError
from members.enums import ErasureGround
from members.erasing.service import propose_erasure
from members.retention import women_past_their_time


@dataclass(frozen=True)
class Proposed:
    """What came of it: the proposals, and `(woman, why not)` of those who were passed over."""

    made: list
    refused: list


@transaction.atomic
def propose_due(*, member_ids, by):
    """Propose those of `member_ids` who are past their time, as `propose_erasure` does for one.

    Whoever is not past her time, or has been proposed since, is no longer among them: to do it
    again proposes nobody twice. In the order of their numbers, so that two lists never block.
    """
    made, refused = [], []
    for woman in women_past_their_time().filter(pk__in=member_ids).order_by("pk"):
        try:
            with transaction.atomic():
                ground = ErasureGround.RETENTION
                made.append(propose_erasure(member_id=woman.pk, ground=ground, by=by))
        except DomainError as reason:
            refused.append((woman, reason.message))
    return Proposed(made, refused)
