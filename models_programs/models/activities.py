"""What a unit held on a day, and how many came."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Recorded, Versioned
from models_programs.enums import ActivityKind
from models_programs.querysets import ActivityQuerySet


@pghistory.track()
class Activity(Versioned, Recorded):
    """One session, meeting, training, contest; attendance counts participations, not people.

    One entered by mistake is withdrawn: it counts nowhere, stays in the history, and can be put
    back.
    """

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind.choices)
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("day"))
    place = models.CharField(pgettext_lazy("activity", "place"), max_length=160, blank=True)
    attendance = models.PositiveIntegerField(_("attendance"), default=0)
    note = models.TextField(_("note"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["unit", "on"], name="activity_unit_day")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:activity_detail", args=[self.pk])
