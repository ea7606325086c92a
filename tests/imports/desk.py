"""What tests of batches share: lists as an officer pastes them, and the steps of a batch."""

import datetime
import hashlib

from django.apps import apps

from imports.enums import BatchKind
from imports.models import Batch
from imports.services.accept import accept_batch
from imports.services.upload import upload_batch
from imports.tasks import run_batch_job

DAY = datetime.date(2023, 6, 1)
HEADS = ("Họ và tên", "Năm sinh", "Số CCCD", "Điện thoại", "Chi hội", "Chủ hộ", "Năm vào Hội")


def paste(*rows, heads=HEADS):
    """A list as copied from Excel: headings, and rows filled up with empty cells."""
    lines = [heads, *(tuple(row) + ("",) * (len(heads) - len(row)) for row in rows)]
    return "\n".join("\t".join(map(str, line)) for line in lines)


def women(count, branch="Thôn 1", start=0):
    """Rows of that many women, no two alike."""
    names = ["Hoa", "Lan", "Mai", "Hồng", "Cúc", "Đào", "Huệ", "Liên", "Nga", "Oanh"]
    return [
        (f"Nguyễn Thị {names[n // 10 % 10]} {names[n % 10]}", 1950 + n // 100 % 50, "", "", branch)
        for n in range(start, start + count)
    ]


def bring(world, by, content, *, unit=None, kind=BatchKind.REGISTER, name="dan.txt", as_of=DAY):
    """Upload and check; the batch as it stands then."""
    batch = upload_batch(
        unit=unit or world.home, kind=kind, content=content, name=name, as_of=as_of, by=by
    )
    run_batch_job(batch.jobs.get().pk)
    return Batch.objects.get(pk=batch.pk)


def take_in(batch, by):
    """Accept and let the worker do it; the batch as it stands then."""
    job = accept_batch(batch_id=batch.pk, by=by)
    run_batch_job(job.pk)
    return Batch.objects.get(pk=batch.pk)


# What a batch may leave behind in the database: itself, the trail, history.
APART = ("imports.", "audit.", "pghistory.", "sessions.", "accounts.User", "axes.")


def digest_of_the_book():
    """One digest of every row of every table but those that tell of the past.

    Versions count edits and only go up; keys of rows are kept, so nothing may come back as another
    row.
    """
    told = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        if model._meta.label.startswith(APART) or hasattr(model, "pgh_tracked_model"):
            continue
        names = [f.attname for f in model._meta.concrete_fields if f.name != "version"]
        rows = list(model._base_manager.order_by("pk").values_list(*names))
        told.update(repr((model._meta.label, rows)).encode())
    return told.hexdigest()
