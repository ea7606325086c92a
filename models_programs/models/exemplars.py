"""People and collectives held up as examples."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Recorded, Versioned
from models_programs.enums import ExemplarField, HonourLevel
from models_programs.querysets import ExemplarQuerySet


@pghistory.track()
class Exemplar(Versioned, Recorded):
    """A person (often a member) or a collective introduced as a good example on a day."""

    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("proposing unit"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exemplars",
    )
    name = models.CharField(_("person or collective"), max_length=160)
    is_collective = models.BooleanField(_("a collective"), default=False)
    field = models.CharField(_("field"), max_length=16, choices=ExemplarField.choices)
    achievement = models.TextField(_("achievement in short"), max_length=2000, blank=True)
    introduced_on = models.DateField(_("introduced on"))
    model = models.ForeignKey(
        "models_programs.ShowcaseModel",
        verbose_name=_("grew out of the model"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exemplars",
    )
    honoured_by = models.CharField(
        _("level of honour"), max_length=10, choices=HonourLevel.choices, blank=True
    )
    honour = models.CharField(_("form of honour"), max_length=80, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=40, blank=True)
    published_at = models.URLField(_("published at"), blank=True)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        ordering = ["-introduced_on", "pk"]
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        constraints = [
            models.CheckConstraint(
                name="a_collective_is_no_member", condition=Q(member=None) | Q(is_collective=False)
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programs:exemplar_detail", args=[self.pk])
