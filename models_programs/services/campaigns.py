"""Which units carry out which movement in a year."""

from django.db import transaction
from django.utils.translation import gettext as _

from chapters.models import Unit
from core.exceptions import DomainError
from models_programs.models import Campaign, CampaignRegistration
from models_programs.services.rows import check_day, locked


@transaction.atomic
def register_campaign(*, campaign_id, unit_id, year, on, by, note=""):
    """A unit of hers registers for a movement of the year, once."""
    unit = locked(Unit.objects, by=by, pk=unit_id)
    campaign = Campaign.objects.get(pk=campaign_id)
    check_day(on, field="registered_on")
    if not campaign.year_from <= year <= (campaign.year_to or year):
        raise DomainError(
            _("%(campaign)s does not run in %(year)s.") % {"campaign": campaign, "year": year},
            field="campaign",
        )
    if CampaignRegistration.objects.filter(campaign=campaign, unit=unit, year=year).exists():
        raise DomainError(
            _("%(unit)s is already registered for %(year)s.") % {"unit": unit, "year": year}
        )
    return CampaignRegistration.objects.create(
        campaign=campaign, unit=unit, year=year, registered_on=on, note=note, recorded_by=by
    )


@transaction.atomic
def withdraw_campaign(*, registration_id, by):
    """Take back a registration entered by mistake; its history stays."""
    registration = locked(CampaignRegistration.objects, by=by, pk=registration_id)
    registration.delete()
    return registration
