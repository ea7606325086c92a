from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require
from accounts.permissions import Permission
from audit.history import history_of
from chapters.context import switchable
from chapters.enums import Level
from chapters.models import Headcount, Unit
from chapters.overview import Overview, people_of
from chapters.scope import get_visible_or_404, holds_at, working_unit
from chapters.services.tree import may_change
from core.http import row_key, safe_next

RECENT = 10


@require(Permission.UNIT_VIEW)
@require_GET
def unit_list(request):
    """The units directly below the one in which she works, each with its main figures."""
    unit = working_unit(request, Permission.UNIT_VIEW)
    return render(request, "chapters/list.html", _seen(request, unit))


@require(Permission.UNIT_VIEW)
@require_GET
def detail(request, pk):
    """A unit: its figures, who is in charge, and what stands below it."""
    unit = get_visible_or_404(Unit, request, pk=pk)
    serving, before = people_of(unit, request.user)
    headcounts = Headcount.objects.visible_to(request.user).filter(unit=unit)
    context = {
        "serving": serving,
        "before": before,
        "headcounts": headcounts[:RECENT] if unit.level == Level.COMMUNE else None,
        "changes": history_of(unit)[:RECENT],
        "may_change_unit": may_change(request.user, unit),
        "may_see_funds": holds_at(request.user, Permission.FUND_VIEW, unit),
    }
    return render(request, "chapters/detail.html", _seen(request, unit) | context)


def _seen(request, unit):
    """What both pages show: the unit with those below it, and the way down to it."""
    way = Unit.objects.visible_to(request.user).filter(pk__in=unit.ancestor_ids[:-1])
    return {
        "unit": unit,
        "overview": Overview(unit, request.user),
        "way": sorted(way, key=lambda step: len(step.path)),
        "may_change_here": holds_at(request.user, Permission.UNIT_CHANGE, unit),
    }


@require_POST
def switch(request):
    """Work in another unit from now on. Open to whoever is signed in; only her own units count."""
    unit = get_object_or_404(switchable(request.user), pk=row_key(request.POST.get("unit", "")))
    request.session["working_unit"] = unit.pk
    return redirect(safe_next(request, unit))
