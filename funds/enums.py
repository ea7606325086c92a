from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WaiverReason(models.TextChoices):
    """Why a woman owes no dues in a year. What the branch agrees on, not a rule of the Union."""

    HONORARY = "honorary", _("honorary member")
    POOR = "poor", _("poor household")
    NEAR_POOR = "near_poor", _("near-poor household")
    OLD_OR_ILL = "old_or_ill", _("old or ill")
    AWAY = "away", _("works away and pays there")
    OTHER = "other", pgettext_lazy("reason of a waiver", "other")


class Standing(models.TextChoices):
    """How a woman stands with her dues of a year; derived, kept nowhere."""

    PAID = "paid", pgettext_lazy("dues", "paid")
    PARTLY = "partly", pgettext_lazy("dues", "paid in part")
    UNPAID = "unpaid", pgettext_lazy("dues", "not paid yet")
    WAIVED = "waived", pgettext_lazy("dues", "waived")


OWING = (Standing.UNPAID, Standing.PARTLY)


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("fund", "income")
    OUT = "out", pgettext_lazy("fund", "expense")

    @property
    def opposite(self):
        return Direction.OUT if self == Direction.IN else Direction.IN
