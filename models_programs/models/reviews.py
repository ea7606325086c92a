"""Household x year x criteria version, and the help given to those that do not meet them."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Recorded, Versioned
from models_programs.enums import HelpResult, Result
from models_programs.querysets import (
    AssistanceQuerySet,
    CriteriaSetQuerySet,
    CriterionQuerySet,
    FindingQuerySet,
    ReviewQuerySet,
    VisitQuerySet,
)


class CriteriaSet(models.Model):
    """A version of the household criteria; several stand side by side, chosen by year."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    is_main = models.BooleanField(_("used where a branch chooses nothing else"), default=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["year_from", "key"]
        verbose_name = _("criteria set")
        verbose_name_plural = _("criteria sets")

    def __str__(self):
        return self.name


class Criterion(models.Model):
    """One criterion. Sensitive ones (violence, offences, health) stay in the unit and district."""

    criteria_set = models.ForeignKey(
        CriteriaSet,
        verbose_name=_("criteria set"),
        on_delete=models.CASCADE,
        related_name="criteria",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=120)
    guidance = models.TextField(_("guidance"), blank=True)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    last_year = models.PositiveSmallIntegerField(_("last year of use"), null=True, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["criteria_set", "number"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "number"], name="criterion_numbered_once"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.label}"


@pghistory.track()
class Review(Versioned, Recorded):
    """The yearly review of one household under one criteria set.

    `registered_on` says that the household registered; `reviewed_on` is the opening assessment of
    the year. It meets the set on a day when no finding is left unmet on that day.
    """

    household = models.ForeignKey(
        "members.Household",
        verbose_name=_("household"),
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("criteria set"), on_delete=models.PROTECT, related_name="+"
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    carried_over = models.BooleanField(_("unchanged, carried over"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "household"]
        verbose_name = _("household review")
        verbose_name_plural = _("household reviews")
        indexes = [models.Index(fields=["unit", "year"], name="review_unit_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year", "criteria_set"], name="household_reviewed_once_a_year"
            ),
            models.CheckConstraint(
                name="review_registered_or_reviewed",
                condition=Q(registered_on__isnull=False) | Q(reviewed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.household} {self.year}"


@pghistory.track()
class Finding(Recorded):
    """A criterion not met (from the day it was found until it was resolved) or not applicable."""

    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="findings"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterion"), on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(
        _("result"), max_length=15, choices=Result.choices, default=Result.UNMET
    )
    found_on = models.DateField(_("found on"))
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["review", "criterion"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"],
                condition=Q(resolved_on=None),
                name="criterion_found_once",
            ),
            models.CheckConstraint(
                name="resolved_after_found",
                condition=Q(resolved_on=None) | Q(resolved_on__gte=F("found_on")),
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.get_result_display()}"


@pghistory.track()
class Assistance(Versioned, Recorded):
    """Who helps which household with which criterion, until when, and what came of it."""

    household = models.ForeignKey(
        "members.Household",
        verbose_name=_("household"),
        on_delete=models.CASCADE,
        related_name="assistances",
    )
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterion"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    helper_name = models.CharField(_("helper"), max_length=120)
    helper = models.ForeignKey(
        "members.Member",
        verbose_name=_("helping member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="helps",
    )
    started_on = models.DateField(_("assigned on"))
    until = models.DateField(_("to be done by"))
    result = models.CharField(
        _("result"), max_length=10, choices=HelpResult.choices, default=HelpResult.OPEN
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        verbose_name = _("help for a household")
        verbose_name_plural = _("help for households")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "criterion", "year"],
                condition=Q(closed_on=None),
                name="helped_once_at_a_time",
            ),
            models.CheckConstraint(
                name="help_closed_with_a_result",
                condition=Q(closed_on=None, result=HelpResult.OPEN)
                | (Q(closed_on__isnull=False) & ~Q(result=HelpResult.OPEN)),
            ),
            models.CheckConstraint(
                name="help_ends_after_start",
                condition=Q(until__gte=F("started_on"))
                & (Q(closed_on=None) | Q(closed_on__gte=F("started_on"))),
            ),
        ]

    def __str__(self):
        return f"{self.household} · {self.criterion}"

    def get_absolute_url(self):
        return reverse("programs:assistance_detail", args=[self.pk])


@pghistory.track()
class AssistanceVisit(Recorded):
    """A visit or other piece of help on a day."""

    assistance = models.ForeignKey(
        Assistance, verbose_name=_("help"), on_delete=models.CASCADE, related_name="visits"
    )
    on = models.DateField(_("day"))
    note = models.CharField(_("what was done"), max_length=200)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.note}"
