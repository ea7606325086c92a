"""Fund books: balances of the units, the lines of one book, and its page for the meeting."""

from django.shortcuts import render
from django.urls import reverse as address
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from chapters.scope import get_visible_or_404, holds_at
from core.periods import Kind, Period, UnknownPeriod
from funds import services
from funds.book import balances, book_of
from funds.forms.ledger import EntryForm, ReverseEntryForm
from funds.models import Entry
from funds.money import dong
from funds.papers import book_pdf
from funds.views.pages import CHANGE, VIEW, chosen_unit, units_below
from members.views.pages import answer, as_pdf, typed

PAGE = ["GET", "POST"]


def _period(request):
    """`?period=2023-Q1` or `?period=2023`; this year for nonsense."""
    try:
        return Period.parse(request.GET.get("period", ""))
    except UnknownPeriod:
        return Period.containing(timezone.localdate(), Kind.YEAR)


def _periods(period):
    """The year that is looked at, its quarters, and the years beside it."""
    this_year = timezone.localdate().year
    quarters = [Period(Kind.QUARTER, period.year, number) for number in (1, 2, 3, 4)]
    around = [Period(Kind.YEAR, year) for year in range(this_year, this_year - 4, -1)]
    return around, quarters


@require(VIEW)
@require_GET
def overview(request):
    """Balances of the units below the one looked at, each with all below it."""
    period, unit = _period(request), chosen_unit(request)
    whole, *rows = balances([unit, *units_below(unit, request.user)], period)
    years, quarters = _periods(period)
    parts = {
        "unit": unit,
        "period": period,
        "years": years,
        "quarters": quarters,
        "whole": whole,
        "rows": rows,
    }
    return render(request, "funds/books.html", parts)


@require(VIEW)
@require_GET
def book(request, pk):
    unit, period = get_visible_or_404(Unit, request, VIEW, pk=pk), _period(request)
    years, quarters = _periods(period)
    parts = {
        "unit": unit,
        "period": period,
        "years": years,
        "quarters": quarters,
        "book": book_of(unit, period),
        "may_change": holds_at(request.user, CHANGE, unit),
    }
    return render(request, "funds/book.html", parts)


@require(VIEW)
@require_GET
def paper(request, pk):
    """The A4 page of a book for the meeting of the branch."""
    unit, period = get_visible_or_404(Unit, request, VIEW, pk=pk), _period(request)
    record(Verb.PRINTED, by=request.user, target=unit, unit=unit, details={"what": "fund_book"})
    return as_pdf(book_pdf(book_of(unit, period), request.user), f"quy-{unit.pk}-{period}.pdf")


@require(CHANGE)
@require_http_methods(PAGE)
def new_entry(request, pk):
    unit = get_visible_or_404(Unit, request, CHANGE, pk=pk)
    form = EntryForm(typed(request), user=request.user)
    there = address("funds:book", args=[pk])
    return answer(
        request,
        form,
        lambda: services.write_entry(unit_id=pk, by=request.user, **form.cleaned_data),
        said=_("Saved."),
        then=there,
        back=there,
        title=_("New line of the fund"),
        lead=unit.name,
    )


@require(CHANGE)
@require_http_methods(PAGE)
def reverse(request, pk):
    entry = get_visible_or_404(Entry.objects.select_related("unit"), request, CHANGE, pk=pk)
    form = ReverseEntryForm(typed(request))
    there = address("funds:book", args=[entry.unit_id])
    return answer(
        request,
        form,
        lambda: services.reverse_entry(entry_id=pk, by=request.user, **form.cleaned_data),
        said=_("Saved."),
        then=there,
        back=there,
        title=_("Take back a line of the fund"),
        lead=f"{entry} · {dong(entry.amount)}",
    )
