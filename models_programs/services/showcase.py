"""Showcased models and the dated steps of their life."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.forms import check_version
from models_programs.enums import Step
from models_programs.models import ModelStep, ShowcaseModel
from models_programs.services.rows import assign, check_day, check_still_hers, locked


@transaction.atomic
def found_model(*, by, **fields):
    """Write a model down in a unit of hers. Raises `DomainError` for a unit that is not."""
    check_day(fields["founded_on"], field="founded_on")
    model = ShowcaseModel.objects.create(**fields, recorded_by=by)
    check_still_hers(model, by=by)
    return model


@transaction.atomic
def update_model(*, model_id, version, by, **changes):
    """Change what is written of a model. Raises `StaleEdit`, or `DomainError` for bad days."""
    model = locked(ShowcaseModel.objects, by=by, pk=model_id)
    check_version(model, version)
    assign(model, changes)
    check_day(model.founded_on, field="founded_on")
    _check_steps_follow(model)
    if model.replication_of_id == model.pk:
        raise DomainError(_("A model cannot be a copy of itself."), field="replication_of")
    model.save()
    check_still_hers(model, by=by)
    return model


def _check_steps_follow(model):
    earlier = model.steps.filter(on__lt=model.founded_on).exclude(step=Step.REGISTERED)
    if first := earlier.order_by("on").first():
        check_day(
            first.on,
            field="founded_on",
            since=model.founded_on,
            since_words=first.get_step_display(),
        )


@transaction.atomic
def add_step(*, model_id, step, on, by, note=""):
    """A dated fact in the life of a model; "ended" also ends it. A fact is written once a day."""
    model = locked(ShowcaseModel.objects, by=by, pk=model_id)
    since = None if step == Step.REGISTERED else model.founded_on
    check_day(on, field="on", since=since, since_words=_("the model was founded"))
    if model.steps.filter(step=step, on=on).exists():
        raise DomainError(_("This step is already written down for that day."), field="on")
    if step == Step.ENDED:
        _end(model, on)
    return ModelStep.objects.create(model=model, step=step, on=on, note=note, recorded_by=by)


def _end(model, on):
    if model.ended_on:
        raise DomainError(
            _("This model already ended on %(day)s.") % {"day": f"{model.ended_on:%d/%m/%Y}"},
            field="step",
        )
    model.ended_on = on
    model.version += 1
    model.save(update_fields=["ended_on", "version"])


@transaction.atomic
def remove_step(*, step_id, by):
    """Take back a step written by mistake; its history stays. A model that had ended runs again."""
    step = locked(ModelStep.objects, by=by, pk=step_id)
    if step.step == Step.ENDED:
        model = locked(ShowcaseModel.objects, by=by, pk=step.model_id)
        model.ended_on = None
        model.version += 1
        model.save(update_fields=["ended_on", "version"])
    step.delete()
    return step
