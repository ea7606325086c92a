"""Dues of a year: how far each unit is, and the grid in which a branch ticks who has paid."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.models import Unit
from chapters.scope import get_visible_or_404, holds_at
from core.exceptions import DomainError
from core.paging import page_of
from funds import services
from funds.enums import OWING, Standing
from funds.forms.dues import AllForm, GridForm
from funds.models.dues import FIRST_YEAR
from funds.money import dong
from funds.positions import positions, totals
from funds.views.pages import CHANGE, VIEW, chosen_unit, chosen_year, units_below, years
from members.models import Member
from members.views.pages import typed


@require(VIEW)
@require_GET
def overview(request):
    """Totals of the units below the one looked at, and of itself."""
    year, unit = chosen_year(request), chosen_unit(request)
    whole, *rows = totals([unit, *units_below(unit, request.user)], year)
    parts = {"year": year, "years": years(), "unit": unit, "whole": whole, "rows": rows}
    return render(request, "funds/dues.html", parts)


@require(VIEW)
@require_http_methods(["GET", "POST"])
def grid(request, pk, year):
    """The women of a unit with their dues. Ticks are saved; what stood there before stays."""
    unit, year = _unit(request, pk), _year_or_404(year)
    if request.method == "POST":
        get_visible_or_404(Unit, request, CHANGE, pk=pk)
    page = page_of(_found(request, unit, year), request)
    owing = {p.member_id: p.net for p in page if p.standing in OWING}
    form = GridForm(typed(request), women=owing, user=request.user)

    def write(given):
        ticks, by = form.ticks(), request.user
        return services.take_dues(unit_id=pk, year=year, ticks=ticks, by=by, **given)

    if form.is_bound and form.is_valid() and _saved(request, form, write):
        return redirect(_here(request, unit, year))
    return _show(request, unit, year, page, form)


@require(CHANGE)
@require_POST
def take_all(request, pk, year):
    """Everybody who still owes has paid."""
    unit, year = get_visible_or_404(Unit, request, CHANGE, pk=pk), _year_or_404(year)
    form = AllForm(request.POST, user=request.user)

    def write(given):
        return services.take_all_dues(unit_id=pk, year=year, by=request.user, **given)

    if form.is_valid() and _saved(request, form, write):
        return redirect(_here(request, unit, year))
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect(_here(request, unit, year))


def _saved(request, form, write):
    """Whether `write` went well; a refusal becomes an error of the form."""
    given = {name: form.cleaned_data[name] for name in ("on", "received_by")}
    try:
        taken = write(given)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    _say(request, taken)
    return True


def _say(request, taken):
    """What was written, and who was passed over and why."""
    if number := len(taken.payments):
        said = ngettext(
            "%(n)s payment written down, %(amount)s.",
            "%(n)s payments written down, %(amount)s.",
            number,
        )
        messages.success(request, said % {"n": number, "amount": dong(taken.amount)})
    elif not taken.passed_over:
        messages.info(request, _("Nobody is ticked, so nothing has been written."))
    for member, why in taken.passed_over:
        messages.warning(request, f"{member or _('One woman')}: {why}")


def _show(request, unit, year, page, form):
    women = Member.objects.visible_to(request.user, VIEW).select_related("home_unit")
    women = women.in_bulk([position.member_id for position in page])
    form.call_by_name(women)
    parts = {
        "unit": unit,
        "year": year,
        "page": page,
        "rows": [(p, women.get(p.member_id), form.cells(p.member_id)) for p in page],
        "form": form,
        "totals": totals([unit], year)[0],
        "standings": Standing,
        "chosen": _chosen(request),
        "may_change": holds_at(request.user, CHANGE, unit),
        "today": timezone.localdate(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "funds/grid.html", parts, status=status)


def _found(request, unit, year):
    return positions(unit, year, standing=_chosen(request))


def _chosen(request):
    """The standing to which the list is narrowed; all of them for nonsense."""
    asked = request.GET.get("standing", "")
    return asked if asked in Standing.values else ""


def _unit(request, pk):
    return get_visible_or_404(Unit, request, VIEW, pk=pk)


def _year_or_404(year):
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404
    return year


def _here(request, unit, year):
    query = request.GET.urlencode()
    return reverse("funds:grid", args=[unit.pk, year]) + (f"?{query}" if query else "")
