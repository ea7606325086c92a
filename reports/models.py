"""Periods to report on, tallies kept for comparison and charts, numbers kept for front pages."""

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.jobs import Job, JobRows
from core.ranges import last_day


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


class TallyQuerySet(JobRows, ScopedQuerySet):
    view_permission = Permission.REPORT_VIEW


class GlanceQuerySet(JobRows, ScopedQuerySet):
    view_permission = Permission.REPORT_VIEW


class Glance(Job):
    """The slow numbers of the front page of a large unit, as counted at one moment.

    Counted anew every few minutes and on demand; they stay readable while that runs or fails.
    `numbers` is what `reports.numbers` keeps.
    """

    task = "reports.tasks.run_glance"

    unit = models.OneToOneField(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+"
    )
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)

    objects = GlanceQuerySet.as_manager()

    class Meta:
        ordering = ["unit_id"]
        verbose_name = _("numbers of a front page")
        verbose_name_plural = _("numbers of front pages")

    def __str__(self):
        return f"{self.unit} {self.counted_at}"


class Tally(Job):
    """The figures of a unit and its children in a period, as counted at one moment.

    Kept for comparison columns and charts. A report's own column is counted anew whenever it is
    shown, so that a number is always its names. `figures` is `{unit key: {code: value}}`; ratios
    are strings with one decimal.
    """

    task = "reports.tasks.run_tally"

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+"
    )
    period_code = models.CharField(_("period"), max_length=10)
    figures = models.JSONField(_("figures"), default=dict)

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
