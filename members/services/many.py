"""One deed for many women, by the service that does it for one: tried, shown, then done at once.

What may be done of whom is asked of the services themselves: they are run, and taken back again.
So the preview and the deed cannot differ, but by what happened in between.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from members.services.bulk import lock_members


@dataclass(frozen=True)
class Outcome:
    """Of whom the deed is possible, and of whom not, with the reason; both in order of names."""

    done: list
    refused: list

    @property
    def digest(self):
        """Names exactly these two sets of women."""
        done = ",".join(str(member.pk) for member in self.done)
        refused = ",".join(str(member.pk) for member, _reason in self.refused)
        return hashlib.sha256(f"{done}/{refused}".encode()).hexdigest()


class SetChanged(DomainError):
    """Between the preview and the deed somebody came, went or changed; nothing has been written."""

    def __init__(self, outcome):
        self.outcome = outcome
        super().__init__(
            _(
                "Something has changed since you saw this list, so nothing has been saved. "
                "Look at it once more, then confirm."
            )
        )


def try_many(member_ids, deed, *, by):
    """What `do_many` would do now; nothing is written."""
    with transaction.atomic():
        outcome = _outcome(member_ids, deed, by)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def do_many(member_ids, deed, *, expected, by):
    """Run `deed(member_id)` for each woman whom `by` may change: all that were foretold, or none.

    `expected` is the digest of the outcome that she was shown. Raises `SetChanged`, with the
    outcome of this moment, when it is another one: also when one of them can no longer be done.
    """
    outcome = _outcome(member_ids, deed, by)
    if outcome.digest != expected:
        raise SetChanged(outcome)
    return outcome


def _outcome(member_ids, deed, by):
    """Locked in the order of their numbers, as all services do, so that two lists never block."""
    done, refused = [], []
    for member in lock_members(member_ids, by=by).values():
        try:
            with transaction.atomic():
                deed(member.pk)
            done.append(member)
        except DomainError as reason:
            refused.append((member, reason.message))
    return Outcome(
        sorted(done, key=_by_name), sorted(refused, key=lambda refusal: _by_name(refusal[0]))
    )


def _by_name(member):
    return member.name_order, member.birth_year or 0, member.pk
