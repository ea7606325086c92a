"""Lists of women whom a branch proposes to admit, from the first name to the resolution."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.holdings import UNNAMED
from chapters.scope import ScopedQuerySet
from core.crypto import EncryptedTextField
from core.dates import add_months
from core.models import Recorded
from members.enums import AdmissionState, EntryKind


def _somebody():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class AdmissionListQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def decidable_by(self, user):
        """Lists that wait and that she may approve: never one that she sent in herself."""
        waiting = self.visible_to(user, Permission.MEMBER_ADMIT)
        return waiting.filter(state=AdmissionState.SUBMITTED).exclude(submitted_by=user)

    def past_their_time(self, day=None):
        """Lists taken back so long before `day` that they need not name who is no member."""
        limit = add_months(day or timezone.localdate(), -settings.ADMISSION_KEPT_MONTHS)
        entries = self.model._meta.get_field("entries").related_model.objects.never_members()
        named = Exists(entries.filter(admission=OuterRef("pk")).exclude(full_name=UNNAMED))
        taken_back = Q(state=AdmissionState.WITHDRAWN, withdrawn_at__date__lte=limit)
        return self.filter(taken_back, named)

    def counted(self):
        """Each with `women`, the number of its entries."""
        return self.annotate(women=Count("entries"))


@pghistory.track()
class AdmissionList(Recorded):
    """One list of a branch: drawn up, sent in, approved by somebody else with a resolution.

    Approval admits everybody on it in one transaction; `context` is the one under which history
    keeps what that wrote, so that it can be taken back. The spells that it began point here.
    """

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+"
    )
    drawn_on = models.DateField(pgettext_lazy("admission list", "drawn up on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AdmissionState.choices, default=AdmissionState.DRAFT
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = _somebody()
    sent_back_reason = models.CharField(_("why it was sent back"), max_length=200, blank=True)
    decision_number = models.CharField(_("resolution number"), max_length=40, blank=True)
    decision_on = models.DateField(_("resolution date"), null=True, blank=True)
    admitted_on = models.DateField(_("members from"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = _somebody()
    context = models.UUIDField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = _somebody()
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=200, blank=True)

    objects = AdmissionListQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_on", "-pk"]
        verbose_name = _("admission list")
        verbose_name_plural = _("admission lists")
        indexes = [models.Index(fields=["unit", "state"], name="admission_list_unit")]
        constraints = [
            models.CheckConstraint(
                name="admission_waits_since",
                condition=~Q(state=AdmissionState.SUBMITTED)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="admission_by_a_resolution",
                condition=~Q(state=AdmissionState.RECORDED)
                | (
                    Q(decision_on__isnull=False, admitted_on__isnull=False)
                    & Q(decided_at__isnull=False, admitted_on__gte=F("decision_on"))
                    & ~Q(decision_number="")
                ),
            ),
            models.CheckConstraint(
                name="nobody_admits_her_own_list",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="admission_taken_back_with_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                & ~Q(state=AdmissionState.WITHDRAWN)
                | (
                    Q(state=AdmissionState.WITHDRAWN, withdrawn_at__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
            ),
        ]

    def __str__(self):
        values = {"unit": self.unit, "day": f"{self.drawn_on:%d/%m/%Y}"}
        return gettext("admission list of %(unit)s, %(day)s") % values

    def get_absolute_url(self):
        return reverse("members:admission", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == AdmissionState.DRAFT


class AdmissionEntryQuerySet(ScopedQuerySet):
    unit_lookup = "admission__unit"
    view_permission = Permission.MEMBER_VIEW

    def never_members(self):
        """New women who are in the book no longer, or not yet."""
        return self.filter(kind=EntryKind.NEW, member=None)

    def of_list(self):
        """As the list is read and printed: in the order of writing."""
        return self.order_by("pk")


@pghistory.track(exclude=["national_id", "ethnicity"])
class AdmissionEntry(Recorded):
    """One woman on a list: new in the book, or a member of old who comes back (`member` is set).

    Once she is admitted `member` says who she became, and what is sensitive stands on her record
    alone; history never keeps it here.
    """

    SENSITIVE = ("ethnicity", "national_id")

    admission = models.ForeignKey(
        AdmissionList,
        verbose_name=_("admission list"),
        on_delete=models.CASCADE,
        related_name="entries",
    )
    kind = models.CharField(
        pgettext_lazy("admission list", "kind"),
        max_length=10,
        choices=EntryKind.choices,
        default=EntryKind.NEW,
    )
    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="admission_entries",
    )
    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch or group"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    full_name = models.CharField(_("full name"), max_length=120)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    address = models.CharField(pgettext_lazy("home", "address"), max_length=200, blank=True)
    national_id = EncryptedTextField(_("citizen number"), blank=True)
    ethnicity = models.ForeignKey(
        "members.EthnicGroup",
        verbose_name=_("ethnic group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    told_apart = models.BooleanField(_("somebody else than those alike"), default=False)
    ask_district = models.BooleanField(_("the district is asked to compare"), default=False)

    objects = AdmissionEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("woman on an admission list")
        verbose_name_plural = _("women on admission lists")
        constraints = [
            models.UniqueConstraint(
                fields=["admission", "member"], name="once_on_an_admission_list"
            ),
            models.CheckConstraint(name="admission_entry_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="admission_birth_year_of_birth_date",
                condition=Q(birth_date=None) | Q(birth_year=ExtractYear("birth_date")),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def is_returning(self):
        return self.kind == EntryKind.RETURNING
