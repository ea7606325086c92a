"""A chapter asks the district whether a woman of hers stands in another chapter's book too."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.models import Recorded
from members.enums import ComparisonState


class ComparisonQuerySet(ScopedQuerySet):
    """Read by the chapter that asks and by the district that answers."""

    view_permission = Permission.MEMBER_CHANGE

    def answerable_by(self, user):
        """Those of the unit above the one that asks: whoever asks does not answer herself."""
        return self.visible_by("to_unit", user, Permission.MEMBER_CHANGE).waiting()

    def waiting(self):
        return self.filter(state=ComparisonState.WAITING)

    def waiting_first(self):
        return self.order_by(
            models.Case(
                models.When(state=ComparisonState.WAITING, then=0),
                default=1,
                output_field=models.IntegerField(),
            ),
            "-recorded_at",
            "-pk",
        )


@pghistory.track()
class Comparison(Recorded):
    """One question from `unit`, a chapter, to `to_unit`, the district above it.

    `label` is the woman as the chapter knew her when it asked: once she is merged she may belong to
    another chapter, of which this one reads nothing.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="comparisons",
    )
    label = models.CharField(_("woman asked about"), max_length=200)
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("asking unit"), on_delete=models.PROTECT, related_name="+"
    )
    to_unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("asked unit"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("what speaks for it"), max_length=200, blank=True)
    state = models.CharField(
        pgettext_lazy("comparison", "answer"),
        max_length=10,
        choices=ComparisonState.choices,
        default=ComparisonState.WAITING,
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("question to the district")
        verbose_name_plural = _("questions to the district")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=ComparisonState.WAITING),
                name="one_comparison_waiting",
            ),
            models.CheckConstraint(
                name="comparison_answered_by_somebody",
                condition=Q(state=ComparisonState.WAITING, answered_at=None, answered_by=None)
                | (
                    ~Q(state=ComparisonState.WAITING)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("members:comparison", args=[self.pk])
