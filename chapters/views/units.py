from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters import services
from chapters.enums import Level
from chapters.forms import CloseUnitForm, MoveUnitForm, NewUnitForm, UnitForm
from chapters.models import Unit
from chapters.scope import get_visible_or_404
from chapters.services.tree import may_change, parent_of
from chapters.views.saving import written
from core.exceptions import DomainError


def _changeable_or_404(request, pk):
    """A unit below her own post; her own, which the unit above changes, is 403."""
    unit = get_visible_or_404(Unit, request, Permission.UNIT_CHANGE, pk=pk)
    if not may_change(request.user, unit):
        raise PermissionDenied
    return unit


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    """A new branch of a chapter, or a new group of a branch; `pk` is the unit above."""
    parents = Unit.objects.open().at(Level.COMMUNE, Level.BRANCH)
    parent = get_visible_or_404(parents, request, Permission.UNIT_CHANGE, pk=pk)
    form = NewUnitForm(request.POST or None, parent=parent)
    if form.is_valid():
        facts = {"parent_id": pk, "level": form.level, "by": request.user, **form.cleaned_data}
        if unit := written(form, services.open_unit, **facts):
            messages.success(request, _("%(unit)s is saved.") % {"unit": unit})
            return redirect(unit)
    return render(request, "chapters/new.html", {"form": form, "parent": parent})


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    unit = _changeable_or_404(request, pk)
    form = UnitForm(request.POST or None, instance=unit)
    if form.is_valid():
        facts = {"unit_id": pk, "by": request.user, **form.facts()}
        if written(
            form, services.rename_unit, current=lambda: _changeable_or_404(request, pk), **facts
        ):
            messages.success(request, _("The changes are saved."))
            return redirect("chapters:detail", pk)
    name = _changeable_or_404(request, pk).name  # the form has written on `unit` what was typed
    return render(request, "chapters/edit.html", {"form": form, "unit": unit, "name": name})


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def close(request, pk):
    unit = _changeable_or_404(request, pk)
    form = CloseUnitForm(request.POST or None)
    if form.is_valid():
        facts = {"unit_id": pk, "by": request.user, **form.cleaned_data}
        if written(form, services.close_unit, **facts):
            messages.success(request, _("%(unit)s is closed.") % {"unit": unit})
            return redirect(unit)
    return render(request, "chapters/close.html", {"form": form, "unit": unit})


@require(Permission.UNIT_CHANGE)
@require_POST
def reopen(request, pk):
    unit = _changeable_or_404(request, pk)
    try:
        services.reopen_unit(unit_id=pk, by=request.user)
        messages.success(request, _("%(unit)s is open again.") % {"unit": unit})
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(unit)


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def move(request, pk):
    """Place a branch or a group under another unit of hers from a day."""
    unit = _changeable_or_404(request, pk)
    form = MoveUnitForm(request.POST or None, unit=unit, user=request.user)
    if form.is_valid():
        parent, on = form.cleaned_data["parent"], form.cleaned_data["on"]
        facts = {"unit_id": pk, "parent_id": parent.pk, "on": on, "by": request.user}
        if written(form, services.move_unit, **facts):
            values = {"unit": unit, "parent": parent, "day": f"{on:%d/%m/%Y}"}
            told = _("%(unit)s stands under %(parent)s from %(day)s.") % values
            messages.success(request, told)
            return redirect(unit)
    context = {"form": form, "unit": unit, "parent": parent_of(unit)}
    return render(request, "chapters/move.html", context)
