"""Abstract bases shared by every app, and the holiday table that working days need."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row edited by people: each edit names the version it started from.

    The service that writes the row compares and raises `StaleEdit`; nothing is overwritten
    in silence.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class Recorded(models.Model):
    """The second clock of a dated fact: when it was written down, and by whom.

    The day on which the fact happened is a field of the concrete model; a closed period is
    explained by comparing the two.
    """

    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class Holiday(models.Model):
    """A public holiday; working-day deadlines skip it. Edited by the administrator each year."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["day"]
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"
