"""An officer answers: about a row, about all rows of a kind, about columns, branches, letters."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.jobs import JobState, ask_again
from imports.answers import may_keep, questions_of, with_kept, with_suggestions, with_values
from imports.enums import Font, Stage, Work
from imports.models import BatchJob, BatchRow, HeaderHabit
from imports.places import OPEN, Places, chapter_of
from imports.services.batches import answerable_batch, locked_batch, settle_stage, tell_trail
from imports.services.check import AT_ONCE, compare_again, signature_of
from members.services.rows import NotHers

# How all rows of a kind may be answered at once.
SUGGESTION, KEEP, SKIP = "suggestion", "keep", "skip"


@transaction.atomic
def answer_row(*, row_id, batch_id, by, values=None, said=None):
    """Write down what an officer says of one row, and compare it with the book anew.

    `values` are fields that she typed (None empties the cell). `said` holds "skip", "is" or "home"
    as in `imports.answers`. Returns the row.
    """
    batch = answerable_batch(batch_id, by)
    row = _locked_row(batch, row_id)
    if said and said.get("is"):
        _check_choice(row, said["is"])
    row.said = {**row.said, **(said or {})}
    if values:
        row.said = with_values(row.said, values)
    return _write(batch, row)


def _locked_row(batch, row_id):
    row = batch.rows.all().left().select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotHers(_("This row is in the book already, or no longer in the list."))
    return row


def _check_choice(row, chosen):
    if chosen not in row.candidates:
        raise DomainError(_("Choose one of those that are shown."))


def _write(batch, row):
    BatchRow.objects.filter(pk=row.pk).update(said=row.said)
    compare_again(batch, [row])
    return row


@transaction.atomic
def take_suggestion(*, row_id, batch_id, by):
    """Take what the reader suggests for each question of the row that has a suggestion."""
    batch = answerable_batch(batch_id, by)
    row = _locked_row(batch, row_id)
    row.said = with_suggestions(_questions(batch, row), row.said)
    return _write(batch, row)


@transaction.atomic
def keep_row(*, row_id, batch_id, by):
    """Answer "as it stands" to each question of the row for which that is an answer."""
    batch = answerable_batch(batch_id, by)
    row = _locked_row(batch, row_id)
    row.said = _kept(batch, row, _questions(batch, row))
    return _write(batch, row)


def _questions(batch, row):
    return questions_of(batch.kind, row.content, row.said, today=timezone.localdate())


def _kept(batch, row, questions):
    today = timezone.localdate()
    keepable = [q for q in questions if may_keep(batch.kind, q, row.content, row.said, today=today)]
    return with_kept(keepable, row.said)


@transaction.atomic
def answer_all(*, batch_id, code, how, by):
    """Answer one kind of question in every row that asks it; the number of rows answered."""
    batch = answerable_batch(batch_id, by)
    rows = list(batch.rows.all().asking_about(code).select_for_update().in_order())
    changed = []
    for row in rows:
        said = _answered(batch, row, code, how)
        if said != row.said:
            row.said = said
            changed.append(row)
    BatchRow.objects.bulk_update(changed, ["said"], batch_size=AT_ONCE)
    compare_again(batch, changed)
    return len(changed)


def _answered(batch, row, code, how):
    if how == SKIP:
        return {**row.said, "skip": True}
    questions = [q for q in _questions(batch, row) if q["code"] == code]
    if how == SUGGESTION:
        return with_suggestions(questions, row.said)
    return _kept(batch, row, questions)


@transaction.atomic
def choose_places(*, batch_id, chosen, by):
    """Say to which unit each branch of the file belongs: `{key: unit id}`, `OPEN` for a new one."""
    batch = answerable_batch(batch_id, by)
    units = Places(batch).units
    for key, unit_id in chosen.items():
        if unit_id != OPEN and unit_id not in units:
            raise DomainError(_("Choose a branch of your unit."))
        batch.places[key] = unit_id
    batch.save(update_fields=["places"])
    compare_again(batch)
    return batch


@transaction.atomic
def correct_columns(*, batch_id, sheet, fields, by, block=""):
    """Say what the columns of a list hold (`{column index: field or None}`); it is read again.

    The chapter's next list under the same headings is read so by itself.
    """
    batch = _readable_again(batch_id, by)
    shown = _list_shown(batch, sheet, block)
    if shown is None:
        raise DomainError(_("The file has no sheet “%(sheet)s”.") % {"sheet": sheet})
    changed = {
        str(column["index"]): fields[column["index"]]
        for column in shown["columns"]
        if column["index"] in fields and fields[column["index"]] != column["field"]
    }
    if not changed:
        return batch
    batch.mapping[sheet] = {**batch.mapping.get(sheet, {}), **changed}
    batch.save(update_fields=["mapping"])
    _remember(batch, shown, by)
    _read_again(batch, by)
    return batch


def _list_shown(batch, sheet, block):
    """The picture of one list; of several on a sheet, that which begins at the column `block`."""
    lists = [shown for shown in batch.picture["sheets"] if shown["name"] == sheet]
    return next((shown for shown in lists if shown.get("block", "") == block), None)


def _remember(batch, shown, by):
    told, indexes = batch.mapping[shown["name"]], {str(c["index"]) for c in shown["columns"]}
    HeaderHabit.objects.update_or_create(
        unit=chapter_of(batch.unit),
        kind=batch.kind,
        signature=signature_of([_Headed(column["header"]) for column in shown["columns"]]),
        defaults={
            "mapping": {index: field for index, field in told.items() if index in indexes},
            "recorded_by": by,
        },
    )


class _Headed:
    def __init__(self, header):
        self.header = header


@transaction.atomic
def choose_font(*, batch_id, font, by):
    """Confirm the letters that were found, or say otherwise; then the file is read again."""
    batch = _readable_again(batch_id, by)
    if font not in Font.values:
        raise DomainError(_("Choose how the letters are to be read."))
    batch.font = font
    batch.save(update_fields=["font"])
    if font == batch.font_found:
        settle_stage(batch)
    else:
        _read_again(batch, by)
    return batch


def _readable_again(batch_id, by):
    batch = answerable_batch(batch_id, by)
    if batch.stage == Stage.ACCEPTED:
        raise DomainError(_("Rows of this list are in the book already: it is not read again."))
    return batch


def _read_again(batch, by):
    BatchJob.objects.create(batch=batch, work=Work.CHECK, asked_by=by).queue()


@transaction.atomic
def start_again(*, batch_id, by):
    """Queue the work of a batch once more, after its worker was lost or it failed."""
    batch = locked_batch(batch_id, by)
    job = batch.jobs.select_for_update().order_by("-pk").first()
    if job is None or job.state == JobState.DONE:
        raise DomainError(_("There is nothing to start again."))
    ask_again(job)
    tell_trail(batch, "started_again", by=by)
    return job
