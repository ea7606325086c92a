"""Movements and which units carry them out in a year."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Recorded
from models_programs.querysets import ProgramQuerySet


class Campaign(models.Model):
    """A movement or campaign, kept as reference data."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    is_emulation = models.BooleanField(_("counts as the emulation movement"), default=False)

    class Meta:
        ordering = ["year_from", "name"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self):
        return self.name


@pghistory.track()
class CampaignRegistration(Recorded):
    """A unit carries out a campaign in a year."""

    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    registered_on = models.DateField(_("registered on"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "unit", "campaign"]
        verbose_name = _("registration for a campaign")
        verbose_name_plural = _("registrations for campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "year"], name="campaign_registered_once_a_year"
            )
        ]

    def __str__(self):
        return f"{self.unit} · {self.campaign} · {self.year}"
