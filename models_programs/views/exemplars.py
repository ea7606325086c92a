"""Exemplars: list by year and field, record, new, edit."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, openable, working_unit
from core.paging import page_of
from models_programs.enums import ExemplarField
from models_programs.forms import ExemplarForm
from models_programs.models import Exemplar
from models_programs.services import introduce_exemplar, update_exemplar
from models_programs.services.exemplars import agreed_to_publicity
from models_programs.views.pages import answer_form, retyped
from models_programs.views.reviews import chosen_year, may_change

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE


@require(VIEW)
@require_GET
def exemplars(request):
    """Exemplars that the working unit introduced in a year, by field."""
    unit, year = working_unit(request, VIEW), chosen_year(request)
    field = request.GET.get("field", "")
    rows = Exemplar.objects.visible_to(request.user).under(unit).filter(introduced_on__year=year)
    if field in ExemplarField.values:
        rows = rows.filter(field=field)
    rows = rows.select_related("unit", "member").order_by("-introduced_on", "pk")
    return render(
        request,
        "models_programs/exemplars.html",
        {
            "page": page_of(rows, request),
            "year": year,
            "field": field,
            "fields": ExemplarField.choices,
            "unit": unit,
        },
    )


@require(VIEW)
@require_GET
def exemplar_detail(request, pk):
    rows = Exemplar.objects.select_related("unit", "member__home_unit", "model__unit")
    exemplar = get_visible_or_404(rows, request, VIEW, pk=pk)
    return render(
        request,
        "models_programs/exemplar_detail.html",
        {
            "exemplar": exemplar,
            "agreed": agreed_to_publicity(exemplar),
            "openable": openable([exemplar.member] if exemplar.member else [], request.user),
            "may_change": may_change(request.user, exemplar.unit),
        },
    )


def _warn_of_consent(request, exemplar):
    if exemplar.published_at and not agreed_to_publicity(exemplar):
        messages.warning(
            request,
            _("No consent of %(name)s to being published is recorded. Ask her, and record it.")
            % {"name": exemplar.name},
        )
    return exemplar


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def exemplar_new(request):
    unit = working_unit(request, CHANGE)
    form = retyped(ExemplarForm, request, user=request.user, under=unit)
    return answer_form(
        request,
        form,
        lambda: _warn_of_consent(request, introduce_exemplar(by=request.user, **form.answers())),
        said=_("The exemplar is in the book."),
        title=_("Introduce an exemplar"),
        back="programs:exemplars",
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def exemplar_edit(request, pk):
    rows = Exemplar.objects.select_related("unit", "member")
    exemplar = get_visible_or_404(rows, request, CHANGE, pk=pk)
    name, here = exemplar.name, exemplar.get_absolute_url()
    form = retyped(ExemplarForm, request, user=request.user, instance=exemplar)

    def write():
        version = form.cleaned_data["version"]
        row = update_exemplar(exemplar_id=pk, version=version, by=request.user, **form.answers())
        return _warn_of_consent(request, row)

    return answer_form(
        request,
        form,
        write,
        said=_("Saved."),
        current=lambda: get_visible_or_404(Exemplar, request, pk=pk),
        title=_("Change the exemplar"),
        lead=name,
        back=here,
    )
