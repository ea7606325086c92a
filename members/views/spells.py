"""Leaving, coming back, moving to another unit, and the transfers that wait for an answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError
from core.http import safe_next
from core.paging import page_of
from members import services
from members.enums import MembershipKind
from members.forms.moves import (
    AcceptForm,
    ConvertForm,
    LeaveForm,
    ReadmitForm,
    RefuseForm,
    TransferForm,
)
from members.models import Transfer
from members.views.pages import CHANGE, VIEW, answer, the_member, typed

PAGE = ["GET", "POST"]


@require(CHANGE)
@require_http_methods(PAGE)
def member_leave(request, pk):
    member = the_member(request, pk)
    form = LeaveForm(typed(request), reason=request.GET.get("reason", ""))
    return answer(
        request,
        form,
        lambda: services.end_membership(member_id=pk, by=request.user, **form.cleaned_data),
        said=_("Her membership has ended. Her record stays in the book."),
        then=safe_next(request, member),
        title=_("End of membership"),
        who=member,
        lead=_("For moving to another branch or chapter of the district use “Transfer”."),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def member_convert(request, pk):
    """An ordinary member becomes an honorary one; an honorary one becomes ordinary again."""
    member = the_member(request, pk)
    spell = member.spells[0] if member.spells else None
    ordinary = spell is not None and spell.kind == MembershipKind.HONORARY
    kind = MembershipKind.ORDINARY if ordinary else MembershipKind.HONORARY
    form = ConvertForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.convert_membership(
            member_id=pk, kind=kind, by=request.user, **form.cleaned_data
        ),
        said=_("Saved. Figures of earlier days keep her as she was."),
        then=safe_next(request, member),
        title=_("Make her an ordinary member") if ordinary else _("Make her an honorary member"),
        who=member,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def member_readmit(request, pk):
    member = the_member(request, pk)
    form = ReadmitForm(typed(request), user=request.user, member=member)

    def readmit():
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        return services.readmit_member(member_id=pk, unit_id=unit.pk, by=request.user, **given)

    return answer(
        request,
        form,
        readmit,
        said=_("She is a member again."),
        then=member,
        title=_("Readmit a member"),
        who=member,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def member_transfer(request, pk):
    member = the_member(request, pk)
    form = TransferForm(typed(request), user=request.user)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chapter = given.get("chapter")

    def transfer():
        how = {"member_id": pk, "on": given["on"], "by": request.user}
        if chapter:
            return services.propose_transfer(to_unit_id=chapter.pk, note=given["note"], **how)
        return services.move_member(to_unit_id=given["unit"].pk, **how)

    said = _("She has been transferred.")
    if chapter:
        said = _("%(unit)s has been asked; you see the answer under “Transfers”.") % {
            "unit": chapter
        }
    return answer(request, form, transfer, said=said, then=member, title=_("Transfer"), who=member)


@require(VIEW)
@require_GET
def transfer_list(request):
    """What waits at either end first; answered ones below."""
    rows = Transfer.objects.visible_to(request.user).select_related(
        "member", "from_unit", "to_unit", "recorded_by", "answered_by"
    )
    waiting = rows.waiting()
    answered = rows.exclude(pk__in=waiting.values("pk"))
    parts = {
        "waiting": waiting.order_by("recorded_at", "pk"),
        "answerable": _ids(Transfer.objects.answerable_by(request.user).waiting()),
        "withdrawable": _ids(Transfer.objects.withdrawable_by(request.user).waiting()),
        "page": page_of(answered.order_by("-answered_at", "-pk"), request),
    }
    return render(request, "members/transfers.html", parts)


def _ids(rows):
    return set(rows.values_list("pk", flat=True))


def _offer(request, pk, rows):
    """The transfer among `rows`, whatever its state; 404 for one that is not hers to answer."""
    if not rows.filter(pk=pk).exists():
        raise Http404
    related = Transfer.objects.select_related("member", "from_unit", "to_unit")
    return get_visible_or_404(related, request, CHANGE, pk=pk)


@require(CHANGE)
@require_http_methods(PAGE)
def transfer_accept(request, pk):
    transfer = _offer(request, pk, Transfer.objects.answerable_by(request.user))
    form = AcceptForm(typed(request), user=request.user, transfer=transfer)
    return answer(
        request,
        form,
        lambda: services.accept_transfer(
            transfer_id=pk, unit_id=form.cleaned_data["unit"].pk, by=request.user
        ),
        said=_("%(name)s belongs to your unit now.") % {"name": transfer.member},
        then="members:transfers",
        title=_("Accept a transfer"),
        lead=_who_comes(transfer),
        back="members:transfers",
    )


@require(CHANGE)
@require_http_methods(PAGE)
def transfer_refuse(request, pk):
    transfer = _offer(request, pk, Transfer.objects.answerable_by(request.user))
    form = RefuseForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.refuse_transfer(transfer_id=pk, by=request.user, **form.cleaned_data),
        said=_("Refused; the other chapter sees why."),
        then="members:transfers",
        title=_("Refuse a transfer"),
        lead=_who_comes(transfer),
        back="members:transfers",
    )


def _who_comes(transfer):
    woman = transfer.member
    return f"{woman} · {woman.birth_year or '–'} · {transfer.from_unit}"


@require(CHANGE)
@require_POST
def transfer_withdraw(request, pk):
    _offer(request, pk, Transfer.objects.withdrawable_by(request.user))
    try:
        services.withdraw_transfer(transfer_id=pk, by=request.user)
        messages.success(request, _("Withdrawn. She stays with you."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("members:transfers")
