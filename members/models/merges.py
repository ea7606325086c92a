"""Two records that became one, and all that it takes to part them again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import within
from core.crypto import EncryptedTextField

NOTHING = "[]"  # a ledger that has been emptied


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user, permission=None):
        """Those of which she reaches both units: where she is kept and whence the other record."""
        if not user.is_authenticated:
            return self.none()
        paths = user.paths_with(permission or Permission.MEMBER_CHANGE)
        return self.filter(within(paths, "unit__path"), within(paths, "gone_unit__path"))

    def under(self, unit):
        here = Q(unit__path__startswith=unit.path)
        return self.filter(here | Q(gone_unit__path__startswith=unit.path))

    def in_force(self):
        return self.filter(undone_at=None)

    def forget(self, number):
        """Empty the ledgers of every merging with this record: her data are to be forgotten."""
        with_her = Q(kept_number=number) | Q(gone_number=number)
        return self.filter(with_her).update(ledger=NOTHING)

    def survivor_of(self, number):
        """The number of the record into which `number` went, however often; None of no merging."""
        found = None
        while (following := self.in_force().filter(gone_number=number).first()) is not None:
            found = number = following.kept_number
        return found

    def numbers_of(self, number):
        """Every number under which she ever stood: `number`, and those that went into it."""
        known, new = {number}, {number}
        while new:
            gone = self.in_force().filter(kept_number__in=new)
            new = set(gone.values_list("gone_number", flat=True)) - known
            known |= new
        return known


class Merge(models.Model):
    """The record `gone_number` became part of `kept_number`. No link: either may be gone later.

    `ledger` is sealed and holds every row that was changed, before and after
    (`members.doubles.ledger`).
    """

    kept_number = models.BigIntegerField(_("record that stays"), db_index=True)
    gone_number = models.BigIntegerField(_("record that went into it"))
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    gone_unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch of the other record"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ledger = EncryptedTextField(_("what was changed"))
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("parted again at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("parted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        verbose_name = _("merging of two records")
        verbose_name_plural = _("mergings of two records")
        constraints = [
            models.UniqueConstraint(
                fields=["gone_number"], condition=Q(undone_at=None), name="merged_away_once"
            ),
            models.CheckConstraint(
                name="parted_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"HV{self.gone_number:07d} → HV{self.kept_number:07d}"

    def get_absolute_url(self):
        return reverse("members:merged", args=[self.pk])
