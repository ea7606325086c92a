"""Papers to sign: drawn from the sheet that the page shows, and recorded in the trail."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from chapters.scope import get_visible_or_404
from reports import sheet
from reports.papers import report_pdf
from reports.views.sheets import period_or_404


@require(Permission.REPORT_VIEW)
@require_GET
def pdf(request, pk, code):
    """The report of a unit in the official form."""
    unit = get_visible_or_404(Unit, request, Permission.REPORT_VIEW, pk=pk)
    period = period_or_404(code)
    paper = report_pdf(unit, period, *sheet.lines_of(unit, period, request.user))
    record(Verb.PRINTED, by=request.user, target=unit, unit=unit, details={"period": code})
    response = HttpResponse(paper, content_type="application/pdf")
    name = f"BC_{period.code}_{unit.key}.pdf".replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
