"""Pairs of rows that may be one woman, and the scans that find them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet, within
from core.jobs import Job, JobRows
from members.enums import DoubleState
from members.likeness import kept_likeness


class DoubleQuerySet(models.QuerySet):
    """A pair is read only by those who reach both women."""

    def visible_to(self, user, permission=None):
        if not user.is_authenticated:
            return self.none()
        first, second = _ends(user, permission)
        return self.filter(first, second)

    def half_visible_to(self, user, permission=None):
        """Pairs of which she reaches one woman alone; of the other nothing may be told."""
        if not user.is_authenticated:
            return self.none()
        first, second = _ends(user, permission)
        return self.filter(first | second).exclude(first & second)

    def under(self, unit):
        """Pairs with a woman of `unit` or of the units below it."""
        first, second = (
            Q(**{f"{end}__home_unit__path__startswith": unit.path}) for end in ("first", "second")
        )
        return self.filter(first | second)

    def of(self, member_id):
        return self.filter(Q(first=member_id) | Q(second=member_id))

    def proposed(self):
        return self.filter(state=DoubleState.PROPOSED)

    def different(self):
        return self.filter(state=DoubleState.DIFFERENT)

    def sure(self):
        return self.filter(score__gte=settings.DOUBLES_SURE)

    def to_look_at(self):
        return self.filter(score__lt=settings.DOUBLES_SURE)

    def having(self, women):
        """Pairs with one of `women`, given by their numbers."""
        return self.filter(Q(first__in=women) | Q(second__in=women))

    def likeliest_first(self):
        return self.order_by("-score", "first", "second", "pk")

    def with_women(self):
        ends = [
            f"{end}__{of}" for end in ("first", "second") for of in ("home_unit", "household__unit")
        ]
        return self.select_related(*ends, "decided_by")


def _ends(user, permission):
    paths = user.paths_with(permission or Permission.MEMBER_CHANGE)
    return [within(paths, f"{end}__home_unit__path") for end in ("first", "second")]


class Double(models.Model):
    """Two rows that may be one woman, the lower number first; found by a scan or pointed out.

    `evidence` is what speaks for it and against it, never the values themselves. A pair told
    apart stays, so that it is not proposed again.
    """

    first = models.ForeignKey(
        "members.Member",
        verbose_name=_("one record"),
        on_delete=models.CASCADE,
        related_name="doubles_as_first",
    )
    second = models.ForeignKey(
        "members.Member",
        verbose_name=_("other record"),
        on_delete=models.CASCADE,
        related_name="doubles_as_second",
    )
    score = models.SmallIntegerField(_("score"))
    evidence = models.JSONField(_("evidence"), default=list)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DoubleState.choices,
        default=DoubleState.PROPOSED,
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    decided_at = models.DateTimeField(_("told apart at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("told apart by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DoubleQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "first", "second"]
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        indexes = [models.Index(fields=["state", "-score"], name="double_state_score")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="double_once"),
            models.CheckConstraint(name="double_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="told_apart_by_somebody",
                condition=Q(
                    state=DoubleState.DIFFERENT,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                | Q(state=DoubleState.PROPOSED, decided_at=None, decided_by=None),
            ),
        ]

    def __str__(self):
        return f"{self.first_id} = {self.second_id}?"

    @property
    def is_sure(self):
        return self.score >= settings.DOUBLES_SURE

    @property
    def likeness(self):
        return kept_likeness(self.evidence)


class DoublesScanQuerySet(JobRows, ScopedQuerySet):
    view_permission = Permission.MEMBER_CHANGE


class DoublesScan(Job):
    """A search for doubles among the women of `unit`, and between them and the rest of the book."""

    task = "members.doubles.tasks.run_scan"

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DoublesScanQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("search for doubles")
        verbose_name_plural = _("searches for doubles")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_scan_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.requested_at:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("members:doubles")
