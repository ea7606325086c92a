"""The front page: what she owes today, and her unit at a glance."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.models import Unit
from chapters.scope import get_visible_or_404, working_unit
from reports import services
from reports.duties import duties_of
from reports.earlier import wrote_since
from reports.front import Front
from reports.models import Glance
from reports.numbers import numbers_of


@require_GET
def home(request):
    """Open to everybody who is signed in; each part shows itself to those whom it concerns."""
    unit, today = working_unit(request), timezone.localdate()
    context = {"unit": unit, "today": today}
    if unit:
        numbers = numbers_of(request.user, unit, today)
        context |= {
            "duties": duties_of(request.user, unit, today, numbers),
            "front": Front(request.user, unit, today, numbers),
            "wrote_since": wrote_since(request.user, numbers),
        }
    return render(request, "reports/home.html", context)


@require(Permission.REPORT_TALLY)
@require_POST
def recount_glance(request, pk):
    """Ask for the stored numbers of a front page anew."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_TALLY, pk=pk)
    row = services.request_glance(unit=unit)
    if request.htmx:
        return _progress(request, row)
    messages.info(request, _("The numbers are being counted anew. Look again in a moment."))
    return redirect("reports:home")


@require(Permission.REPORT_VIEW)
@require_GET
def counting_glance(request, pk):
    """How far the recount is, as a bar that asks again; done, the page loads anew."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    return _progress(request, Glance.objects.visible_to(request.user).filter(unit=unit).first())


def _progress(request, row):
    if row is None or not row.is_under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    done, total = row.progress
    context = {"unit": row.unit, "done": done, "total": total or 1}
    return render(request, "reports/_glance_counting.html", context)
