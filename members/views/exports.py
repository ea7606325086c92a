"""Lists that leave the book: asked for, made at once or in the background, fetched by the asker."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.http import wants_part
from core.paging import page_of
from core.sealed import pieces_of
from members.enums import ExportFormat
from members.exports import service
from members.exports.selection import filter_in_words, meant, selected
from members.exports.writing import CONTENT_TYPES, file_name
from members.forms.exports import ExportForm, asked_job
from members.models import ExportJob
from members.views.pages import VIEW, attempt, render_form

EXPORT, REVEAL = Permission.MEMBER_EXPORT, Permission.MEMBER_REVEAL


@require(EXPORT)
@require_http_methods(["GET", "POST"])
def export(request):
    """Ask for a file of the members that the list showed: same address, same women, or the `ids`.

    A list of women sends its choice here as `ids`, by GET or POST, and the purpose is asked first.
    """
    job = asked_job(request, working_unit(request, VIEW))
    answered = request.POST if "purpose" in request.POST else None
    wanted = request.GET.get("format", "")
    initial = {"ids": ",".join(map(str, job.ids))}
    if wanted in ExportFormat.values:
        initial["format"] = wanted
    form = ExportForm(answered, reveals=request.user.may(REVEAL), initial=initial)
    if form.is_bound and form.is_valid():
        count = attempt(form, lambda: service.prepare(form.fill(job)))
        if count and count <= settings.EXPORT_AT_ONCE:
            return _at_once(job)
        if count and attempt(form, lambda: service.request_export(job)):
            messages.success(request, _("The file is being made. It will be ready here to fetch."))
            return redirect("members:exports")
    count = selected(job).count()
    left_out = meant(job).count() - count
    told = {"count": count, "left_out": left_out, "filters": filter_in_words(job)}
    return render_form(request, "members/export.html", form, **told)


def _at_once(job):
    with service.made(job) as file:
        answer = HttpResponse(file.read(), content_type=CONTENT_TYPES[job.kind])
    return _as_download(answer, job)


def _as_download(answer, job):
    answer["Content-Disposition"] = f'attachment; filename="{file_name(job)}"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@require(EXPORT)
@require_GET
@never_cache
def exports(request):
    """Her own files: being made, ready, failed; each until it expires."""
    page = page_of(ExportJob.objects.visible_to(request.user), request)
    parts = {
        "page": page,
        "under_way": any(job.is_under_way for job in page),
        "keep_days": settings.EXPORT_KEEP_DAYS,
    }
    template = "members/_export_files.html" if wants_part(request) else "members/exports.html"
    return render(request, template, parts)


@require(EXPORT)
@require_POST
def fetch_export(request):
    """Hand out the file named in the form; that it was fetched goes on the trail."""
    jobs = ExportJob.objects.select_related("asked_by", "under").finished()
    job = get_visible_or_404(jobs, request, pk=request.POST.get("file"))
    try:
        service.fetch(job)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect("members:exports")
    answer = FileResponse(pieces_of(job.file), content_type=CONTENT_TYPES[job.kind])
    return _as_download(answer, job)
