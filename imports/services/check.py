"""A batch is read and compared with the book: staged rows, and a picture of what was understood."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.slices import slices
from core.text import fold
from imports import lists
from imports.asking import staged
from imports.enums import BatchKind, Stage
from imports.models import Batch, BatchRow, HeaderHabit
from imports.picture import picture_of, places_named
from imports.places import chapter_of
from imports.reading import Reading, Unreadable, read_register, read_review
from imports.services.batches import reach, settle_stage
from imports.services.comparers import comparer_for
from imports.services.upload import content_of
from imports.twins import ask_about_twins

AT_ONCE = 1_000
_READERS = {BatchKind.REGISTER: read_register, BatchKind.REVIEW: read_review}


def check_batch(batch, *, by, told=lambda done, total: None):
    """Read the file and compare its rows with the book; what was answered before is kept.

    Raises `Unreadable` with a sentence for the officer; then nothing is staged.
    """
    content = content_of(batch)
    reading = reading_of(batch, content)
    total = 2 * len(reading.rows)
    told(len(reading.rows) // 2, total)
    with transaction.atomic():
        batches = Batch.objects.select_for_update(of=("self",)).select_related("unit")
        batch = batches.get(pk=batch.pk)
        if batch.stage == Stage.ACCEPTED:
            raise DomainError(_("Rows of this list are in the book already: it is not read again."))
        batch.picture = picture_of(reading, content)
        batch.font_found = next((s.encoding_found for s in reading.sheets if s.encoding_found), "")
        batch.save(update_fields=["picture", "font_found"])
        reach(batch, Stage.READ, by=by)
    told(len(reading.rows), total)
    _stage(batch, reading, by, lambda done: told(len(reading.rows) + done, total))


def reading_of(batch, content):
    """The `Reading` of a file, by what the officer and the chapter said of its columns."""
    read = _READERS[batch.kind]
    options = {"lists": lists.from_files(), "encoding": batch.font or None}
    habits = _Habits(batch)
    reading = read(content, batch.file_name, mapping=batch.mapping, **options)
    if remembered := habits.mapping(reading):
        mapping = {**remembered, **batch.mapping}
        reading = read(content, batch.file_name, mapping=mapping, **options)
    most = settings.IMPORT_ROWS_MOST
    if len(reading.rows) > most:
        raise Unreadable(
            _("The file holds %(rows)s rows; at most %(most)s are taken at once. Divide the list.")
            % {"rows": len(reading.rows), "most": most}
        )
    return reading


class _Habits:
    """Corrections that the chapter made under the same headings before."""

    def __init__(self, batch):
        rows = HeaderHabit.objects.filter(unit=chapter_of(batch.unit), kind=batch.kind)
        self.known = dict(rows.values_list("signature", "mapping"))

    def mapping(self, reading: Reading):
        """{sheet: {column: field}} where a habit says otherwise than the reader found."""
        if not self.known:
            return {}
        found = {}
        for sheet in reading.sheets:
            habit = self.known.get(signature_of(sheet.columns), {})
            fields = {str(column.index): column.field for column in sheet.columns}
            if any(fields.get(index) != (field or None) for index, field in habit.items()):
                found[sheet.name] = {**found.get(sheet.name, {}), **habit}
        return found


def signature_of(columns):
    """The digest of headings by which a correction is remembered."""
    heads = "|".join(fold(column.header) for column in columns)
    return hashlib.sha256(heads.encode()).hexdigest()


@transaction.atomic
def _stage(batch, reading, by, told):
    said = {row.key: row.said for row in batch.rows.all() if row.said}
    batch.rows.all().delete()
    rows = [_row(batch, n, row, said) for n, row in enumerate(reading.rows, start=1)]
    ask_about_twins(batch.kind, rows)
    batch.picture["places"] = places_named(rows)
    batch.save(update_fields=["picture"])
    comparer_for(batch).compare(rows)
    done = 0
    for part in slices(rows, AT_ONCE):
        BatchRow.objects.bulk_create(part)
        done += len(part)
        told(done)
    settle_stage(batch)
    reach(batch, batch.stage, by=by)


def _row(batch, position, row, said):
    values = dict(row.values)
    if batch.unit.level in ("branch", "group"):
        values.setdefault("branch", batch.unit.name)
    content = {
        "raw": row.raw,
        "values": values,
        "questions": [staged(asked) for asked in row.questions],
    }
    staged_row = BatchRow(
        batch=batch,
        position=position,
        sheet=row.sheet[:200],
        source_row=row.source_row,
        block=row.block,
        content=content,
    )
    staged_row.said = said.get(staged_row.key, {})
    return staged_row


@transaction.atomic
def compare_again(batch, rows=None, comparer=None):
    """Compare rows (by default all that are not in the book) anew, and keep what follows.

    Returns what the comparer saw of each.
    """
    rows = list(batch.rows.all().left().in_order() if rows is None else rows)
    before = {row.pk: _derived(row) for row in rows}
    seen = (comparer or comparer_for(batch)).compare(rows)
    changed = [row for row in rows if _derived(row) != before[row.pk]]
    names = ["decision", "asked", "unit", "member", "household", "candidates", "elsewhere"]
    BatchRow.objects.bulk_update(changed, names, batch_size=AT_ONCE)
    settle_stage(batch)
    return seen


def _derived(row):
    return (
        row.decision,
        tuple(row.asked),
        row.unit_id,
        row.member_id,
        row.household_id,
        tuple(row.candidates),
        row.elsewhere,
    )
