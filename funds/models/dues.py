"""What members paid of their dues, and who owes none in a year."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.db import by_the_day_recorded
from core.models import Recorded
from funds.enums import WaiverReason
from funds.querysets import PaymentQuerySet, WaiverQuerySet

FIRST_YEAR, LAST_YEAR = 2000, 2100


@pghistory.track()
class Payment(Recorded):
    """Money received of a woman for the dues of a year, in whole đồng; never changed or deleted.

    Dues are collected at meetings of the group, in one sum or several: a year may have more than
    one payment. A wrong one is taken back by a second row that `reverses` it, with the same amount;
    the sum of a year is payments less reversals. `unit` is where she belonged on the day she paid.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="dues_payments",
    )
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("for the year"))
    amount = models.PositiveIntegerField(_("amount"))
    paid_on = models.DateField(_("paid on"))
    received_by = models.CharField(pgettext_lazy("money", "received by"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("takes back"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-paid_on", "-pk"]
        verbose_name = _("payment of dues")
        verbose_name_plural = _("payments of dues")
        indexes = [
            models.Index(fields=["year", "member"], name="payment_year_member"),
            models.Index(fields=["unit", "year"], name="payment_unit_year"),
        ]
        constraints = [
            models.CheckConstraint(name="payment_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_has_happened", condition=by_the_day_recorded("paid_on")
            ),
            models.CheckConstraint(
                name="payment_of_a_known_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
            models.CheckConstraint(
                name="payment_does_not_reverse_itself",
                condition=Q(reverses=None) | ~Q(reverses=F("pk")),
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.year}: {self.amount}"


@pghistory.track()
class Waiver(Recorded):
    """She owes no dues for a year. Lifted, not deleted, when it was a mistake."""

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="dues_waivers",
    )
    year = models.PositiveSmallIntegerField(_("for the year"))
    reason = models.CharField(_("reason"), max_length=12, choices=WaiverReason.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("waiver of dues")
        verbose_name_plural = _("waivers of dues")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=Q(lifted_at=None),
                name="one_waiver_a_year",
            ),
            models.CheckConstraint(
                name="waiver_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="waiver_of_a_known_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.year}: {self.get_reason_display()}"
