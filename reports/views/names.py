"""The list behind a number: exactly what was counted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from chapters.counting import tally, things
from chapters.indicators import REGISTRY, Ratio
from chapters.models import Unit
from chapters.scope import get_visible_or_404
from core.paging import page_of
from reports.catalogue import row_of
from reports.earlier import told_otherwise
from reports.names import listed, names
from reports.views.sheets import period_or_404


@require(Permission.REPORT_VIEW)
@require_GET
def names_of(request, pk, code, period):
    """What figure `code` of a unit counted in a period; a ratio shows its two parts."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    period = period_or_404(period)
    entry, row = REGISTRY.get(code), row_of(code, period)
    if entry is None or row is None:
        raise Http404
    context = {"unit": unit, "period": period, "row": row}
    if isinstance(entry, Ratio):
        return _parts(request, entry, context)
    if not request.user.may(entry.permission):
        raise PermissionDenied
    get_visible_or_404(Unit, request, entry.permission, pk=pk)
    rows = listed(things(entry, period, unit))
    page = page_of(rows, request)
    value = tally(period, [unit], [code])[unit.pk][code]
    context |= {
        "page": page,
        "names": names(page, request.user, unit, entry.amount),
        "value": value,
        "told": told_otherwise(request.user, unit, period, code, value),
        "is_sum": bool(entry.amount),
    }
    return render(request, "reports/names.html", context)


def _parts(request, entry, context):
    """A ratio has no names of its own: its part and its whole have."""
    unit, period = context["unit"], context["period"]
    codes = [entry.part, entry.whole, entry.code]
    figures = tally(period, [unit], codes)[unit.pk]
    parts = [(row_of(code, period), figures[code]) for code in codes[:2]]
    context |= {"value": figures[entry.code], "parts": parts}
    return render(request, "reports/ratio.html", context)
