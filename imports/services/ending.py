"""A batch is refused, taken back, or forgotten: its ends."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import Verb
from audit.undo import hindrances, touched_under, undo
from core.exceptions import DomainError
from core.sealed import throw_away
from imports.enums import FORGETTABLE, Stage, Work
from imports.models import Batch, BatchJob, BatchRow
from imports.services.batches import (
    locked_batch,
    reach,
    refuse_while_at_work,
    tell_trail,
)
from members.models import Household, Member

STAGED = ("imports.BatchRow",)  # staged rows know whom they became, and let go


@transaction.atomic
def refuse_batch(*, batch_id, by):
    """Nothing of this list goes into the book; the file and its rows are thrown away at once."""
    batch = locked_batch(batch_id, by)
    if batch.stage in FORGETTABLE:
        raise DomainError(
            _("Nothing can be changed in this list now: %(stage)s.")
            % {"stage": batch.get_stage_display()}
        )
    refuse_while_at_work(batch)
    reach(batch, Stage.REFUSED, by=by)
    _forget(batch)
    tell_trail(batch, "list_refused", by=by, verb=Verb.VOIDED)
    return batch


@dataclass(frozen=True)
class Obstacle:
    """One reason why a batch cannot be taken back, with the record that it is about."""

    words: str
    record: object = None


def obstacles_of(batch):
    """What in the book depends on this batch by now; nothing of it may be lost by a taking back."""
    contexts = _contexts(batch)
    return _obstacles(batch, touched_under(contexts), contexts)


def _contexts(batch):
    steps = batch.steps.filter(stage=Stage.ACCEPTED).exclude(context=None)
    return list(steps.values_list("context", flat=True))


def _obstacles(batch, work, contexts):
    found = {}
    for hindrance in hindrances(work, contexts, apart=STAGED):
        record = _record_of(hindrance)
        words = _("edited later") if hindrance.by is None else _("other records depend on it")
        found.setdefault((type(record), record.pk if record else 0, words), Obstacle(words, record))
    return [*found.values(), *_later_lists(batch, work)]


def _record_of(hindrance):
    """The member or household that an officer can open; else the row itself."""
    row = hindrance.model._base_manager.filter(pk=hindrance.pk).first()
    for name in ("review", "member", "household"):
        if row is not None and hasattr(row, f"{name}_id") and not isinstance(row, Member):
            row = getattr(row, name)
    return row


def _later_lists(batch, work):
    """Lists taken in since that recognised someone whom this one had brought."""
    inserted = {touched.model: touched.inserted for touched in work}
    rows = BatchRow.objects.filter(taken=True).exclude(batch=batch)
    relying = rows.filter(member__in=inserted.get(Member, ())) | rows.filter(
        household__in=inserted.get(Household, ())
    )
    later = Batch.objects.filter(pk__in=relying.values("batch"), pk__gt=0).in_use()
    return [Obstacle(_("a later list counts on it"), other) for other in later.order_by("pk")]


@transaction.atomic
def ask_to_take_back(*, batch_id, by):
    """Ask for everything that this batch wrote to be undone; a worker does it."""
    batch = locked_batch(batch_id, by)
    _check_may_go(batch)
    refuse_while_at_work(batch)
    job = BatchJob.objects.create(batch=batch, work=Work.TAKE_BACK, asked_by=by)
    job.queue()
    return job


def _check_may_go(batch):
    if batch.stage != Stage.ACCEPTED:
        raise DomainError(_("Nothing of this list is in the book."))


@transaction.atomic
def take_back(batch_id, *, by, told=lambda done, total: None):
    """Undo exactly what this batch wrote, by its history. A second run finds nothing to do.

    Raises `DomainError` when later work depends on it; then nothing is undone.
    """
    batch = locked_batch(batch_id, by)
    if batch.stage == Stage.TAKEN_BACK:
        return
    _check_may_go(batch)
    contexts = _contexts(batch)
    work = touched_under(contexts)
    told(1, 3)
    if found := _obstacles(batch, work, contexts):
        raise DomainError(
            ngettext(
                "%(n)s record depends on this list by now, so it cannot be taken back.",
                "%(n)s records depend on this list by now, so it cannot be taken back.",
                len(found),
            )
            % {"n": len(found)}
        )
    _let_go(work)
    undo(work)
    told(2, 3)
    batch.rows.all().update(taken=False)
    reach(batch, Stage.TAKEN_BACK, by=by)
    tell_trail(batch, "list_taken_back", by=by, verb=Verb.VOIDED)


def _let_go(work):
    """Staged rows no longer point at what is about to go."""
    for touched in work:
        name = {Member: "member", Household: "household"}.get(touched.model)
        if name:
            BatchRow.objects.filter(**{f"{name}__in": touched.inserted}).update(**{name: None})
        if touched.model._meta.label == "chapters.Unit":
            BatchRow.objects.filter(unit__in=touched.inserted).update(unit=None)


def forget_old_batches():
    """Throw away files and staged rows of lists that ended long ago; the number of lists."""
    old = Batch.objects.past_their_time()
    for batch in old:
        with transaction.atomic():
            _forget(batch)
    return len(old)


def _forget(batch):
    """The file goes, and so does what its rows say; whom they became stays known."""
    content, batch.content, batch.picture = batch.content, "", {}
    batch.save(update_fields=["content", "picture"])
    batch.rows.all().update(content={}, said={})
    transaction.on_commit(lambda: throw_away(content))
