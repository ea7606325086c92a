"""Showcased models and clubs: their host, life, participants and yearly registrations."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Recorded, Versioned
from models_programs.enums import Field, HonourLevel, ModelKind, Step
from models_programs.querysets import (
    ModelStepQuerySet,
    ParticipationQuerySet,
    RegistrationQuerySet,
    ShowcaseQuerySet,
)


@pghistory.track()
class ShowcaseModel(Versioned, Recorded):
    """A model or club hosted by a unit of any level, for others to see and copy."""

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("host unit"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ModelKind.choices)
    field = models.CharField(_("field"), max_length=16, choices=Field.choices)
    founded_on = models.DateField(_("founded on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    goal = models.TextField(_("goal"), blank=True)
    content = models.TextField(_("content and way of working"), blank=True)
    replication_of = models.ForeignKey(
        "self",
        verbose_name=_("copied from"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
    )

    objects = ShowcaseQuerySet.as_manager()

    class Meta:
        ordering = ["-founded_on", "pk"]
        verbose_name = _("showcased model")
        verbose_name_plural = _("showcased models")
        constraints = [
            models.CheckConstraint(
                name="model_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("founded_on")),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programs:model_detail", args=[self.pk])


@pghistory.track()
class ModelStep(Recorded):
    """A dated fact in the life of a model."""

    model = models.ForeignKey(
        ShowcaseModel, verbose_name=_("model"), on_delete=models.CASCADE, related_name="steps"
    )
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ModelStepQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("step of a model")
        verbose_name_plural = _("steps of a model")
        constraints = [
            models.UniqueConstraint(fields=["model", "step", "on"], name="model_step_once_a_day")
        ]

    def __str__(self):
        return f"{self.get_step_display()} {self.on:%d/%m/%Y}"


@pghistory.track()
class Registration(Versioned, Recorded):
    """A model registered as skilful mobilisation (Dân vận khéo) for a year, and its recognition."""

    model = models.ForeignKey(
        ShowcaseModel,
        verbose_name=_("model"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    registered_on = models.DateField(_("registered on"))
    works = models.CharField(_("works and tasks"), max_length=300, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    recognised_on = models.DateField(_("recognised on"), null=True, blank=True)
    recognised_by = models.CharField(
        _("level of recognition"), max_length=10, choices=HonourLevel.choices, blank=True
    )
    decision_number = models.CharField(_("decision number"), max_length=40, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "model"]
        verbose_name = _("skilful mobilisation registration")
        verbose_name_plural = _("skilful mobilisation registrations")
        constraints = [
            models.UniqueConstraint(fields=["model", "year"], name="model_registered_once_a_year"),
            models.CheckConstraint(
                name="recognised_at_a_level",
                condition=Q(recognised_on=None, recognised_by="")
                | (Q(recognised_on__isnull=False) & ~Q(recognised_by="")),
            ),
            models.CheckConstraint(
                name="recognised_after_registered",
                condition=Q(recognised_on=None) | Q(recognised_on__gte=F("registered_on")),
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.year}"


@pghistory.track()
class Participation(Recorded):
    """A woman takes part in a model or club for a time; she may be in several."""

    model = models.ForeignKey(
        ShowcaseModel,
        verbose_name=_("model"),
        on_delete=models.CASCADE,
        related_name="participations",
    )
    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="participations",
    )
    during = DateRangeField(_("from, until"))
    role = models.CharField(_("part in the model"), max_length=60, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["model", "member"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            ExclusionConstraint(
                name="in_a_model_once_at_a_time",
                expressions=[
                    ("model", RangeOperators.EQUAL),
                    ("member", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self):
        return f"{self.member} · {self.model}"
