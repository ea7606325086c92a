"""What the list of members can be narrowed to; all of it stands in the address."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from members.enums import StandingKind


class Shown(TextChoices):
    ALL = "all", _("everybody in the book")
    ACTIVE = "active", _("active members")
    AWAY = "away", _("working away")
    CORE = "core", _("core members")
    HONORARY = "honorary", _("honorary members")
    LEFT = "left", _("no longer members")


class MemberFilterForm(forms.Form):
    unit = UnitChoiceField(
        label=_("Branch or group"), required=False, empty_label=_("all branches")
    )
    born_from = forms.IntegerField(
        label=_("Born from"), required=False, min_value=1900, max_value=2100
    )
    born_to = forms.IntegerField(
        label=_("Born until"), required=False, min_value=1900, max_value=2100
    )

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_VIEW, under=under)

    def narrow(self, members):
        """`members` within the branch and years asked for; what cannot be read is passed over."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if unit := given.get("unit"):
            members = members.under(unit)
        if (first := given.get("born_from")) is not None:
            members = members.filter(birth_year__gte=first)
        if (last := given.get("born_to")) is not None:
            members = members.filter(birth_year__lte=last)
        return members


def shown_of(query, words):
    """Which state is asked for: while searching everybody, else the active members."""
    asked = query.get("state", "")
    if asked in Shown.values:
        return Shown(asked)
    return Shown.ALL if words else Shown.ACTIVE


def in_state(members, shown, day):
    """`members` in the state `shown` on `day`."""
    narrowed = {
        Shown.ALL: lambda: members,
        Shown.ACTIVE: lambda: members.active_on(day),
        Shown.AWAY: lambda: members.standing(StandingKind.AWAY, day),
        Shown.CORE: lambda: members.standing(StandingKind.CORE, day),
        Shown.HONORARY: lambda: members.honorary_on(day),
        Shown.LEFT: lambda: members.not_active_on(day),
    }
    return narrowed[shown]()
