"""What befell households on which day, and which woman went from one home to another."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.db import by_the_day_recorded
from core.models import Recorded
from members.enums import HouseholdDeed
from members.home_querysets import HouseholdChangeQuerySet, RelocationQuerySet

PAIRED = (HouseholdDeed.SPLIT, HouseholdDeed.MERGED)


@pghistory.track()
class HouseholdChange(Recorded):
    """One dated event of a household, never changed afterwards.

    `other` is the household that split off, or the one taken in. Heads and addresses are told in
    words as they were: the row of the household says only what is true now.
    """

    household = models.ForeignKey(
        "members.Household",
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        related_name="changes",
    )
    kind = models.CharField(_("what happened"), max_length=8, choices=HouseholdDeed.choices)
    on = models.DateField(_("on"))
    other = models.ForeignKey(
        "members.Household",
        verbose_name=_("other household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_of_other",
    )
    head_before = models.CharField(_("head before"), max_length=120, blank=True)
    head_after = models.CharField(_("head afterwards"), max_length=120, blank=True)
    address_before = models.CharField(_("address before"), max_length=200, blank=True)
    address_after = models.CharField(_("address afterwards"), max_length=200, blank=True)
    from_unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("from the branch"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to_unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("to the branch"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = HouseholdChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("event of a household")
        verbose_name_plural = _("events of households")
        constraints = [
            models.CheckConstraint(
                name="household_change_names_the_other",
                condition=Q(kind__in=PAIRED, other__isnull=False)
                | (~Q(kind__in=PAIRED) & Q(other=None)),
            ),
            models.CheckConstraint(
                name="household_change_of_two", condition=Q(other=None) | ~Q(other=F("household"))
            ),
            models.CheckConstraint(
                name="household_moved_between_units",
                condition=Q(
                    kind=HouseholdDeed.MOVED, from_unit__isnull=False, to_unit__isnull=False
                )
                | (~Q(kind=HouseholdDeed.MOVED) & Q(from_unit=None, to_unit=None)),
            ),
            models.CheckConstraint(
                name="household_change_has_happened", condition=by_the_day_recorded("on")
            ),
        ]

    def __str__(self):
        return f"{self.household} {self.on:%d/%m/%Y}: {self.get_kind_display()}"


@pghistory.track()
class Relocation(Recorded):
    """She lived in one household until `on`, and from then on in another (or in none).

    Where she lives now stands on her row, and nowhere else; where she lived on an earlier day is
    what the first relocation after that day says she left. `change` is what made her move, when it
    was something that befell the household.
    """

    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="relocations",
    )
    left = models.ForeignKey(
        "members.Household",
        verbose_name=_("household she left"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relocations_out",
    )
    entered = models.ForeignKey(
        "members.Household",
        verbose_name=_("household she came to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relocations_in",
    )
    on = models.DateField(_("on"))
    change = models.ForeignKey(
        HouseholdChange,
        verbose_name=_("event of the household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relocations",
    )

    objects = RelocationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("change of home")
        verbose_name_plural = _("changes of home")
        constraints = [
            models.CheckConstraint(
                name="relocation_from_one_to_another",
                condition=Q(left=None, entered__isnull=False)
                | Q(left__isnull=False, entered=None)
                | (Q(left__isnull=False, entered__isnull=False) & ~Q(left=F("entered"))),
            ),
            models.CheckConstraint(
                name="relocation_has_happened", condition=by_the_day_recorded("on")
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.on:%d/%m/%Y}"
