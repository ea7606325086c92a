"""The numbers that hold in a unit: what, from where, since when; and setting another one."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters import services
from chapters.enums import SettingKey
from chapters.forms import InheritForm, SettingForm
from chapters.models import Unit, UnitSetting
from chapters.scope import get_visible_or_404, holds_at
from chapters.settings import DECLARED, Declared, Effective, givers, settings_of
from chapters.views.saving import written


@dataclass
class Line:
    """One setting on the page. `source` is the unit that set it, None for the default."""

    held: Effective
    declared: Declared
    source: Unit | None
    own: list[UnitSetting] = field(default_factory=list)


@require(Permission.UNIT_VIEW)
@require_GET
def settings(request, pk):
    unit = get_visible_or_404(Unit, request, pk=pk)
    context = {
        "unit": unit,
        "today": timezone.localdate(),
        "lines": _lines(unit, request.user),
        "may_change": holds_at(request.user, Permission.UNIT_CHANGE, unit) and not unit.valid.upper,
    }
    return render(request, "chapters/settings.html", context)


def _lines(unit, user):
    """What holds today, and what the unit itself has set, is setting or plans to."""
    today = timezone.localdate()
    held = settings_of([unit], SettingKey, today)[unit.pk]
    sources = givers(held.values())
    lines = {key: Line(each, DECLARED[key], sources.get(each.set_by)) for key, each in held.items()}
    for row in UnitSetting.objects.visible_to(user).filter(unit=unit).order_by("-during"):
        lines[SettingKey(row.key)].own.append(row)
    return list(lines.values())


def _unit_and_key(request, pk, key):
    if key not in SettingKey.values:
        raise Http404
    unit = get_visible_or_404(Unit.objects.open(), request, Permission.UNIT_CHANGE, pk=pk)
    return unit, SettingKey(key)


def _saved(request, pk, key):
    messages.success(request, _("%(setting)s: saved.") % {"setting": capfirst(key.label)})
    return redirect("chapters:settings", pk)


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def set_value(request, pk, key):
    unit, key = _unit_and_key(request, pk, key)
    form = SettingForm(request.POST or None, key=key)
    if form.is_valid():
        facts = {"unit_id": pk, "key": key, "by": request.user, **form.cleaned_data}
        if written(form, services.set_value, **facts):
            messages.success(
                request, _("%(setting)s: saved.") % {"setting": key.label.capitalize()}
            )
            return redirect("chapters:settings", pk)
    held = settings_of([unit], [key], timezone.localdate())[pk][key]
    context = {"form": form, "unit": unit, "key": key, "held": held, "declared": DECLARED[key]}
    return render(request, "chapters/set_value.html", context)


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def inherit_value(request, pk, key):
    """Take the value of the unit above again, from a day on."""
    unit, key = _unit_and_key(request, pk, key)
    form = InheritForm(request.POST or None)
    if form.is_valid():
        facts = {"unit_id": pk, "key": key, "by": request.user, **form.cleaned_data}
        if written(form, services.inherit_value, **facts):
            messages.success(
                request, _("%(setting)s: saved.") % {"setting": key.label.capitalize()}
            )
            return redirect("chapters:settings", pk)
    return render(request, "chapters/inherit_value.html", {"form": form, "unit": unit, "key": key})
