"""What a unit sets for itself: how its papers are headed, and dated numbers that hold below it."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.enums import SettingKey
from chapters.models.units import Unit
from chapters.scope import ScopedQuerySet
from core.models import Recorded, Versioned


class PaperSettingsQuerySet(ScopedQuerySet):
    view_permission = Permission.REPORT_VIEW


@pghistory.track()
class PaperSettings(Versioned, Recorded):
    """How a unit's papers are headed and signed; the form in use is hers to set."""

    unit = models.OneToOneField(
        Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="paper"
    )
    superior_line = models.CharField(_("upper header line"), max_length=120, blank=True)
    issuer_line = models.CharField(_("lower header line"), max_length=120)
    symbol = models.CharField(_("symbol of reports"), max_length=20, default="BC-BTV")
    place = models.CharField(_("place of issue"), max_length=60)
    on_behalf = models.CharField(_("signs on behalf of"), max_length=80, blank=True)
    signer_title = models.CharField(_("title of the signer"), max_length=60)
    signer_name = models.CharField(_("name of the signer"), max_length=80, blank=True)
    recipients = models.TextField(_("recipients, one a line"), blank=True)

    objects = PaperSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper settings")
        verbose_name_plural = _("paper settings")

    def __str__(self):
        return f"{self.unit}"


class UnitSettingQuerySet(ScopedQuerySet):
    view_permission = Permission.UNIT_VIEW


@pghistory.track()
class UnitSetting(Recorded):
    """A number that a unit sets from a day on, for itself and for the units below it.

    What a unit has not set it takes from the nearest unit above that has: see `chapters.settings`.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="settings"
    )
    key = models.CharField(_("setting"), max_length=20, choices=SettingKey.choices)
    value = models.PositiveIntegerField(_("value"))
    during = DateRangeField(_("from, until"))

    objects = UnitSettingQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "key", "-during"]
        verbose_name = _("setting of a unit")
        verbose_name_plural = _("settings of units")
        constraints = [
            ExclusionConstraint(
                name="one_value_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="setting_starts_on_a_day",
                condition=Q(during__isempty=False, during__startswith__isnull=False),
            ),
            models.CheckConstraint(name="setting_is_known", condition=Q(key__in=SettingKey.values)),
        ]

    def __str__(self):
        return f"{self.unit}: {self.get_key_display()} {self.value}"
