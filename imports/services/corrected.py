"""Rows with a question that went out as a workbook come back corrected, into the same batch."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.text import fold
from imports import lists
from imports.answers import values_of, with_values
from imports.enums import BatchKind
from imports.models import BatchRow
from imports.reading import Unreadable, read_register
from imports.reading.files import open_file
from imports.services.batches import answerable_batch, tell_trail
from imports.services.check import AT_ONCE, compare_again
from imports.sheets import row_heading


@transaction.atomic
def take_corrections(*, batch_id, content, name, by):
    """Read a corrected workbook; what its cells say is taken as the officer's answer.

    A cell that is still doubtful is not taken, so its question stays. Returns the number of rows
    that were corrected. Raises `DomainError` for a file that is not of this batch.
    """
    batch = answerable_batch(batch_id, by)
    if batch.kind != BatchKind.REGISTER:
        raise DomainError(_("Households are corrected on the page."))
    keys = _keys(content)
    staged = batch.rows.all().left().select_for_update().in_bulk(set(keys.values()))
    if not staged:
        raise DomainError(_("No row of this file belongs to this list. Use the file of its rows."))
    changed = []
    for row in read_register(content, name, lists=lists.from_files()).rows:
        target = staged.get(keys.get((row.sheet, row.source_row)))
        if target is not None and (said := _said(target, row)) != target.said:
            target.said = said
            changed.append(target)
    BatchRow.objects.bulk_update(changed, ["said"], batch_size=AT_ONCE)
    compare_again(batch, changed)
    tell_trail(batch, "list_corrected", by=by, rows=len(changed))
    return len(changed)


def _keys(content):
    """{(sheet, row of the file): pk of the staged row} by the column of keys."""
    found, wanted = {}, fold(row_heading())
    for grid in open_file(content):
        column = None
        for number, cells in enumerate(grid.rows, start=1):
            texts = [fold(str(cell)) for cell in cells]
            if column is None:
                column = texts.index(wanted) if wanted in texts else None
            elif column < len(cells) and str(cells[column]).strip().isdecimal():
                found[grid.name, number] = int(str(cells[column]).strip())
    if not found:
        raise Unreadable(_("The file has no column “%s”.") % row_heading())
    return found


def _said(target, row):
    """The officer's word on a row after the file: cells that differ and are beyond doubt."""
    doubted = {question.field for question in row.questions}
    now = values_of(target.content, target.said)
    asked = {question["field"] for question in target.content.get("questions", ())}
    changed = {
        name: value
        for name, value in row.values.items()
        if name not in doubted and (value != now.get(name) or name in asked)
    }
    return with_values(target.said, changed) if changed else target.said
