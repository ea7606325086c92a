"""The front page: what she owes today, and her unit at a glance."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chapters.scope import working_unit
from reports.duties import duties_of
from reports.front import Front


@require_GET
def home(request):
    """Open to everybody who is signed in; each part shows itself to those whom it concerns."""
    unit, today = working_unit(request), timezone.localdate()
    context = {"unit": unit, "today": today}
    if unit:
        context |= {
            "duties": duties_of(request.user, unit, today),
            "front": Front(request.user, unit, today),
        }
    return render(request, "reports/home.html", context)
