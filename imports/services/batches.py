"""What every step of a batch begins and ends with: the locked batch, its stage, its trail."""

from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from imports.enums import ANSWERABLE, Stage
from imports.models import Batch, BatchStep
from members.services.rows import NotHers


def locked_batch(batch_id, by):
    """The batch, locked, if `by` keeps that book at its unit. Raises `NotHers`."""
    batch = Batch.objects.filter(pk=batch_id).first()
    mine = Batch.objects.visible_to(by, batch.change_permission) if batch else Batch.objects.none()
    found = mine.select_for_update(of=("self",)).select_related("unit").filter(pk=batch_id).first()
    if found is None:
        raise NotHers(_("This list is no longer in your unit. Nothing has been saved."))
    return found


def answerable_batch(batch_id, by):
    """The locked batch, if its rows may be answered now."""
    batch = locked_batch(batch_id, by)
    if batch.stage not in ANSWERABLE:
        raise DomainError(
            _("Nothing can be changed in this list now: %(stage)s.")
            % {"stage": batch.get_stage_display()}
        )
    refuse_while_at_work(batch)
    return batch


def refuse_while_at_work(batch):
    if batch.jobs.under_way().exists():
        raise DomainError(_("The computer is still at work on this list. Wait until it is done."))


def reach(batch, stage, *, by, context=None):
    """Write down that the batch has come to `stage`, with its numbers."""
    batch.stage = stage
    batch.save(update_fields=["stage"])
    return BatchStep.objects.create(
        batch=batch, stage=stage, counts=batch.rows.all().counted(), context=context, recorded_by=by
    )


def settle_stage(batch):
    """Whether something is still asked, or all is ready; once in the book it stays there."""
    if batch.stage not in (Stage.READ, Stage.REVIEW, Stage.CHECKED):
        return
    asks = batch.asks_about_font or "place" in _asked(batch) or batch.rows.all().asking().exists()
    stage = Stage.REVIEW if asks else Stage.CHECKED
    if stage != batch.stage:
        batch.stage = stage
        batch.save(update_fields=["stage"])


def _asked(batch):
    rows = batch.rows.all().left().filter(asked__contains=["place"])
    return {"place"} if rows.exists() else set()


def tell_trail(batch, what, *, by, verb=Verb.CHANGED, **details):
    """One line of the trail about the batch as a whole."""
    record(verb, by=by, target=batch, unit=batch.unit, details={"what": what, **details})
