"""Households: new, edited, dissolved, listed; and a woman who moves into one."""

from crispy_forms.layout import HTML
from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from members.enums import Hardship
from members.forms.base import HouseForm, day_field
from members.forms.homes import HomeMixin

MEN = "Trần Văn Tài, K'Brèo"


class HouseholdForm(HouseForm):
    head_name = forms.CharField(
        label=_("Head of the household"),
        max_length=120,
        help_text=format_lazy(_("For example {names}; often the husband"), names=MEN),
    )
    address = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("House, road, hamlet")
    )


class NewHouseholdForm(HouseholdForm):
    unit = UnitChoiceField(label=_("Branch or group"))

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=under)
        self.arrange("unit", "head_name", "address", draft="household-new")


class EditHouseholdForm(HouseholdForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    conflicts = ()

    def __init__(self, *args, household, **kwargs):
        names = ("head_name", "address", "version")
        kwargs["initial"] = {name: getattr(household, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["head_name"].help_text = _(
            "To correct the spelling. If somebody else is the head now, choose “Another head” on "
            "the page of the household: then the one before stays written."
        )
        self.arrange("head_name", "address", "version", draft=f"household-{household.pk}")

    def show_conflict(self, error, current):
        """Show both values; saving once more then means what is typed here."""
        self.conflicts = error.conflicts
        self.add_error(None, error.message)
        self.data = self.data.copy()
        self.data["version"] = str(current.version)


class DissolveForm(HouseForm):
    on = day_field(_("Dissolved on"))
    save_words = _("Dissolve the household")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("on")


class ListingForm(HouseForm):
    """What the household is listed as in a year; the lists are approved yearly."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    hardship = forms.ChoiceField(
        label=_("Listed as"), choices=[("", _("not on a list")), *Hardship.choices], required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        self.arrange("year", "hardship")


class LivedThenForm(HouseForm):
    """On which day to look who lived there."""

    then = day_field(_("Who lived here on"), required=False)
    save_words = _("Look")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("then")
        self.helper.form_method = "get"


class HomeForm(HomeMixin, HouseForm):
    """Which household she lives in; an empty head takes her out of hers."""

    on = day_field(
        _("She lives there from"),
        required=False,
        help_text=_("Empty if the book is only put right: then she never lived where it had her."),
    )
    address = forms.CharField(label=_("Address of a new household"), max_length=200, required=False)

    def __init__(self, *args, user, member, **kwargs):
        head = member.household.head_name if member.household else ""
        kwargs["initial"] = {
            "household_head": head,
            "household": str(member.household_id or ""),
            "relation": member.relation,
        }
        super().__init__(*args, **kwargs)
        self.user, self.member = user, member
        self.arrange(
            HTML('{% include "members/_household_pick.html" %}'), "relation", "address", "on"
        )

    def home_unit(self):
        return self.member.home_unit

    def clean(self):
        cleaned = super().clean()
        self.home = self.clean_home(cleaned, self.member.full_name)
        return cleaned
