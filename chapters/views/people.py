from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters import services
from chapters.enums import Level
from chapters.forms import EndOfficeForm, HeadcountForm, OfficerForm
from chapters.models import Officer, Unit
from chapters.scope import get_visible_or_404
from chapters.views.saving import written


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def appoint(request, pk):
    """Write down who is in charge at a unit, since when."""
    unit = get_visible_or_404(Unit.objects.open(), request, Permission.UNIT_CHANGE, pk=pk)
    form = OfficerForm(request.POST or None, unit=unit)
    if form.is_valid():
        facts = {"unit_id": pk, "by": request.user, **form.cleaned_data}
        if officer := written(form, services.appoint_officer, **facts):
            messages.success(request, _("%(officer)s is saved.") % {"officer": officer})
            return redirect(unit)
    return render(request, "chapters/appoint.html", {"form": form, "unit": unit})


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def end_office(request, pk):
    """Write down when a person left her office; the row stays."""
    officers = Officer.objects.select_related("unit")
    officer = get_visible_or_404(officers, request, Permission.UNIT_CHANGE, pk=pk)
    form = EndOfficeForm(request.POST or None, initial={"version": officer.version})
    if form.is_valid():
        facts = {"officer_id": pk, "by": request.user, **form.cleaned_data}
        if written(form, services.end_office, **facts):
            messages.success(request, _("%(officer)s has left office.") % {"officer": officer})
            return redirect(officer.unit)
    return render(request, "chapters/end_office.html", {"form": form, "officer": officer})


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def headcount(request, pk):
    """Type in how many women of 18 and over live in a commune."""
    communes = Unit.objects.at(Level.COMMUNE)
    unit = get_visible_or_404(communes, request, Permission.UNIT_CHANGE, pk=pk)
    form = HeadcountForm(request.POST or None, initial={"as_of": timezone.localdate()})
    if form.is_valid():
        facts = {"unit_id": pk, "by": request.user, **form.cleaned_data}
        if written(form, services.record_headcount, **facts):
            messages.success(request, _("The number of women is saved."))
            return redirect(unit)
    return render(request, "chapters/headcount.html", {"form": form, "unit": unit})
