"""A household stands in a branch. What it is listed as (poor, near-poor) is told year by year."""

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.db import SearchKey, ViNameOrder
from core.models import Recorded, Versioned
from members.enums import Hardship
from members.home_querysets import HouseholdQuerySet


@pghistory.track()
class Household(Versioned, Recorded):
    """One home. The head is often a husband who is no member, so the name stands here.

    The row says what is true now; what was before stands in `HouseholdChange`. `began_on` is known
    of a household that split off another one; others were there when the book opened.
    """

    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="households",
    )
    head_name = models.CharField(_("head of household"), max_length=120)
    head_order = models.GeneratedField(
        expression=ViNameOrder(F("head_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    head_search = models.GeneratedField(
        expression=SearchKey(F("head_name")), output_field=models.TextField(), db_persist=True
    )
    address = models.CharField(pgettext_lazy("home", "address"), max_length=200, blank=True)
    began_on = models.DateField(_("founded on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("dissolved on"), null=True, blank=True)
    is_demo = models.BooleanField(_("invented for demonstration"), default=False, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "head_order", "pk"]
        verbose_name = _("household")
        verbose_name_plural = _("households")
        indexes = [
            models.Index(fields=["unit", "head_order", "id"], name="household_unit_order"),
            GinIndex(OpClass(F("head_search"), name="gin_trgm_ops"), name="household_head_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="household_ends_after_it_began",
                condition=Q(began_on=None) | Q(ended_on=None) | Q(ended_on__gt=F("began_on")),
            )
        ]

    def __str__(self):
        return self.head_name

    def get_absolute_url(self):
        return reverse("members:household_detail", args=[self.pk])


class HouseholdListingQuerySet(ScopedQuerySet):
    unit_lookup = "household__unit"
    view_permission = Permission.MEMBER_VIEW


@pghistory.track()
class HouseholdListing(Recorded):
    """What a household is listed as in one year."""

    household = models.ForeignKey(
        Household, verbose_name=_("household"), on_delete=models.CASCADE, related_name="listings"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    hardship = models.CharField(_("listed as"), max_length=10, choices=Hardship.choices)

    objects = HouseholdListingQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("yearly listing")
        verbose_name_plural = _("yearly listings")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year"], name="household_listed_once_a_year"
            )
        ]

    def __str__(self):
        return f"{self.household} {self.year}: {self.get_hardship_display()}"
