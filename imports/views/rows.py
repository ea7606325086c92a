"""Answers to the questions of a list, row by row or kind by kind."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import require
from chapters.scope import get_visible_or_404
from core.http import row_key, wants_part
from imports.forms.rows import EDITABLE, RowForm
from imports.models import BatchRow
from imports.places import Places
from imports.services.answers import answer_all, answer_row, keep_row, take_suggestion
from imports.views.batches import questions_parts
from imports.views.pages import CHANGE, after, attempt, counts_of, the_batch


@require(CHANGE)
@require_POST
def answer(request, pk, row):
    """One row: a suggestion taken, kept as it stands, left out, who she is, or cells typed."""
    staged = get_visible_or_404(BatchRow.objects.filter(batch=pk), request, CHANGE, pk=row)
    batch = the_batch(request, pk, CHANGE)
    form, do = None, request.POST.get("do", "edit")
    ids = {"row_id": staged.pk, "batch_id": batch.pk, "by": request.user}
    if do == "edit":
        form = _form(batch, staged, request.POST)
        if form.is_valid() and form.fields:
            attempt(request, lambda: answer_row(**ids, values=form.values()))
    elif deed := _deed(do, ids):
        attempt(request, deed)
    return _answered(request, batch, staged, form)


def _deed(do, ids):
    if do == "suggestion":
        return lambda: take_suggestion(**ids)
    if do == "keep":
        return lambda: keep_row(**ids)
    said = {"skip": {"skip": True}, "unskip": {"skip": False}, "another": {"is": 0}}.get(do)
    what, _colon, number = do.partition(":")
    if said is None and what in ("is", "home") and row_key(number) is not None:
        said = {what: row_key(number)}
    return None if said is None else lambda: answer_row(**ids, said=said)


def _form(batch, row, data):
    names = [name for name in EDITABLE[batch.kind] if f"r{row.pk}-{name}" in data]
    return RowForm(data, row=row, names=names, values={}, questions=[], places=Places(batch))


def _answered(request, batch, row, form):
    """The questions anew for htmx; else the page. A cell that cannot be read is said with it."""
    if form is not None and form.errors:
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {errors[0]}")
    if not wants_part(request):
        return after(request, batch)
    batch.refresh_from_db()
    parts = {"batch": batch, "counts": counts_of(batch), "may_change": True}
    parts |= questions_parts(request, batch)
    for asking in parts["asking"]:
        if form is not None and form.errors and asking.row.pk == row.pk:
            asking.form = form
    return render(request, "imports/_questions.html", parts)


@require(CHANGE)
@require_POST
def answer_kind(request, pk):
    """Every row that asks one thing, answered in one way."""
    batch = the_batch(request, pk, CHANGE)
    code, how = request.POST.get("code", ""), request.POST.get("how", "")
    deed = {"batch_id": batch.pk, "code": code, "how": how, "by": request.user}
    number = attempt(request, lambda: answer_all(**deed))
    if number is not None:
        said = ngettext("%(n)s row answered.", "%(n)s rows answered.", number)
        messages.success(request, said % {"n": number})
    return after(request, batch)
