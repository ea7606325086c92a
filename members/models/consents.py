"""What a woman agreed to."""

import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.models import Recorded
from members.enums import ConsentForm, Purpose
from members.models.people import Member


class ConsentQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def in_force(self, day=None):
        """Not withdrawn, and not expired on `day` (today when not given)."""
        lasting = Q(until=None) | Q(until__gt=day or timezone.localdate())
        return self.filter(lasting, withdrawn_on=None)


@pghistory.track()
class Consent(Recorded):
    """Her agreement to one use of her data, with its evidence; silence is never consent.

    `until` is the first day on which it no longer holds; without one it holds until withdrawn.
    """

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    given_on = models.DateField(_("given on"))
    form = models.CharField(_("form"), max_length=12, choices=ConsentForm.choices)
    kept_at = models.CharField(_("where the paper is kept"), max_length=120, blank=True)
    until = models.DateField(_("holds until"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "-given_on"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            ExclusionConstraint(
                name="one_consent_a_purpose",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    (
                        Func(
                            F("given_on"),
                            Least("withdrawn_on", "until"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                name="withdrawn_after_given",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
            ),
            models.CheckConstraint(
                name="consent_has_days", condition=Q(until=None) | Q(until__gt=F("given_on"))
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.get_purpose_display()}"

    @property
    def last_day(self):
        """The last day on which it holds; None while no end is set."""
        return self.until - datetime.timedelta(days=1) if self.until else None

    @property
    def has_expired(self):
        return self.until is not None and self.until <= timezone.localdate()
