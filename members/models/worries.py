"""What the worry lists need beside the book: who has been asked, and when women retire."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Recorded
from members.enums import Worry
from members.querysets import AskingQuerySet


class RetirementAge(models.Model):
    """The age at which women born in a time retire, which the law raises by steps.

    Reference data: the administrator corrects it when the law changes.
    """

    born = DateRangeField(_("born from, until"))
    months = models.PositiveSmallIntegerField(_("retirement age in months"))
    source = models.CharField(_("legal basis"), max_length=120, blank=True)

    class Meta:
        ordering = ["born"]
        verbose_name = _("retirement age of women")
        verbose_name_plural = _("retirement ages of women")
        constraints = [
            ExclusionConstraint(
                name="one_retirement_age",
                expressions=[("born", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="retirement_has_births", condition=Q(born__isempty=False)),
        ]

    def __str__(self):
        years, months = divmod(self.months, 12)
        return f"{years} + {months}/12"


@pghistory.track()
class Asking(Recorded):
    """A member was asked about a worry, or it was asked of those who know her.

    The worry rests from then on for as long as her unit has set.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="askings",
    )
    worry = models.CharField(_("about what"), max_length=8, choices=Worry.choices)
    on = models.DateField(_("asked on"))
    note = models.CharField(_("what was answered"), max_length=200, blank=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ["member", "-on"]
        verbose_name = _("question about a worry")
        verbose_name_plural = _("questions about worries")
        constraints = [
            models.UniqueConstraint(fields=["member", "worry", "on"], name="asked_once_a_day"),
            models.CheckConstraint(name="a_woman_is_asked", condition=~Q(worry=Worry.BRANCH)),
        ]

    def __str__(self):
        return f"{self.member}: {self.get_worry_display()} {self.on:%d/%m/%Y}"
