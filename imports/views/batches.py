"""Lists on their way into the book: all of them, a new one, one of them."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from chapters.scope import holds_at, working_unit
from core.exceptions import DomainError
from core.http import wants_part
from core.jobs import JobState
from core.paging import page_of
from imports.forms.upload import UploadForm
from imports.models import Batch
from imports.services.upload import forget_batch, upload_batch
from imports.tasks import run_batch_job
from imports.views.pages import (
    CHANGE,
    PER_PAGE,
    VIEW,
    Kind,
    asking_of,
    columns_of,
    counts_of,
    places_of,
    steps_of,
    the_batch,
)


@require(VIEW)
@require_GET
def batch_list(request):
    unit = working_unit(request, VIEW)
    rows = Batch.objects.visible_to(request.user).select_related("unit", "recorded_by")
    page = page_of(rows.under(unit) if unit else rows, request)
    return render(request, "imports/list.html", {"page": page, "unit": unit})


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def upload(request):
    """One question well asked; a file that cannot be read is told here, and nothing is kept."""
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    unit = working_unit(request, CHANGE)
    initial = {name: request.GET[name] for name in ("kind", "unit") if name in request.GET}
    form = UploadForm(*typed, user=request.user, under=unit, initial=initial)
    if form.is_bound and form.is_valid() and (batch := _brought(request, form)):
        return redirect(batch)
    status = 422 if form.is_bound else 200
    return render(request, "imports/new.html", {"form": form}, status=status)


def _brought(request, form):
    """The batch of the form, read at once where the file is small; None when it is refused."""
    given = form.cleaned_data
    names = ("unit", "kind", "content", "name", "as_of")
    try:
        batch = upload_batch(**{name: given[name] for name in names}, by=request.user)
    except DomainError as refused:
        form.add_error(refused.field, refused.message)
        return None
    job = batch.jobs.get()
    if not form.at_once:
        with transaction.atomic():
            job.queue()
        return batch
    run_batch_job(job.pk)
    job.refresh_from_db()
    if job.state == JobState.FAILED:
        form.add_error("text" if batch.is_paste else "file", job.error)
        forget_batch(batch)
        return None
    messages.success(request, _("The list has been read. Nothing of it is in the book yet."))
    return batch


@require(VIEW)
@require_GET
@never_cache
@vary_on_headers("HX-Request", "HX-Boosted")
def batch_detail(request, pk):
    """Where the list stands, and the one thing to do next."""
    batch = the_batch(request, pk)
    job = batch.jobs.order_by("-pk").first()
    parts = {"batch": batch, "job": job, "steps": steps_of(batch), "counts": counts_of(batch)}
    parts["may_change"] = holds_at(request.user, batch.change_permission, batch.unit)
    if job and job.is_under_way:
        template = "imports/_work.html" if wants_part(request) else "imports/detail.html"
        return render(request, template, parts)
    if wants_part(request) and request.headers.get("HX-Target") == "work":
        answer = render(request, "imports/_work.html", parts)
        answer["HX-Refresh"] = "true"
        return answer
    if batch.is_answerable and batch.content:
        parts |= questions_parts(request, batch)
        parts["sheets"], parts["fields"] = columns_of(batch, request.user)
        parts["places"], parts["units"], parts["OPEN"] = places_of(batch)
        parts["unknown"] = [place for place in parts["places"] if not place[2].is_known]
    parts["history"] = batch.steps.select_related("recorded_by")
    template = "imports/_questions.html" if wants_part(request) else "imports/detail.html"
    return render(request, template, parts)


def questions_parts(request, batch):
    """The rows with a question, or of the decision asked for, a page at a time."""
    asked, show = request.GET.get("kind", ""), request.GET.get("show", "")
    rows = batch.rows.all()
    kinds = [Kind(code, n, code == asked) for code, n in rows.questions_counted()]
    if show in ("new", "update", "same", "skipped"):
        shown = rows.left().filter(decision=show)
    elif asked in {kind.code for kind in kinds}:
        shown = rows.asking_about(asked)
    else:
        shown = rows.asking()
    page = page_of(shown.in_order(), request, per_page=PER_PAGE)
    page.object_list = list(page.object_list)
    asking = asking_of(batch, page.object_list, request.user)
    here = next((kind for kind in kinds if kind.here), None)
    return {"page": page, "asking": asking, "kinds": kinds, "kind_here": here, "show": show}
