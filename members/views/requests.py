"""Her requests about her data, and the print of what is held about her."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.paging import page_of
from members import services
from members.forms.requests import AnswerForm, ExtendForm, ReceiveForm
from members.models import DataRequest, Member
from members.papers import data_held_pdf
from members.views.pages import CHANGE, REVEAL, VIEW, answer, as_pdf, attempt, the_member, typed

PAGE = ["GET", "POST"]


@require(CHANGE)
@require_GET
def data_requests(request):
    """Requests of the unit, the open ones first by the day that counts next."""
    unit = working_unit(request, VIEW)
    rows = DataRequest.objects.visible_to(request.user).select_related("member__home_unit")
    rows = (rows.under(unit) if unit else rows).by_deadline()
    parts = {"page": page_of(rows, request), "unit": unit, "today": timezone.localdate()}
    return render(request, "members/requests.html", parts)


@require(CHANGE)
@require_http_methods(PAGE)
def data_request_new(request, pk):
    member = the_member(request, pk)
    form = ReceiveForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.receive_request(member_id=pk, by=request.user, **form.cleaned_data),
        said=_("The request has been written down. The front page reminds you of its days."),
        then=member,
        title=_("A request about her data"),
        who=member,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def data_request(request, pk):
    """One request: what is to be done by when, and the form that closes it."""
    asked = _the_request(request, pk)
    form = AnswerForm(typed(request)) if asked.is_open else None
    if form and form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.answer_request(request_id=pk, by=request.user, **given)):
            messages.success(request, _("The request is closed."))
            return redirect(asked)
    parts = {"asked": asked, "form": form, "today": timezone.localdate()}
    status = 422 if form and form.errors else 200
    return render(request, "members/request.html", parts, status=status)


@require(CHANGE)
@require_POST
def data_request_confirm(request, pk):
    """She has been told today that her request is here."""
    asked = _the_request(request, pk)
    today = timezone.localdate()
    write = partial(services.confirm_request, request_id=pk, on=today, by=request.user)
    return _done(request, asked, write, _("Written down: she knows that it is here."))


@require(CHANGE)
@require_http_methods(PAGE)
def data_request_extend(request, pk):
    asked = _the_request(request, pk)
    form = ExtendForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.extend_request(request_id=pk, by=request.user, **form.cleaned_data),
        said=_("The day of the answer has been moved."),
        then=asked,
        title=_("Answer later"),
        who=asked.member,
        lead=asked.get_kind_display(),
        notice=_("It can be extended once. Tell her why, and by when she is answered."),
    )


@require(CHANGE)
@require_POST
def data_request_lift(request, pk):
    """The restriction that she asked for ends."""
    asked = _the_request(request, pk)
    write = partial(services.lift_restriction, request_id=pk, by=request.user)
    return _done(request, asked, write, _("Her data may be used again."))


def _the_request(request, pk):
    rows = DataRequest.objects.select_related("member__home_unit", "answered_by", "recorded_by")
    return get_visible_or_404(rows, request, pk=pk)


def _done(request, asked, write, said):
    """Do what one button asks, say how it went, and show the request again."""
    try:
        write()
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect(asked)


@require(REVEAL)
@require_POST
@transaction.atomic
def data_held(request, pk):
    """The print of everything held about her, sensitive values in clear; told on the trail."""
    member = the_member(request, pk, REVEAL)
    details = {"what": "data_held", "fields": [*Member.SENSITIVE, "party"]}
    paper = data_held_pdf(member, request.user)
    for verb in (Verb.REVEALED, Verb.PRINTED):
        record(verb, by=request.user, target=member, unit=member.home_unit, details=details)
    return as_pdf(paper, f"du-lieu-{member.code}.pdf")
