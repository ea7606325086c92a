"""A model's yearly registration as Dân vận khéo, its completion and recognition."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.forms import check_version
from models_programs.enums import Step
from models_programs.models import ModelStep, Registration, ShowcaseModel
from models_programs.services.rows import check_day, locked


@transaction.atomic
def register_model(*, model_id, year, registered_on, by, works=""):
    """Register a model for a year, once."""
    model = locked(ShowcaseModel.objects, by=by, pk=model_id)
    check_day(registered_on, field="registered_on")
    if model.ended_on and model.ended_on < registered_on:
        raise DomainError(_("This model has ended."), field="registered_on")
    if model.registrations.filter(year=year).exists():
        raise DomainError(
            _("This model is already registered for %(year)s.") % {"year": year}, field="year"
        )
    _remember(model, Step.REGISTERED, registered_on, by, year)
    return Registration.objects.create(
        model=model, year=year, registered_on=registered_on, works=works, recorded_by=by
    )


@transaction.atomic
def complete_registration(*, registration_id, on, version, by):
    """The works of the year are done."""
    registration = _locked(registration_id, version, by)
    check_day(on, field="on", since=registration.registered_on, since_words=_("registered"))
    registration.completed_on = on
    registration.save()
    _remember(registration.model, Step.ASSESSED, on, by, registration.year)
    return registration


@transaction.atomic
def recognise_registration(*, registration_id, on, level, version, by, decision_number=""):
    """A level recognised the model for the year; works not marked as done are done by then."""
    registration = _locked(registration_id, version, by)
    check_day(on, field="on", since=registration.registered_on, since_words=_("registered"))
    registration.recognised_on, registration.recognised_by = on, level
    registration.decision_number = decision_number
    registration.completed_on = registration.completed_on or on
    registration.save()
    _remember(registration.model, Step.RECOGNISED, on, by, registration.year)
    return registration


def _locked(registration_id, version, by):
    registration = locked(Registration.objects, by=by, pk=registration_id)
    check_version(registration, version)
    return registration


def _remember(model, step, on, by, year):
    """The same fact on the model's life line; one that stands there already is enough."""
    ModelStep.objects.get_or_create(
        model=model,
        step=step,
        on=on,
        defaults={"note": _("for the year %(year)s") % {"year": year}, "recorded_by": by},
    )
