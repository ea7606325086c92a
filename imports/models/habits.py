"""How a chapter heads its columns: a correction made once is remembered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Recorded
from imports.enums import BatchKind
from imports.querysets import BatchQuerySet


class HeaderHabit(Recorded):
    """What the columns under these headings mean for this chapter: `{column index: field}`."""

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("chapter"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("what it holds"), max_length=8, choices=BatchKind.choices)
    signature = models.CharField(_("headings, as a digest"), max_length=64)
    mapping = models.JSONField(_("columns"), default=dict)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "pk"]
        verbose_name = _("remembered headings")
        verbose_name_plural = _("remembered headings")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "signature"], name="headings_remembered_once"
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"
