"""A batch goes into the book: one transaction, everything or nothing.

What was checked may be old by the time it is accepted, so rows are compared once more under the
locks, and whatever has become a question stays behind. All that is written bears one context of
history, by which it can be taken back.
"""

import pghistory
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from imports.enums import READY, BatchKind, Stage, Work
from imports.models import BatchJob
from imports.services.batches import answerable_batch, locked_batch, reach, tell_trail
from imports.services.check import compare_again
from imports.services.write_members import MemberWriter
from imports.services.write_reviews import ReviewWriter
from imports.units import open_places

_WRITERS = {BatchKind.REGISTER: MemberWriter, BatchKind.REVIEW: ReviewWriter}


@transaction.atomic
def accept_batch(*, batch_id, by):
    """Ask for the rows that are ready to be taken into the book; a worker does it."""
    batch = answerable_batch(batch_id, by)
    _check_ready(batch)
    job = BatchJob.objects.create(batch=batch, work=Work.ACCEPT, asked_by=by)
    tell_trail(batch, "list_accepting", by=by)
    job.queue()
    return job


def _check_ready(batch):
    if batch.asks_about_font:
        raise DomainError(_("Look at the letters of the list first: are they right now?"))
    if not batch.rows.all().ready().exists():
        raise DomainError(_("No row of this list is ready to go into the book."))


@transaction.atomic
def take_in(batch_id, *, by, told=lambda done, total: None):
    """Write the ready rows into the book, as `by` may at this moment.

    A second run after the first has done it finds nothing to do. Raises `DomainError` where rights
    or units were lost; then nothing is written.
    """
    batch = locked_batch(batch_id, by)
    if batch.stage == Stage.ACCEPTED and not batch.rows.all().ready().exists():
        return
    if not batch.is_answerable:
        raise DomainError(
            _("Nothing can be changed in this list now: %(stage)s.")
            % {"stage": batch.get_stage_display()}
        )
    _check_ready(batch)
    with pghistory.context(user=by.pk, batch=batch.pk) as context:
        rows = list(batch.rows.all().ready().in_order())
        told(0, 2 * len(rows))
        open_places(batch, rows, by=by)
        writer = _WRITERS[batch.kind](batch, by)
        writer.lock(rows)
        seen = compare_again(batch, rows, writer.comparer)
        seen = [one for one in seen if one.row.decision in READY]
        rows = [one.row for one in seen]
        writer.write(seen, told=lambda number: told(len(rows) + number, 2 * len(rows)))
        _mark_taken(rows)
        reach(batch, Stage.ACCEPTED, by=by, context=context.id)
    counts = _counts(rows)
    tell_trail(batch, "list_accepted", by=by, rows=len(rows), **counts)


def _counts(rows):
    decisions = [row.decision for row in rows]
    return {str(decision): decisions.count(decision) for decision in READY}


def _mark_taken(rows):
    """One statement: rows are taken, each with the member or household that it became."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update imports_batchrow r set taken = true, member_id = v.member, "
            "household_id = v.home from unnest(%s::bigint[], %s::bigint[], %s::bigint[]) "
            "as v(id, member, home) where r.id = v.id",
            [
                [row.pk for row in rows],
                [row.member_id for row in rows],
                [row.household_id for row in rows],
            ],
        )
