"""A woman on the way to the Party: dated facts only.

Party papers are never uploaded, and no family or verification content is kept: only has or has
not, number, date, and where the paper lies.
"""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Recorded, Versioned
from members.enums import Schooling
from referrals.enums import CeremonyFrom, Reason, Stage
from referrals.querysets import (
    AwarenessClassQuerySet,
    MilestoneQuerySet,
    ReferralQuerySet,
    RuleSetQuerySet,
)


class RuleSet(models.Model):
    """Parameters of the admission rules while one set of documents is in force."""

    key = models.SlugField(pgettext_lazy("rule set", "key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    documents = models.TextField(_("documents"), blank=True)
    valid = DateRangeField(_("in force from, until"))
    min_age = models.PositiveSmallIntegerField(_("least age"), default=18)
    max_age = models.PositiveSmallIntegerField(_("greatest age"), default=60)
    min_schooling = models.CharField(
        _("least schooling"), max_length=10, choices=Schooling.choices, default=Schooling.LOWER
    )
    min_schooling_hardship = models.CharField(
        _("least schooling in mountainous and ethnic areas"),
        max_length=10,
        choices=Schooling.choices,
        default=Schooling.PRIMARY,
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("certificate valid, months"), default=60
    )
    decision_working_days = models.PositiveSmallIntegerField(
        _("working days to decide"), default=60
    )
    ceremony_working_days = models.PositiveSmallIntegerField(
        _("working days to the ceremony"), default=30
    )
    ceremony_from = models.CharField(
        _("ceremony term runs from"),
        max_length=10,
        choices=CeremonyFrom.choices,
        default=CeremonyFrom.RECEIPT,
    )
    probation_months = models.PositiveSmallIntegerField(_("probation, months"), default=12)
    review_working_days = models.PositiveSmallIntegerField(
        _("working days to review for official membership"), default=30
    )
    unsure = models.TextField(_("what is not yet verified"), blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["valid"]
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints = [
            ExclusionConstraint(
                name="one_rule_set_at_a_time",
                expressions=[("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self):
        return self.name


@pghistory.track()
class AwarenessClass(Recorded):
    """A class on awareness of the Party, to which several women are sent."""

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("followed by"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("class"), max_length=120)
    organiser = models.CharField(_("organised by"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    decision_number = models.CharField(_("decision number"), max_length=40, blank=True)
    decision_on = models.DateField(_("decision date"), null=True, blank=True)

    objects = AwarenessClassQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("awareness class")
        verbose_name_plural = _("awareness classes")
        constraints = [
            models.CheckConstraint(
                name="class_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("referrals:class_detail", args=[self.pk])


@pghistory.track()
class Referral(Versioned, Recorded):
    """One case of one woman; never two open at once.

    `unit` is the branch that follows her and gives scope: the one that proposed her, until the
    district hands the case over. `closed_on` is written with the milestone that ends
    the case, by the services alone; the stage is derived. `emptied_on` is the day on which what it
    said was forgotten: a case ended without admission is kept whole for `CASE_KEPT_MONTHS`.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    opened_on = models.DateField(_("proposed on"))
    merits = models.TextField(_("why she is proposed"), max_length=2000, blank=True)
    exemplar = models.ForeignKey(
        "models_programs.Exemplar",
        verbose_name=_("known as an exemplar"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="referrals",
    )
    model = models.ForeignKey(
        "models_programs.ShowcaseModel",
        verbose_name=_("grew out of the model"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="referrals",
    )
    closed_on = models.DateField(
        pgettext_lazy("referral", "closed on"), null=True, blank=True, editable=False
    )

    emptied_on = models.DateField(
        pgettext_lazy("referral", "forgotten on"), null=True, blank=True, editable=False
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(closed_on=None),
                name="one_open_referral",
                violation_error_message=_("She already has an open referral."),
            ),
            models.CheckConstraint(
                name="referral_closed_after_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="referral_emptied_after_closed",
                condition=Q(emptied_on=None)
                | Q(closed_on__isnull=False, emptied_on__gte=F("closed_on"), merits=""),
            ),
        ]

    def __str__(self):
        return str(self.member)

    def get_absolute_url(self):
        return reverse("referrals:detail", args=[self.pk])


@pghistory.track()
class Milestone(Recorded):
    """A dated fact of a case, append-only: a wrong one is voided with a reason, never changed.

    `unit` is the branch she belonged to on that day; reports count by it. `data` holds the facts
    that the stage asks for (numbers, votes, names), `due_on` the deadline that the step starts
    under `rule_set`; a later change of rules never moves it. `rank` is that of the stage.
    """

    referral = models.ForeignKey(
        Referral, verbose_name=_("referral"), on_delete=models.CASCADE, related_name="milestones"
    )
    stage = models.CharField(pgettext_lazy("referral", "step"), max_length=4, choices=Stage.choices)
    rank = models.PositiveSmallIntegerField(editable=False)
    on = models.DateField(_("day"))
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(_("facts"), default=dict, blank=True)
    awareness_class = models.ForeignKey(
        AwarenessClass,
        verbose_name=_("awareness class"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
    )
    reason = models.CharField(_("reason"), max_length=14, choices=Reason.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    rule_set = models.ForeignKey(
        RuleSet, verbose_name=_("rule set"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("next step due by"), null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    void_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["referral", "on", "rank", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [
            models.Index(fields=["stage", "on"], name="milestone_stage_day"),
            models.Index(fields=["referral", "-rank", "-on"], name="milestone_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="milestone_voided_whole",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
            )
        ]

    @property
    def is_valid(self):
        return self.voided_at is None

    def __str__(self):
        return f"{self.referral} · {self.get_stage_display()} · {self.on:%d/%m/%Y}"
