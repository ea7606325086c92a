"""Units of the Union as a tree that changes over time, and the people in charge."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from chapters.enums import PARENT_LEVEL, Level, Title
from chapters.scope import ScopedQuerySet, UnitQuerySet
from core.db import SearchKey, ViKey
from core.models import Recorded, Versioned


class UnitScoped(UnitQuerySet):
    view_permission = Permission.UNIT_VIEW

    def directly_under(self, unit):
        """Units one level below `unit`, by today's placement."""
        below = [level for level, above in PARENT_LEVEL.items() if above == unit.level]
        return self.under(unit).at(*below)


@pghistory.track()
class Unit(Versioned):
    """A node of the Union: province, district, commune chapter, branch or group.

    `key` is ours and for ever. The official `code` is unique only among units of one level that
    exist at the same time: since July 2025 some codes name other communes. `path` is today's
    placement, `"<id>.<id>."` from the top, and serves scope; it is written by the services alone.
    """

    key = models.CharField(pgettext_lazy("unit", "key"), max_length=120, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    name = models.CharField(_("name"), max_length=120)
    name_key = models.GeneratedField(
        expression=ViKey(F("name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    code = models.CharField(_("official code"), max_length=10, blank=True)
    order = models.PositiveIntegerField(_("order in lists"), default=0)
    valid = DateRangeField(_("exists from, until"))
    path = models.CharField(_("path"), max_length=120, editable=False, db_default="")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    objects = UnitScoped.as_manager()

    class Meta:
        ordering = ["order", "name_key", "pk"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        indexes = [
            models.Index(fields=["path"], name="unit_path", opclasses=["text_pattern_ops"]),
            models.Index(fields=["level"], name="unit_level"),
            models.Index(
                OpClass(SearchKey("name"), name="text_pattern_ops"), name="unit_name_search"
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="unit_code_once_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=~Q(code=""),
            ),
            models.CheckConstraint(name="unit_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("chapters:detail", args=[self.pk])

    @property
    def ancestor_ids(self):
        """Ids from the top down to this unit, itself included, by today's placement."""
        return [int(part) for part in self.path.split(".") if part]


class PlacementQuerySet(models.QuerySet):
    def last_until(self, day):
        """Of each unit the placement of `day`, or else the last one before; one statement."""
        begun = Q(during__startswith__lte=day) | Q(during__lower_inf=True)
        latest = F("during__startswith").desc(nulls_last=True)
        return self.filter(begun).order_by("unit_id", latest).distinct("unit_id")


@pghistory.track()
class Placement(Recorded):
    """Under which parent a unit stood, from when until when. Never two parents on one day."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="placements"
    )
    parent = models.ForeignKey(
        Unit,
        verbose_name=pgettext_lazy("placement", "under"),
        on_delete=models.PROTECT,
        related_name="placed_under",
    )
    during = DateRangeField(_("from, until"))

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            ExclusionConstraint(
                name="one_parent_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="placement_has_days", condition=Q(during__isempty=False)),
            models.CheckConstraint(name="not_its_own_parent", condition=~Q(unit=F("parent"))),
        ]

    def __str__(self):
        return f"{self.unit} < {self.parent}"


class Succession(models.Model):
    """An ended unit became (part of) another one on a day, by a decree."""

    predecessor = models.ForeignKey(
        Unit, verbose_name=_("ended unit"), on_delete=models.PROTECT, related_name="became"
    )
    successor = models.ForeignKey(
        Unit,
        verbose_name=pgettext_lazy("succession", "became"),
        on_delete=models.PROTECT,
        related_name="came_from",
    )
    on = models.DateField(_("day"))
    decree = models.CharField(_("decree"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            )
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class Term(models.Model):
    """A term of office (nhiệm kỳ) of one level; local congresses run a year before the national."""

    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    name = models.CharField(_("name"), max_length=60)
    during = DateRangeField(_("from, until"))

    class Meta:
        ordering = ["level", "during"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=["level", "name"], name="term_named_once_a_level")
        ]

    def __str__(self):
        return self.name


class OfficerQuerySet(ScopedQuerySet):
    view_permission = Permission.UNIT_VIEW

    def serving_on(self, day):
        return self.filter(during__contains=day)


@pghistory.track()
class Officer(Recorded, Versioned):
    """A person in charge at a unit for a time. She need not be a member, nor a woman."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="officers"
    )
    full_name = models.CharField(_("full name"), max_length=120)
    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offices",
    )
    title = models.CharField(pgettext_lazy("office", "title"), max_length=20, choices=Title.choices)
    term = models.ForeignKey(
        Term, verbose_name=_("term"), on_delete=models.PROTECT, null=True, blank=True
    )
    during = DateRangeField(_("from, until"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "title", "pk"]
        verbose_name = _("person in charge")
        verbose_name_plural = _("people in charge")
        constraints = [
            models.CheckConstraint(name="officer_has_days", condition=Q(during__isempty=False))
        ]

    def __str__(self):
        return f"{self.full_name} · {self.get_title_display()}"


class HeadcountQuerySet(ScopedQuerySet):
    view_permission = Permission.UNIT_VIEW

    def latest_on(self, day):
        """The last headcount of each unit that was taken on or before `day`."""
        taken = self.filter(as_of__lte=day).order_by("unit_id", "-as_of").distinct("unit_id")
        return self.filter(pk__in=taken.values("pk"))


@pghistory.track()
class Headcount(Recorded):
    """Women of 18 and over living in a commune, typed in from the population register.

    It can never be derived from the member table.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="headcounts"
    )
    as_of = models.DateField(pgettext_lazy("headcount", "on"))
    women = models.PositiveIntegerField(_("women of 18 and over"))

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of"]
        verbose_name = _("number of women")
        verbose_name_plural = _("numbers of women")
        constraints = [
            models.UniqueConstraint(fields=["unit", "as_of"], name="headcount_once_a_day")
        ]

    def __str__(self):
        return f"{self.unit} {self.as_of:%d/%m/%Y}: {self.women}"
