"""What a woman asks about her own data, and what she was answered."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.models import Recorded
from members.enums import RequestChannel, RequestKind, RequestState


class DataRequestQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_CHANGE

    def open(self):
        return self.filter(state=RequestState.OPEN)

    def restricting(self):
        """Restrictions in force: her data are kept, but used for nothing else meanwhile."""
        return self.filter(kind=RequestKind.RESTRICTION, state=RequestState.DONE, lifted_on=None)

    def by_deadline(self):
        """Open ones first, by the next day that counts; the answered ones after, newest first."""
        return self.order_by(F("answered_on").desc(nulls_first=True), "due_by", "pk")


@pghistory.track()
class DataRequest(Recorded):
    """One request by a woman about her data (Luật 91/2025/QH15), from receipt to answer.

    `reply_by` and `due_by` were computed when it came in and keep to the terms of that day;
    `due_by` moves once, when it is extended with a reason.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="data_requests",
    )
    kind = models.CharField(_("what she asks for"), max_length=12, choices=RequestKind.choices)
    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("how it came"), max_length=10, choices=RequestChannel.choices)
    words = models.CharField(_("in her words"), max_length=500)
    reply_by = models.DateField(_("confirm receipt by"))
    due_by = models.DateField(_("answer by"))
    replied_on = models.DateField(_("receipt confirmed on"), null=True, blank=True)
    extended_on = models.DateField(_("extended on"), null=True, blank=True)
    extension_reason = models.CharField(_("why it was extended"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=RequestState.choices, default=RequestState.OPEN
    )
    answer = models.CharField(_("what she was answered"), max_length=500, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    lifted_on = models.DateField(_("restriction lifted on"), null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("request about her data")
        verbose_name_plural = _("requests about her data")
        indexes = [
            models.Index(fields=["due_by"], name="data_request_open", condition=Q(state="open"))
        ]
        constraints = [
            models.CheckConstraint(
                name="request_closed_with_an_answer",
                condition=Q(state=RequestState.OPEN, answered_on=None, answer="")
                | (~Q(state=RequestState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="request_due_after_receipt",
                condition=Q(due_by__gte=F("received_on"), reply_by__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="request_extended_with_a_reason",
                condition=Q(extended_on=None, extension_reason="")
                | (Q(extended_on__isnull=False) & ~Q(extension_reason="")),
            ),
            models.CheckConstraint(
                name="only_a_restriction_is_lifted",
                condition=Q(lifted_on=None)
                | Q(kind=RequestKind.RESTRICTION, state=RequestState.DONE),
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(state=RequestState.OPEN),
                name="one_open_request_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("members:data_request", args=[self.pk])

    @property
    def is_open(self):
        return self.state == RequestState.OPEN

    @property
    def is_restricting(self):
        """Whether it is a restriction in force; see `DataRequestQuerySet.restricting`."""
        granted = self.kind == RequestKind.RESTRICTION and self.state == RequestState.DONE
        return granted and self.lifted_on is None

    @property
    def next_by(self):
        """The next day that counts: to confirm receipt, then to answer."""
        return self.due_by if self.replied_on else min(self.reply_by, self.due_by)
