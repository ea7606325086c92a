"""Her requests about her own data: received, confirmed, extended once, answered, lifted."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.models import Holiday
from core.workdays import add_working_days
from members.enums import RequestState
from members.models import DataRequest
from members.services.rows import check_day, locked, locked_member

ANSWERS = (RequestState.DONE, RequestState.REFUSED)


@transaction.atomic
def receive_request(*, member_id, kind, received_on, channel, words, by):
    """Write down what she asks; the days by which to confirm and to answer follow from its kind.

    One request of a kind is open at a time: a second one is part of the first.
    """
    member = locked_member(member_id, by)
    check_day(received_on, member=member, field="received_on")
    if not words:
        raise DomainError(_("Write in a few words what she asks for."), field="words")
    if DataRequest.objects.open().filter(member=member, kind=kind).exists():
        raise DomainError(
            _("She has an open request of this kind. Add to that one by answering it."),
            field="kind",
        )
    request = DataRequest.objects.create(
        member=member,
        kind=kind,
        received_on=received_on,
        channel=channel,
        words=words,
        reply_by=reply_by(received_on),
        due_by=received_on + datetime.timedelta(days=settings.DATA_REQUEST_DAYS[kind]),
        recorded_by=by,
    )
    _record(request, "received", by)
    return request


def reply_by(received_on):
    """The working day by which receipt is to be confirmed."""
    holidays = set(Holiday.objects.values_list("day", flat=True))
    count = settings.DATA_REQUEST_REPLY_WORKING_DAYS
    return add_working_days(received_on, count, holidays)


@transaction.atomic
def confirm_request(*, request_id, on, by):
    """She has been told that it is here, and by when it is answered."""
    request = _open_one(request_id, by)
    _check_since(request, on, "on")
    request.replied_on = request.replied_on or on
    request.save(update_fields=["replied_on"])
    _record(request, "confirmed", by)
    return request


@transaction.atomic
def extend_request(*, request_id, reason, by):
    """Answer later, once, for a reason that she is told."""
    request = _open_one(request_id, by)
    if request.extended_on:
        raise DomainError(_("It has been extended once already; the law allows no second time."))
    if not reason:
        raise DomainError(_("Say why more time is needed; she is told."), field="reason")
    request.extended_on, request.extension_reason = timezone.localdate(), reason
    request.due_by += datetime.timedelta(days=settings.DATA_REQUEST_EXTENSION_DAYS)
    request.save(update_fields=["extended_on", "extension_reason", "due_by"])
    _record(request, "extended", by)
    return request


@transaction.atomic
def answer_request(*, request_id, state, answer, on, by):
    """Close it as done or refused, with what she was told. A granted restriction begins with it."""
    request = _open_one(request_id, by)
    _check_since(request, on, "on")
    if state not in ANSWERS:
        raise DomainError(_("Choose whether it was done or refused."), field="state")
    if not answer:
        raise DomainError(
            _("Write what she was answered, and why if it was refused."), field="answer"
        )
    request.state, request.answer = state, answer
    request.answered_on, request.answered_by = on, by
    request.replied_on = request.replied_on or on
    request.save(update_fields=["state", "answer", "answered_on", "answered_by", "replied_on"])
    _record(request, state, by)
    return request


@transaction.atomic
def lift_restriction(*, request_id, by):
    """Her data may be used again as before."""
    requests = DataRequest.objects.restricting().select_related("member__home_unit")
    request = locked(requests, by=by, pk=request_id)
    request.lifted_on = timezone.localdate()
    request.save(update_fields=["lifted_on"])
    _record(request, "lifted", by)
    return request


def _open_one(request_id, by):
    rows = DataRequest.objects.select_related("member__home_unit")
    request = locked(rows, by=by, pk=request_id)
    if not request.is_open:
        raise DomainError(
            _("This request has been answered already: %(state)s.")
            % {"state": request.get_state_display()}
        )
    return request


def _check_since(request, on, field):
    check_day(on, field=field)
    if on < request.received_on:
        raise DomainError(
            _("It came in on %(day)s; choose that day or a later one.")
            % {"day": f"{request.received_on:%d/%m/%Y}"},
            field=field,
        )


def _record(request, what, by):
    details = {"request": request.kind, "what": str(what)}
    record(
        Verb.CHANGED, by=by, target=request.member, unit=request.member.home_unit, details=details
    )
