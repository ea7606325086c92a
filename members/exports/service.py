"""Exports are asked for, made, fetched and thrown away; each step asks for her rights anew."""

import shutil
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from core.exceptions import DomainError
from core.jobs import run_job
from core.sealed import keep_sealed, throw_away
from members.exports.columns import SENSITIVE, in_register_order
from members.exports.reading import Register
from members.exports.selection import selected, told_filter
from members.exports.writing import write_export
from members.models import ExportJob, Member

FOLDER = "exports"
SCRATCH = "so-hoi-export-"
AT_WORK = 3  # files in the making, of one person
EXCEL_ROWS = 1_000_000


class RightsLost(DomainError):
    """She may no longer do what she asked for; nothing is made or handed out."""


def prepare(job):
    """Check a job about to be made and set what follows from it: columns in order, its end.

    Returns the number of members meant. Raises `DomainError` for rights that she lacks, for a list
    without members, and for one that is too long for its kind.
    """
    check_rights(job)
    job.columns = in_register_order(job.columns)
    job.expires_at = timezone.now() + timedelta(days=settings.EXPORT_KEEP_DAYS)
    count = selected(job).count()
    if not count:
        raise DomainError(_("Nobody is in this list now. Go back and choose other filters."))
    most = settings.EXPORT_PAPERS_MOST if job.kind.is_paper else EXCEL_ROWS
    if count > most:
        values = {"count": f"{count:,}".replace(",", "."), "most": f"{most:,}".replace(",", ".")}
        raise DomainError(
            _("%(count)s members are too many for one file of this kind: %(most)s at most. ")
            % values
            + _("Choose a commune or a branch first.")
        )
    return count


def check_rights(job):
    """Raise `RightsLost` unless she may export now, sensitive columns included if it has some."""
    user = job.asked_by
    needed = {Permission.MEMBER_EXPORT}
    if SENSITIVE.intersection(job.columns):
        needed.add(Permission.MEMBER_REVEAL)
    if not all(user.may(permission) for permission in needed):
        raise RightsLost(_("You may no longer export this list. Nothing has been made."))


@contextmanager
def made(job):
    """The file of a prepared job, open for reading, with its `Register`; gone afterwards.

    The trail has its line before anything is handed out.
    """
    with _written(job) as (file, register):
        _record(job, register)
        yield file


@transaction.atomic
def request_export(job):
    """Store a prepared job and queue it. Refused while several others of hers are being made."""
    under_way = ExportJob.objects.filter(asked_by=job.asked_by).under_way()
    if under_way.count() >= AT_WORK:
        raise DomainError(
            _("%(n)s of your files are still being made. Wait until one is ready.") % {"n": AT_WORK}
        )
    job.save()
    job.queue()
    return job


def run_export(job_id):
    """Make the file of one job and seal it. True when this call did it; see `core.jobs.run_job`.

    Rights that ended in the meantime are no failure of the work: the row says so, and that is all.
    """
    try:
        return run_job(ExportJob.objects.select_related("asked_by", "under"), job_id, _sealed)
    except RightsLost:
        return False


def _sealed(job):
    check_rights(job)
    total = selected(job).count()
    job.tell(0, total)
    name = ""
    try:
        with _written(job, lambda done: job.tell(min(done, total), total)) as (file, register):
            size = file.seek(0, 2)
            file.seek(0)
            with _scratch() as folder:
                name = keep_sealed(f"{FOLDER}/{uuid4().hex}", file, folder=folder)
            _record(job, register)
    except BaseException:
        throw_away(name)
        raise
    job.tell(total, total)
    return {
        "file": name,
        "size": size,
        "count": register.count,
        "units": sorted(register.units),
        "expires_at": timezone.now() + timedelta(days=settings.EXPORT_KEEP_DAYS),
    }


def fetch(job):
    """Let her have the file of a finished job: her rights are asked for once more, and it is told.

    Refused when she no longer reaches every unit whose members stand in it.
    """
    check_rights(job)
    if not job.is_ready:
        raise DomainError(_("This file is no longer kept. Ask for the list again."))
    reached = Unit.objects.visible_to(job.asked_by, Permission.MEMBER_EXPORT)
    if reached.filter(pk__in=job.units).count() < len(job.units):
        raise RightsLost(_("This file holds members who are no longer yours to export."))
    _record_line(job, job.count, what="fetched")


def throw_away_outdated():
    """Delete files and rows past their time, and what killed workers left; the number of rows."""
    gone = 0
    for job in ExportJob.objects.outdated():
        throw_away(job.file)
        job.delete()
        gone += 1
    _sweep_scratch()
    return gone


def throw_away_of(unit_ids):
    """Delete the files that hold members of any of these units: one of them is to be forgotten."""
    for job in ExportJob.objects.exclude(file=""):
        if not unit_ids.isdisjoint(job.units):
            job.delete()
            transaction.on_commit(partial(throw_away, job.file))


@contextmanager
def _written(job, told=lambda done: None):
    """The file in the clear, open for reading, and its `Register`. It has no name on the disk."""
    register = Register(job, told)
    with tempfile.TemporaryFile() as file, _scratch() as folder:
        write_export(register, file, folder=folder)
        file.seek(0)
        yield file, register


@contextmanager
def _scratch():
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        yield Path(folder)


def _sweep_scratch():
    """Folders of workers that were killed; nobody works on one for a day."""
    long_ago = (timezone.now() - timedelta(days=1)).timestamp()
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        if folder.stat().st_mtime < long_ago:
            shutil.rmtree(folder, ignore_errors=True)


def _record(job, register):
    _record_line(job, register.count, numbers=register.numbers)


def _record_line(job, count, *, numbers=(), **more):
    details = {
        **more,
        "format": job.format,
        "rows": count,
        "purpose": job.purpose,
        "reason": job.purpose_note,
        "filter": told_filter(job),
        "columns": job.columns,
    }
    women = (Member, numbers) if numbers else None
    record(Verb.EXPORTED, by=job.asked_by, targets=women, unit=job.under, details=details)
