"""Periods to report on, tallies kept for comparison and charts, how papers are headed."""

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.models import Recorded, Versioned
from core.ranges import last_day
from reports.enums import TallyState


@pghistory.track()
class ReportingPeriod(models.Model):
    """A period with its data window and due dates; staff edit both, the calendar is the default."""

    code = models.CharField(_("period"), max_length=10, unique=True)
    window = DateRangeField(_("data from, until"))
    chapter_due = models.DateField(_("chapters report by"))
    district_due = models.DateField(_("the district reports by"))

    class Meta:
        ordering = ["-chapter_due"]
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.CheckConstraint(name="period_has_days", condition=Q(window__isempty=False))
        ]

    def __str__(self):
        return self.code

    @property
    def closing_day(self):
        """The last day that counts."""
        return last_day(self.window)


class TallyQuerySet(ScopedQuerySet):
    view_permission = Permission.REPORT_VIEW

    def finished(self):
        return self.filter(state=TallyState.DONE)

    def lost(self, after):
        """Asked for or started longer than `after` ago, and still not finished."""
        long_ago = timezone.now() - after
        return self.filter(
            Q(state=TallyState.WAITING, requested_at__lt=long_ago)
            | Q(state=TallyState.RUNNING, started_at__lt=long_ago)
        )


class Tally(models.Model):
    """The figures of a unit and its children in a period, as counted at one moment.

    Kept for comparison columns and charts. A report's own column is counted anew whenever it is
    shown, so that a number is always its names. `figures` is `{unit key: {code: value}}`; ratios
    are strings with one decimal.
    """

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+"
    )
    period_code = models.CharField(_("period"), max_length=10)
    state = models.CharField(
        _("state"), max_length=8, choices=TallyState.choices, default=TallyState.WAITING
    )
    done = models.PositiveSmallIntegerField(_("figures counted"), default=0)
    total = models.PositiveSmallIntegerField(_("figures to count"), default=0)
    figures = models.JSONField(_("figures"), default=dict)
    requested_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(fields=["unit", "period_code"], name="one_tally_a_period")
        ]

    def __str__(self):
        return f"{self.unit} {self.period_code}"


class PaperSettingsQuerySet(ScopedQuerySet):
    view_permission = Permission.REPORT_VIEW


@pghistory.track()
class PaperSettings(Versioned, Recorded):
    """How a unit's papers are headed and signed; the form in use is hers to set."""

    unit = models.OneToOneField(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.CASCADE, related_name="paper"
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
