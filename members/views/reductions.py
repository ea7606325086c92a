"""Members who left in a period, by reason: on screen, and on A4 to sign."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.scope import openable, working_unit
from core.paging import page_of
from members.forms.reductions import ReductionForm
from members.papers import reduction_list_pdf
from members.reductions import LINES, lines_of, spells_of
from members.views.pages import CHANGE, VIEW, as_pdf


@require(VIEW)
@require_GET
def reductions(request):
    """The names behind one line of movement; the figures of all of them are links."""
    asked, unit, period, code = _asked(request, VIEW)
    page = page_of(spells_of(unit, period, code, request.user), request)
    parts = {
        "asked": asked,
        "unit": unit,
        "period": period,
        "code": code,
        "words": LINES[code],
        "lines": lines_of(unit, period),
        "page": page,
        "openable": openable([spell.member for spell in page], request.user),
    }
    return render(request, "members/reductions.html", parts)


@require(CHANGE)
@require_GET
def reduction_paper(request):
    """What is on screen, whole, on A4; that it was printed is on the trail."""
    _form, unit, period, code = _asked(request, CHANGE)
    spells = list(spells_of(unit, period, code, request.user))
    details = {"what": "reduction_paper", "rows": len(spells), "period": period.code}
    record(Verb.PRINTED, by=request.user, target=unit, unit=unit, details=details)
    known = openable([spell.member for spell in spells], request.user)
    paper = reduction_list_pdf(unit, period, LINES[code], spells, known)
    return as_pdf(paper, f"danh-sach-giam-{period.code}.pdf")


def _asked(request, permission):
    """The form and what it asks for; 404 for somebody who works in no unit."""
    form = ReductionForm(request.GET, user=request.user, under=working_unit(request, permission))
    unit, period, code = form.answers
    if unit is None:
        raise Http404
    return form, unit, period, code
