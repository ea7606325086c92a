"""Rows with a question that went out as a workbook come back corrected, into the same batch."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from imports import lists
from imports.answers import values_of, with_values
from imports.corrections import own_columns
from imports.enums import BatchKind
from imports.models import BatchRow
from imports.reading import read_register, read_review
from imports.services.batches import answerable_batch, tell_trail
from imports.services.check import AT_ONCE, compare_again

YEARS = range(2000, 2101)


@transaction.atomic
def take_corrections(*, batch_id, content, name, by):
    """Read a corrected workbook; what its cells say is taken as the officer's answer.

    A cell that is still doubtful is not taken, so its question stays. Returns the number of rows
    that were corrected. Raises `DomainError` for a file that is not of this batch.
    """
    batch = answerable_batch(batch_id, by)
    own = own_columns(content)
    staged = batch.rows.all().left().select_for_update().in_bulk(set(own.keys.values()))
    if not staged:
        raise DomainError(_("No row of this file belongs to this list. Use the file of its rows."))
    changed = []
    for row in _reading(batch, content, name, own, staged).rows:
        place = row.sheet, row.source_row
        target = staged.get(own.keys.get(place))
        if target is None:
            continue
        said = _said(target, _answers(batch, target, row, own.years.get(place)))
        if said != target.said:
            target.said = said
            changed.append(target)
    BatchRow.objects.bulk_update(changed, ["said"], batch_size=AT_ONCE)
    compare_again(batch, changed)
    tell_trail(batch, "list_corrected", by=by, rows=len(changed))
    return len(changed)


def _reading(batch, content, name, own, staged):
    known = lists.from_files()
    if batch.kind == BatchKind.REGISTER:
        return read_register(content, name, lists=known, mapping=own.left_out)
    used = {row.content["values"].get("criteria_set") for row in staged.values()}
    known = replace(known, criteria=tuple(c for c in known.criteria if c.key in used))
    return read_review(content, name, lists=known, mapping=own.left_out, is_ours=True)


def _answers(batch, target, row, year):
    """{field: value} that the row of the file says beyond doubt."""
    doubted = {question.field for question in row.questions}
    said = {name: value for name, value in row.values.items() if name not in doubted}
    if not row.raw.get("branch"):  # not of its own cell, but of the sheet or of the row above
        said.pop("branch", None)
    if batch.kind == BatchKind.REGISTER:
        return said
    return _of_household(target, said, year)


def _of_household(target, said, year):
    """Ticks only of the same criteria; the year stands in a column of ours."""
    is_same = said.pop("criteria_set", "") == target.content["values"].get("criteria_set")
    said.pop("year", None)
    if not is_same or "met" not in said:
        said.pop("met", None)
        said.pop("passed", None)
    return {**said, "year": year} if year in YEARS else said


def _said(target, answers):
    """The officer's word on a row after the file: cells that differ, or were asked about."""
    now = values_of(target.content, target.said)
    asked = {question["field"] for question in target.content.get("questions", ())}
    changed = {
        name: value for name, value in answers.items() if value != now.get(name) or name in asked
    }
    return with_values(target.said, changed) if changed else target.said
