"""The household of a member on a form: type the head's name, then pick one or make a new one."""

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from chapters.enums import Level
from core.http import row_key
from members.enums import Relation
from members.models import Household
from members.services import Home

AT_MOST = 8
NEW = "new"


def households_near(user, unit):
    """Standing households where a woman of `unit` may live: of her branch and its groups."""
    branch = Q(unit__in=unit.ancestor_ids, unit__level__in=[Level.BRANCH, Level.GROUP])
    near = Household.objects.visible_to(user, Permission.MEMBER_VIEW).filter(
        branch | Q(unit__path__startswith=unit.path)
    )
    return near.standing_on(timezone.localdate()).select_related("unit")


def household_choices(user, unit, head):
    """`(value, line)` of the households that `head` may mean; the last one makes a new one.

    Empty when there is nothing to choose: no unit or name yet, or no such household.
    """
    if not (unit and head):
        return []
    found = households_near(user, unit).headed_by(head).annotate(women=Count("members"))
    lines = [(str(home.pk), _choice_line(home)) for home in found.in_name_order()[:AT_MOST]]
    return [*lines, (NEW, _("None of these: make a new household"))] if lines else []


def _choice_line(household):
    """Head · address · branch · how many members; needs `women` counted along."""
    women = ngettext("%(n)s member", "%(n)s members", household.women) % {"n": household.women}
    parts = [household.head_name, household.address, household.unit.name, women]
    return " · ".join(part for part in parts if part)


class HomeMixin(forms.Form):
    """Adds the household. Needs `self.user`; `home_unit()` says where she lives."""

    household_head = forms.CharField(
        label=gettext_lazy("Head of the household"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Write the name, with or without marks. If the household is already in the book, it is "
            "offered below; if not, it is made."
        ),
    )
    household = forms.CharField(label=gettext_lazy("Household"), required=False)  # radios
    relation = forms.ChoiceField(
        label=gettext_lazy("She is the head's…"),
        required=False,
        choices=[("", "–"), *Relation.choices],
    )

    def home_unit(self):
        raise NotImplementedError

    @property
    def household_options(self):
        """What the page offers once something has been typed."""
        if not self.is_bound:
            return []
        return household_choices(self.user, self.home_unit(), self["household_head"].value())

    def clean_home(self, cleaned, own_name):
        """The `Home` chosen, or None without a head; asks when several households fit."""
        unit, head = self.home_unit(), cleaned.get("household_head")
        if not head and cleaned.get("relation") == Relation.HEAD:
            head = own_name
        if not (unit and head):
            return None
        fresh = Home(head_name=head, address=cleaned.get("address") or "")
        chosen = cleaned.get("household") or ""
        if chosen == NEW:
            return fresh
        key = row_key(chosen)
        if key is not None and households_near(self.user, unit).filter(pk=key).exists():
            return Home(pk=key)
        if not household_choices(self.user, unit, head):
            return fresh
        self.add_error(
            "household_head",
            _("The book has households of this name. Choose one of them, or make a new one."),
        )
        return None

    def lived_in(self):
        """The `Household` of the chosen `home`, an unsaved one where it would be made."""
        if not self.home or not self.home.pk:
            return Household(head_name=self.home.head_name) if self.home else None
        return households_near(self.user, self.home_unit()).get(pk=self.home.pk)
