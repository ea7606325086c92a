"""Workbooks out and back in: the blank template, the rows with a question, and these corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require
from audit.models import Verb
from chapters.scope import working_unit
from core.xlsx import CONTENT_TYPE
from imports.corrections import rows_with_questions
from imports.reading import limits
from imports.services.batches import tell_trail
from imports.services.corrected import take_corrections
from imports.sheets import template
from imports.views.pages import CHANGE, after, attempt, the_batch


@require(CHANGE)
@require_GET
def blank(request):
    """An empty register with headings, choices and help."""
    unit = working_unit(request, CHANGE)
    return _download(template(unit), "mau-danh-sach-hoi-vien.xlsx")


@require(CHANGE)
@require_GET
@never_cache
def asking(request, pk):
    """The rows with a question as a workbook, to be mended by whoever knows; told on the trail."""
    batch = the_batch(request, pk, CHANGE)
    rows = list(batch.rows.all().asking().in_order())
    if not rows:
        messages.info(request, _("No question is open."))
        return redirect(batch)
    content = rows_with_questions(batch, rows, request.user)
    tell_trail(batch, "list_rows_fetched", by=request.user, verb=Verb.EXPORTED, rows=len(rows))
    return _download(content, f"dong-can-sua-{batch.pk}.xlsx")


@require(CHANGE)
@require_POST
def corrected(request, pk):
    """That workbook back in."""
    batch = the_batch(request, pk, CHANGE)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose the corrected file."))
    elif file.size > limits.FILE_BYTES:
        messages.error(request, _("This file is too large to be of this list."))
    else:
        deed = {"batch_id": batch.pk, "content": file.read(), "name": file.name}
        number = attempt(request, lambda: take_corrections(**deed, by=request.user))
        if number is not None:
            said = ngettext("%(n)s row corrected.", "%(n)s rows corrected.", number)
            messages.success(request, said % {"n": number})
    return after(request, batch)


def _download(content, name):
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer
