"""The page of the audit trail. It stands here, for `audit` lies below and knows no roles."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from accounts.trail.forms import TrailFilterForm
from audit.models import Entry
from audit.words import details_in_words, kind_of
from core.paging import page_of


@require(Permission.AUDIT_VIEW)
@require_GET
def trail(request):
    form = TrailFilterForm(request.GET)
    rows = form.narrow(Entry.objects.visible_to(request.user, Permission.AUDIT_VIEW))
    page = page_of(rows.defer("target_ids").order_by("-at", "-pk"), request)
    for entry in page:
        entry.kind = kind_of(entry.target_type)
        entry.told = details_in_words(entry.details)
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(value for name, value in request.GET.items() if name != "page"),
    }
    return render(request, "audit/trail.html", context)
