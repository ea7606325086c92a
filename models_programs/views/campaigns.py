"""Which units carry out which movement in a year, and which have not registered."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.permissions import Permission
from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from models_programs.forms import CampaignForm
from models_programs.models import Campaign, CampaignRegistration
from models_programs.services import register_campaign, withdraw_campaign
from models_programs.views.pages import answer_form, typed
from models_programs.views.reviews import chosen_year, year_or_404

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE


def _communes(user, unit, permission):
    """Commune chapters at or below `unit`; for a unit below them, the one it stands in."""
    communes = Unit.objects.visible_to(user, permission).open().at(Level.COMMUNE)
    return communes.under(unit).in_order()


@require(VIEW)
@require_GET
def campaigns(request):
    """For a movement and a year: each commune with its registration, or that it has none."""
    unit, year = working_unit(request, VIEW), chosen_year(request)
    movements = list(Campaign.objects.filter(year_from__lte=year).exclude(year_to__lt=year))
    asked = request.GET.get("campaign", "")
    campaign = next((c for c in movements if c.key == asked), movements[0] if movements else None)
    rows = CampaignRegistration.objects.visible_to(request.user).filter(
        campaign=campaign, year=year
    )
    registered = {row.unit_id: row for row in rows}
    communes = _communes(request.user, unit, VIEW)
    lines = [(commune, registered.get(commune.pk)) for commune in communes]
    return render(
        request,
        "models_programs/campaigns.html",
        {
            "campaign": campaign,
            "movements": movements,
            "lines": lines,
            "done": sum(bool(row) for _unit, row in lines),
            "year": year,
            "unit": unit,
        },
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def campaign_register(request, key, year):
    """Register one or several communes at once."""
    campaign, year = Campaign.objects.filter(key=key).first(), year_or_404(year)
    if campaign is None:
        raise Http404
    units = _communes(request.user, working_unit(request, CHANGE), CHANGE)
    mine = CampaignRegistration.objects.visible_to(request.user)
    done = mine.filter(campaign=campaign, year=year)
    form = CampaignForm(typed(request), units=units.exclude(pk__in=done.values("unit")))
    back = reverse("programs:campaigns", query={"campaign": key, "year": year})

    @transaction.atomic
    def write():
        data = form.cleaned_data
        return [
            register_campaign(
                campaign_id=campaign.pk,
                unit_id=unit.pk,
                year=year,
                on=data["on"],
                note=data["note"],
                by=request.user,
            )
            for unit in data["units"]
        ]

    return answer_form(
        request,
        form,
        write,
        said=_("The registration is written down."),
        then=back,
        title=_("Register for the movement"),
        lead=f"{campaign.name} · {year}",
        back=back,
    )


@require(CHANGE)
@require_POST
def campaign_withdraw(request, pk):
    """Take back a registration entered by mistake."""
    rows = CampaignRegistration.objects.select_related("campaign", "unit")
    row = get_visible_or_404(rows, request, CHANGE, pk=pk)
    try:
        withdraw_campaign(registration_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        said = _("The registration of %(unit)s is taken back.") % {"unit": row.unit.name}
        messages.success(request, said)
    query = {"campaign": row.campaign.key, "year": row.year}
    return redirect(reverse("programs:campaigns", query=query))
