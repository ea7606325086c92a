"""The fund that a unit keeps: what came in and what went out."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.db import by_the_day_recorded
from core.models import Recorded
from funds.enums import Direction
from funds.querysets import EntryQuerySet


@pghistory.track()
class Entry(Recorded):
    """One line of the fund book of a unit, in whole đồng; never changed or deleted.

    A wrong line is put right by another one in the other direction that `reverses` it.
    """

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(pgettext_lazy("fund", "day"))
    direction = models.CharField(
        pgettext_lazy("fund", "income or expense"), max_length=3, choices=Direction.choices
    )
    amount = models.PositiveBigIntegerField(_("amount"))
    purpose = models.CharField(_("what for"), max_length=200)
    kept_by = models.CharField(_("kept by"), max_length=80, blank=True)
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("takes back"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("line of a fund")
        verbose_name_plural = _("lines of funds")
        indexes = [models.Index(fields=["unit", "on", "id"], name="entry_unit_day")]
        constraints = [
            models.CheckConstraint(name="entry_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="entry_has_a_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(name="entry_has_happened", condition=by_the_day_recorded("on")),
            models.CheckConstraint(
                name="entry_does_not_reverse_itself",
                condition=Q(reverses=None) | ~Q(reverses=F("pk")),
            ),
        ]

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.purpose}"
