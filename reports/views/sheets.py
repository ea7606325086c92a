"""The sheet of a unit, the table of its children, and the list of periods."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.models import Unit
from chapters.scope import get_visible_or_404, working_unit
from core.periods import UnknownPeriod
from reports import services, sheet
from reports.models import Tally
from reports.periods import period_of, recent_periods


def period_or_404(code):
    """The period of a code in an address; anything else is no page of ours."""
    try:
        period = period_of(code)
    except UnknownPeriod as unknown:
        raise Http404 from unknown
    if period.code != code:
        raise Http404
    return period


@require(Permission.REPORT_VIEW)
@require_GET
def report_list(request):
    """Periods to choose from for the unit in which she works."""
    unit = working_unit(request, Permission.REPORT_VIEW)
    today = timezone.localdate()
    context = {"unit": unit, "today": today, "periods": recent_periods(today)}
    return render(request, "reports/report_list.html", context)


@require(Permission.REPORT_VIEW)
@require_GET
def report(request, pk, code):
    """The sheet, looking like the paper; its own column is counted now."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    period = period_or_404(code)
    sections, comparisons = sheet.lines_of(unit, period, request.user)
    context = {
        "unit": unit,
        "period": period,
        "sections": sections,
        "comparisons": comparisons,
        "before": [column for column in comparisons if column.stands_before],
        "after": [column for column in comparisons if not column.stands_before],
        "compared_at": min(
            (column.tally.finished_at for column in comparisons if column.tally), default=None
        ),
        "lacking": any(column.tally is None for column in comparisons),
        "width": 4 + len(comparisons),
        "balance": sheet.balance_of(sections),
        "counted_at": timezone.now(),
        "has_children": len(services.unit_and_children(unit, period.closing_day)) > 1,
    }
    return render(request, "reports/report.html", context)


@require(Permission.REPORT_VIEW)
@require_GET
def by_unit(request, pk, code):
    """Units below x indicators, from the stored tally; it says when it was counted."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    period = period_or_404(code)
    stored = Tally.objects.visible_to(request.user).filter(unit=unit, period_code=code).first()
    tables = sheet.tables_of(unit, period, stored, request.user) if stored else []
    shown = [row for part in tables for row in part.rows]
    context = {
        "unit": unit,
        "period": period,
        "tally": stored,
        "waiting": stored is None or stored.finished_at is None,
        "tables": tables,
        "openable": {row.code for row in shown if sheet.may_open(row, request.user)},
    }
    return render(request, "reports/by_unit.html", context)


@require(Permission.REPORT_TALLY)
@require_POST
def recount(request, pk, code):
    """Ask for the stored tallies of the period and of those it is compared with."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_TALLY, pk=pk)
    period = period_or_404(code)
    for each in services.compared_codes(period):
        services.request_tally(unit=unit, period_code=each)
    if request.htmx:
        return _progress(request, unit, code)
    return redirect("reports:report", pk=unit.pk, code=period.code)


@require(Permission.REPORT_VIEW)
@require_GET
def counting(request, pk, code):
    """How far the asked-for tallies are, as a bar that asks again; done, the page loads anew."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    return _progress(request, unit, code)


def _progress(request, unit, code):
    codes = services.compared_codes(period_or_404(code))
    rows = Tally.objects.visible_to(request.user).filter(unit=unit, period_code__in=codes)
    under_way = any(row.is_under_way for row in rows)
    told = [row.progress for row in rows]
    context = {
        "unit": unit,
        "code": code,
        "done": sum(done for done, _total in told),
        "total": sum(total or 1 for _done, total in told),
    }
    response = render(request, "reports/_counting.html", context)
    if not under_way:
        response["HX-Refresh"] = "true"
    return response
