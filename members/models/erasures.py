"""That a woman's data are to be anonymised: proposed by one person, carried out by another."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.models import Recorded
from members.enums import ErasureGround, ErasureState


class ErasureQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.ERASURE_PROPOSE

    def waiting(self):
        return self.filter(state=ErasureState.PROPOSED)

    def answerable_by(self, user):
        """Those that she may carry out: proposed by somebody else, in her scope."""
        rows = self.visible_to(user, Permission.ERASURE_CARRY_OUT).waiting()
        return rows.exclude(recorded_by=user)

    def waiting_first(self):
        return self.order_by(F("decided_at").desc(nulls_first=True), "-recorded_at", "-pk")


@pghistory.track()
class Erasure(Recorded):
    """One proposal. It says why, and nothing about her: her record says the rest until it goes."""

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="erasures",
    )
    ground = models.CharField(_("why"), max_length=10, choices=ErasureGround.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ErasureState.choices, default=ErasureState.PROPOSED
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("proposal to anonymise")
        verbose_name_plural = _("proposals to anonymise")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=ErasureState.PROPOSED),
                name="one_erasure_waiting",
            ),
            models.CheckConstraint(
                name="erasure_decided_by_somebody",
                condition=Q(state=ErasureState.PROPOSED, decided_at=None, decided_by=None)
                | (
                    ~Q(state=ErasureState.PROPOSED)
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="erasure_by_two_people",
                condition=~Q(state=ErasureState.DONE)
                | (Q(recorded_by__isnull=False) & ~Q(recorded_by=F("decided_by"))),
            ),
        ]

    def __str__(self):
        return str(self.member)

    def get_absolute_url(self):
        return reverse("members:erasure", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == ErasureState.PROPOSED
