"""A file comes in: sealed, noticed if it came before, and queued to be read."""

import hashlib
import io
import tempfile
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from audit.models import Verb
from chapters.scope import holds_at
from core.exceptions import DomainError
from core.sealed import keep_sealed, pieces_of, throw_away
from imports.enums import Stage, Work
from imports.models import Batch, BatchJob
from imports.places import chapter_of
from imports.services.batches import reach, tell_trail

FOLDER = "imports"


def digest(content):
    """By which the same file is noticed."""
    raw = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()


def same_file(content, unit, kind):
    """The batch in use of this chapter that was made of the same content; None if there is none."""
    batches = Batch.objects.under(chapter_of(unit)).in_use()
    return batches.filter(file_hash=digest(content), kind=kind).order_by("-pk").first()


@transaction.atomic
def upload_batch(*, unit, kind, content, name, as_of, by):
    """Keep a file (bytes) or a paste (text) and the job that will read it; not queued yet.

    Returns the batch. Raises `DomainError` where `by` does not keep that book.
    """
    batch = Batch(
        unit=unit,
        kind=kind,
        file_name=name[:200],
        is_paste=isinstance(content, str),
        as_of=as_of,
        recorded_by=by,
    )
    if not holds_at(by, batch.change_permission, unit):
        raise DomainError(_("Choose a unit whose book you keep."), field="unit")
    raw = content.encode() if batch.is_paste else content
    batch.file_hash, batch.size = digest(content), len(raw)
    batch.content = _sealed(raw)
    try:
        batch.save()
        reach(batch, Stage.UPLOADED, by=by)
        BatchJob.objects.create(batch=batch, work=Work.CHECK, asked_by=by)
        tell_trail(batch, "list_uploaded", by=by, verb=Verb.CREATED)
    except BaseException:
        throw_away(batch.content)
        raise
    return batch


def _sealed(raw):
    with tempfile.TemporaryDirectory() as folder:
        return keep_sealed(f"{FOLDER}/{uuid4().hex}", io.BytesIO(raw), folder=Path(folder))


def content_of(batch):
    """The bytes of the file, or the text of the paste. Raises `DomainError` once it is gone."""
    if not batch.content:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    raw = b"".join(pieces_of(batch.content))
    return raw.decode() if batch.is_paste else raw


@transaction.atomic
def forget_batch(batch):
    """Remove a batch of which nothing could be read, as if it had never come."""
    content = batch.content
    batch.delete()
    transaction.on_commit(lambda: throw_away(content))
