"""The dues of one woman: what she paid in which year, taken back, waived."""

from django.shortcuts import render
from django.urls import reverse as address
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from chapters.scope import get_visible_or_404
from funds import services
from funds.forms.dues import LiftForm, PaymentForm, ReverseForm, WaiverForm
from funds.models import Payment, Waiver
from funds.money import dong
from funds.views.pages import CHANGE, VIEW, chosen_year
from members.models import Member
from members.state import woman_line
from members.views.pages import answer, typed

PAGE = ["GET", "POST"]


def _woman(request, pk, permission):
    """Once her data were anonymised, what she paid is read and nothing is written to it."""
    rows = Member.objects.select_related("home_unit")
    rows = rows if permission == VIEW else rows.named()
    return get_visible_or_404(rows, request, permission, pk=pk)


def _page(member_id):
    return address("funds:member", args=[member_id])


@require(VIEW)
@require_GET
def payments(request, pk):
    """Every payment of hers with what took it back, whichever unit received it, and the waivers."""
    member = _woman(request, pk, VIEW)
    rows = Payment.objects.visible_to(request.user).filter(member=member)
    rows = rows.select_related("unit", "recorded_by", "reverses", "reversed_by")
    waivers = Waiver.objects.visible_to(request.user).filter(member=member)
    parts = {
        "member": member,
        "payments": rows.order_by("-year", "-paid_on", "-pk"),
        "waivers": waivers.select_related("recorded_by"),
        "year": chosen_year(request),
    }
    return render(request, "funds/member.html", parts)


def _answer(request, form, write, member, **page):
    lead = woman_line(member)
    there = _page(member.pk)
    return answer(request, form, write, then=there, back=there, lead=lead, said=_("Saved."), **page)


@require(CHANGE)
@require_http_methods(PAGE)
def pay(request, pk):
    member = _woman(request, pk, CHANGE)
    form = PaymentForm(typed(request), year=chosen_year(request), user=request.user)
    return _answer(
        request,
        form,
        lambda: services.pay_dues(member_id=pk, by=request.user, **form.cleaned_data),
        member,
        title=_("Payment of dues"),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def waive(request, pk):
    member = _woman(request, pk, CHANGE)
    form = WaiverForm(typed(request), year=chosen_year(request))
    return _answer(
        request,
        form,
        lambda: services.waive_dues(member_id=pk, by=request.user, **form.cleaned_data),
        member,
        title=_("Waive her dues"),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def reverse(request, pk):
    rows = Payment.objects.select_related("member__home_unit")
    payment = get_visible_or_404(rows, request, CHANGE, pk=pk)
    form = ReverseForm(typed(request))
    return _answer(
        request,
        form,
        lambda: services.reverse_payment(payment_id=pk, by=request.user, **form.cleaned_data),
        payment.member,
        title=_("Take back %(amount)s for %(year)s")
        % {"amount": dong(payment.amount), "year": payment.year},
    )


@require(CHANGE)
@require_http_methods(PAGE)
def lift(request, pk):
    rows = Waiver.objects.select_related("member__home_unit")
    waiver = get_visible_or_404(rows, request, CHANGE, pk=pk)
    form = LiftForm(typed(request))
    return _answer(
        request,
        form,
        lambda: services.lift_waiver(waiver_id=pk, by=request.user),
        waiver.member,
        title=_("Lift the waiver of %(year)s") % {"year": waiver.year},
    )
