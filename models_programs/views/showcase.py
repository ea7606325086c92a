"""Showcased models: list, record with life line, and the model's own moves."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, openable, working_unit
from core.exceptions import DomainError
from core.paging import page_of
from models_programs.enums import ModelKind
from models_programs.forms import ShowcaseModelForm, StepForm
from models_programs.models import ModelStep, ShowcaseModel
from models_programs.services import add_step, found_model, remove_step, update_model
from models_programs.views.pages import answer_form, typed
from models_programs.views.reviews import may_change

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE


@require(VIEW)
@require_GET
def models(request):
    """Models of the working unit: running ones, the ended ones or all; by kind."""
    unit = working_unit(request, VIEW)
    state = request.GET.get("state", "running")
    kind = request.GET.get("kind", "")
    today = timezone.localdate()
    rows = ShowcaseModel.objects.visible_to(request.user).under(unit)
    if state == "running":
        rows = rows.running_on(today)
    elif state == "ended":
        rows = rows.filter(ended_on__lte=today)
    if kind in ModelKind.values:
        rows = rows.filter(kind=kind)
    women = Count(
        "participations__member", filter=Q(participations__during__contains=today), distinct=True
    )
    rows = rows.select_related("unit").annotate(women=women).order_by("-founded_on", "pk")
    return render(
        request,
        "models_programs/models.html",
        {
            "page": page_of(rows, request),
            "state": state,
            "states": [("running", _("running")), ("ended", _("ended")), ("all", _("all"))],
            "kind": kind,
            "kinds": ModelKind.choices,
            "unit": unit,
        },
    )


@require(VIEW)
@require_GET
def model_detail(request, pk):
    rows = ShowcaseModel.objects.select_related("unit", "replication_of")
    model = get_visible_or_404(rows, request, VIEW, pk=pk)
    spells = model.participations.select_related("member__home_unit")
    copies = ShowcaseModel.objects.visible_to(request.user).filter(replication_of=model)
    spells = spells.order_by("member__name_order", "member__birth_year", "pk")
    participants = page_of(spells, request)
    return render(
        request,
        "models_programs/model_detail.html",
        {
            "model": model,
            "steps": model.steps.order_by("on", "pk"),
            "registrations": model.registrations.order_by("-year", "pk"),
            "participants": participants,
            "openable": openable([spell.member for spell in participants], request.user),
            "copies": copies.select_related("unit").order_by("-founded_on", "pk"),
            "today": timezone.localdate(),
            "may_change": may_change(request.user, model.unit),
            "sees_original": _sees_original(request, model),
        },
    )


def _sees_original(request, model):
    rows = ShowcaseModel.objects.visible_to(request.user)
    return bool(model.replication_of_id) and rows.filter(pk=model.replication_of_id).exists()


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def model_new(request):
    unit = working_unit(request, CHANGE)
    form = ShowcaseModelForm(typed(request), user=request.user, under=unit)
    return answer_form(
        request,
        form,
        lambda: found_model(by=request.user, **form.answers()),
        said=_("The model is in the book."),
        title=_("Add a model"),
        back="programs:models",
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def model_edit(request, pk):
    model = get_visible_or_404(ShowcaseModel, request, CHANGE, pk=pk)
    name, here = model.name, model.get_absolute_url()
    form = ShowcaseModelForm(typed(request), user=request.user, instance=model)

    def write():
        version = form.cleaned_data["version"]
        return update_model(model_id=pk, version=version, by=request.user, **form.answers())

    return answer_form(
        request,
        form,
        write,
        said=_("Saved."),
        current=lambda: get_visible_or_404(ShowcaseModel, request, pk=pk),
        title=_("Change the model"),
        lead=name,
        back=here,
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def model_step(request, pk):
    """Write one step of its life down."""
    model, form = (
        get_visible_or_404(ShowcaseModel, request, CHANGE, pk=pk),
        StepForm(typed(request)),
    )
    return answer_form(
        request,
        form,
        lambda: add_step(model_id=pk, by=request.user, **form.cleaned_data),
        said=_("The step is written down."),
        then=model,
        title=_("Write a step down"),
        lead=model.name,
        back=model.get_absolute_url(),
    )


@require(CHANGE)
@require_POST
def step_remove(request, pk):
    """Take a step back that was written by mistake."""
    step = get_visible_or_404(ModelStep.objects.select_related("model"), request, CHANGE, pk=pk)
    try:
        remove_step(step_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The step is taken back; the history keeps it."))
    return redirect(step.model)
