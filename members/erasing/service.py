"""Proposals to anonymise a woman: made, dropped, carried out by somebody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit import forgetting
from audit.holdings import FORGOTTEN, UNNAMED
from audit.log import record
from audit.models import Verb
from chapters.effects import effects_of
from core.exceptions import DomainError
from members.enums import ErasureState, RequestKind, RequestState
from members.models import DataRequest, Erasure, Member, Merge
from members.services.effects import by_figure, periods_around, units_above
from members.services.rows import locked, locked_member


@transaction.atomic
def propose_erasure(*, member_id, ground, by):
    """Propose that her data be anonymised; a second person carries it out.

    Refused, in words, while something of hers is going on.
    """
    member = locked_member(member_id, by, Permission.ERASURE_PROPOSE)
    if Erasure.objects.waiting().filter(member=member).exists():
        raise DomainError(_("It has been proposed already, and waits for a second person."))
    _refuse_hindered(member)
    erasure = Erasure.objects.create(member=member, ground=ground, recorded_by=by)
    _record(erasure, "erasure_proposed", by)
    return erasure


@transaction.atomic
def drop_erasure(*, erasure_id, by):
    """Leave her data as they are: by whoever proposed it, or by the second person."""
    erasure = _waiting(erasure_id, by, Permission.ERASURE_PROPOSE)
    _decide(erasure, ErasureState.DROPPED, by)
    _record(erasure, "erasure_dropped", by)
    return erasure


@transaction.atomic
def carry_out_erasure(*, erasure_id, by):
    """Anonymise her. Nothing brings her data back; every figure stays as it is."""
    erasure = _waiting(erasure_id, by, Permission.ERASURE_CARRY_OUT)
    if erasure.recorded_by_id in (None, by.pk):
        raise DomainError(
            _("You proposed this yourself. Somebody else of the district looks at it and does it.")
        )
    member = locked_member(erasure.member_id, by, Permission.ERASURE_CARRY_OUT)
    _refuse_hindered(member)
    _answer_her_request(member, by)
    anonymise(member)
    erasure.member.refresh_from_db()
    _decide(erasure, ErasureState.DONE, by)
    _record(erasure, "anonymised", by)
    return erasure


def anonymise(member):
    """Empty all that is kept of her, on her locked row and everywhere else. Not for views."""
    forgetting.forget(Merge.objects.numbers_of(member.pk))
    Member.objects.filter(pk=member.pk).update(
        full_name=f"{FORGOTTEN} {member.code}", anonymised_on=timezone.localdate()
    )


def effects_of_erasure(member, *, by):
    """The figures of this year and the last that anonymising her would move: none, and counted."""
    found = effects_of(
        lambda: anonymise(Member.objects.select_for_update().get(pk=member.pk)),
        units=units_above(member, by),
        periods=periods_around(timezone.localdate()),
    )
    return by_figure(found)


def _waiting(erasure_id, by, permission):
    rows = Erasure.objects.select_related("member__home_unit")
    erasure = locked(rows, by=by, pk=erasure_id, permission=permission)
    if not erasure.is_waiting:
        raise DomainError(
            _("This has been decided already: %(state)s.") % {"state": erasure.get_state_display()}
        )
    return erasure


def _refuse_hindered(member):
    if reasons := forgetting.hindrances(member.pk):
        raise DomainError(_("Not yet.") + " " + " ".join(reasons))


def _answer_her_request(member, by):
    """Her request to be deleted is answered by doing it."""
    today = timezone.localdate()
    for asked in DataRequest.objects.filter(member=member, kind=RequestKind.DELETION).open():
        asked.state, asked.answer = RequestState.DONE, UNNAMED
        asked.answered_on, asked.answered_by = today, by
        asked.replied_on = asked.replied_on or today
        asked.save()


def _decide(erasure, state, by):
    erasure.state, erasure.decided_at, erasure.decided_by = state, timezone.now(), by
    erasure.save(update_fields=["state", "decided_at", "decided_by"])


def _record(erasure, what, by):
    member, details = erasure.member, {"what": what, "ground": erasure.ground}
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details=details)
