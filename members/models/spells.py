"""Where a member belonged, and what was true of her, from when until when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Recorded
from members.enums import Began, Ended, MembershipKind, StandingKind, TransferState
from members.querysets import MembershipQuerySet, StandingQuerySet, TransferQuerySet


class Correctable(models.Model):
    """A dated fact that can be put right. History keeps what it said before; the row itself says
    when and why it was last corrected, so that each state in the history has its reason."""

    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    corrected_because = models.CharField(_("why it was corrected"), max_length=200, blank=True)

    class Meta:
        abstract = True


def reason_with_a_correction(name):
    """The reason belongs to a moment; it may be gone later, when she was forgotten."""
    return models.CheckConstraint(
        name=name, condition=Q(corrected_at__isnull=False) | Q(corrected_because="")
    )


@pghistory.track()
class Membership(Correctable, Recorded):
    """One spell of a member in one unit; one spell at a time.

    Strength, growth and every movement line are read from here and kept nowhere else. A transfer
    ends one spell and starts the next, which keeps where it came from. `during` is half-open:
    someone who moves on the 1st belongs to the new unit on the 1st and to no other.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=MembershipKind.choices,
        default=MembershipKind.ORDINARY,
    )
    during = DateRangeField(_("from, until"))
    began_as = models.CharField(_("how it began"), max_length=12, choices=Began.choices)
    came_from = models.OneToOneField(
        "self",
        verbose_name=_("previous spell"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="went_to",
    )
    decision_number = models.CharField(_("resolution number"), max_length=40, blank=True)
    decision_on = models.DateField(_("resolution date"), null=True, blank=True)
    admission = models.ForeignKey(
        "members.AdmissionList",
        verbose_name=_("admission list"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spells",
    )
    ended_as = models.CharField(_("why it ended"), max_length=14, choices=Ended.choices, blank=True)
    end_note = models.CharField(_("note on leaving"), max_length=200, blank=True)
    end_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["member", "-during", "pk"]
        verbose_name = _("spell of membership")
        verbose_name_plural = _("spells of membership")
        indexes = [
            GistIndex(fields=["during"], name="membership_during"),
            models.Index(fields=["unit", "member"], name="membership_unit"),
        ]
        constraints = [
            ExclusionConstraint(
                name="one_spell_at_a_time",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("She already belongs to a unit in that time."),
            ),
            models.CheckConstraint(
                name="spell_starts_on_a_day",
                condition=Q(during__isempty=False, during__startswith__isnull=False),
            ),
            models.CheckConstraint(
                name="spell_ends_with_a_reason",
                condition=Q(during__upper_inf=True, ended_as="", end_recorded_at=None)
                | (Q(during__upper_inf=False, end_recorded_at__isnull=False) & ~Q(ended_as="")),
            ),
            models.CheckConstraint(
                name="only_a_transfer_comes_from_a_spell",
                condition=Q(came_from=None) | Q(began_as=Began.TRANSFERRED),
            ),
            models.CheckConstraint(
                name="only_an_admission_has_a_list",
                condition=Q(admission=None) | Q(began_as=Began.ADMITTED),
            ),
            reason_with_a_correction("spell_corrected_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.member} · {self.unit}"


@pghistory.track()
class Standing(Correctable, Recorded):
    """Core member, working away, Party member: true for a time, beside her membership.

    Working away is a flag, not a departure: chapters keep such members for years.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="standings",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=StandingKind.choices)
    during = DateRangeField(_("from, until"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    phone = models.CharField(_("phone there"), max_length=15, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["member", "kind", "-during"]
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            ExclusionConstraint(
                name="one_standing_of_a_kind",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="standing_has_days", condition=Q(during__isempty=False)),
            reason_with_a_correction("standing_corrected_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.member} · {self.get_kind_display()}"


@pghistory.track()
class Transfer(Recorded):
    """One chapter proposes to hand a member over, the other answers; both see it wait."""

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="transfers",
    )
    from_unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("from"), on_delete=models.PROTECT, related_name="+"
    )
    to_unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("to"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("from which day"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TransferState.choices, default=TransferState.PROPOSED
    )
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "pk"]
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=TransferState.PROPOSED),
                name="one_transfer_waiting",
            ),
            models.CheckConstraint(name="transfer_moves", condition=~Q(from_unit=F("to_unit"))),
        ]

    def __str__(self):
        return f"{self.member}: {self.from_unit} → {self.to_unit}"
