"""Activities: list by year and kind, record, new, edit, withdraw, put back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.paging import page_of
from models_programs.enums import ActivityKind
from models_programs.forms import ActivityForm
from models_programs.models import Activity
from models_programs.services import (
    hold_activity,
    restore_activity,
    update_activity,
    withdraw_activity,
)
from models_programs.views.pages import answer_form, typed
from models_programs.views.reviews import chosen_year, may_change

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE


@require(VIEW)
@require_GET
def activities(request):
    """What the working unit and those below it held in a year; withdrawn ones on request."""
    unit, year = working_unit(request, VIEW), chosen_year(request)
    kind = request.GET.get("kind", "")
    rows = Activity.objects.visible_to(request.user).under(unit).filter(on__year=year)
    withdrawn = "withdrawn" in request.GET
    rows = rows.exclude(withdrawn_at=None) if withdrawn else rows.standing()
    if kind in ActivityKind.values:
        rows = rows.filter(kind=kind)
    rows = rows.select_related("unit").order_by("-on", "-pk")
    return render(
        request,
        "models_programs/activities.html",
        {
            "page": page_of(rows, request),
            "year": year,
            "kind": kind,
            "kinds": ActivityKind.choices,
            "withdrawn": withdrawn,
            "unit": unit,
        },
    )


@require(VIEW)
@require_GET
def activity_detail(request, pk):
    rows = Activity.objects.select_related("unit", "withdrawn_by", "recorded_by")
    activity = get_visible_or_404(rows, request, VIEW, pk=pk)
    return render(
        request,
        "models_programs/activity_detail.html",
        {"activity": activity, "may_change": may_change(request.user, activity.unit)},
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def activity_new(request):
    unit = working_unit(request, CHANGE)
    form = ActivityForm(typed(request), user=request.user, under=unit)
    return answer_form(
        request,
        form,
        lambda: hold_activity(by=request.user, **form.answers()),
        said=_("The activity is in the book."),
        title=_("Add an activity"),
        back="programs:activities",
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def activity_edit(request, pk):
    activity = get_visible_or_404(Activity, request, CHANGE, pk=pk)
    title, here = activity.title, activity.get_absolute_url()
    form = ActivityForm(typed(request), user=request.user, instance=activity)

    def write():
        version = form.cleaned_data["version"]
        return update_activity(activity_id=pk, version=version, by=request.user, **form.answers())

    return answer_form(
        request,
        form,
        write,
        said=_("Saved."),
        current=lambda: get_visible_or_404(Activity, request, pk=pk),
        title=_("Change the activity"),
        lead=title,
        back=here,
    )


def _move(request, pk, service, said):
    activity = get_visible_or_404(Activity, request, CHANGE, pk=pk)
    try:
        service(activity_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect(activity)


@require(CHANGE)
@require_POST
def activity_withdraw(request, pk):
    """Take back one entered by mistake."""
    return _move(
        request, pk, withdraw_activity, _("Withdrawn: it counts nowhere. It can be put back.")
    )


@require(CHANGE)
@require_POST
def activity_restore(request, pk):
    return _move(request, pk, restore_activity, _("The activity counts again."))
