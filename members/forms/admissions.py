"""Admission lists: their head, the women on them, and the resolution that admits them."""

from crispy_forms.layout import HTML, Column, Row
from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.permissions import Permission
from chapters.forms.choices import BRANCHES, UnitChoiceField
from core.fields import PhoneField
from members.enums import AdmissionState
from members.forms.base import Fold, HouseForm, day_field, note_field
from members.forms.doubles import DoublesMixin
from members.forms.people import birth_of
from members.forms.person import SensitiveFields, birth_field, name_field, text
from members.models import Member


class AdmissionFilterForm(forms.Form):
    """Which lists are shown; all of it stands in the address."""

    unit = UnitChoiceField(
        label=gettext_lazy("Branch"),
        levels=BRANCHES,
        required=False,
        empty_label=gettext_lazy("all branches"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("all")), *AdmissionState.choices],
        required=False,
    )

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_VIEW, under=under)

    def narrow(self, lists):
        """`lists` of the branch and state asked for; what cannot be read is passed over."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if unit := given.get("unit"):
            lists = lists.under(unit)
        if state := given.get("state"):
            lists = lists.filter(state=state)
        return lists


class ListForm(HouseForm):
    """The head of a list: whose, of which day."""

    unit = UnitChoiceField(label=gettext_lazy("Branch"), levels=BRANCHES)
    drawn_on = day_field(
        pgettext_lazy("admission list", "Drawn up on"),
        help_text=gettext_lazy("The day of the branch meeting, for example 05/03/2023"),
    )
    note = note_field()

    def __init__(self, *args, user, under=None, listed=None, **kwargs):
        names = ("unit", "drawn_on", "note")
        kwargs["initial"] = {name: getattr(listed, name) for name in names} if listed else {}
        super().__init__(*args, **kwargs)
        keep = listed.unit if listed else None
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=under, keep=keep)
        self.fields["drawn_on"].initial = timezone.localdate()
        self.arrange("unit", "drawn_on", "note")

    def answers(self):
        given = dict(self.cleaned_data)
        return {"unit_id": given.pop("unit").pk, **given}


class _HomeField(forms.Form):
    """The branch of the list, or one of its groups. Needs `self.user`, `self.listed`."""

    unit = UnitChoiceField(label=gettext_lazy("Branch or group"))

    def offer_homes(self):
        self.fields["unit"].offer(self.user, Permission.MEMBER_CHANGE, under=self.listed.unit)
        self.fields["unit"].initial = self.listed.unit_id


class EntryForm(DoublesMixin, SensitiveFields, _HomeField, HouseForm):
    """A woman who is new in the book. Closed values are never shown again: empty keeps them."""

    full_name = name_field()
    birth = birth_field()
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    address = text("address", help_text=gettext_lazy("House, road, hamlet"))
    note = note_field()
    religion = None
    NAMES = ("national_id", "ethnicity")
    WORDS = ("full_name", "phone", "address", "note")

    def __init__(self, *args, user, listed, entry=None, **kwargs):
        self.user, self.listed, self.entry = user, listed, entry
        if entry:
            kwargs["initial"] = {name: getattr(entry, name) for name in self.WORDS}
            kwargs["initial"]["birth"] = birth_of(entry)
        super().__init__(*args, **kwargs)
        self.offer_homes()
        if entry:
            self.initial["unit"] = entry.unit_id
            self._say_what_is_closed(entry)
        more = [] if entry else [("more", gettext_lazy("Save and add the next"))]
        self.arrange(
            HTML('{% include "members/_doubles.html" %}'),
            "full_name",
            Row(Column("birth"), Column("phone")),
            "unit",
            "address",
            Fold(gettext_lazy("Citizen number, ethnic group"), *self.NUMBER, "ethnicity"),
            "note",
            draft=f"admission-{listed.pk}-{entry.pk if entry else 'new'}",
            more=more,
        )

    def _say_what_is_closed(self, entry):
        kept = gettext_lazy("Written down already; leave it empty to keep it")
        for name in self.NAMES:
            if getattr(entry, name):
                self.fields[name].help_text = kept

    def clean_birth(self):
        birth = self.cleaned_data["birth"]
        self.cleaned_data["birth_year"] = birth.year if birth else None
        self.cleaned_data["birth_date"] = birth.date if birth else None
        return birth

    def clean(self):
        cleaned = super().clean()
        looked_at = self.entry and not {"full_name", "birth", "phone", "national_id"} & set(
            self.changed_data
        )
        if not self.errors and not looked_at:
            self.look_for_doubles(self._typed(cleaned))
        return cleaned

    def _typed(self, cleaned):
        names = ("full_name", "birth_year", "birth_date", "phone", "address", "national_id")
        return Member(**{name: cleaned[name] for name in names}, home_unit=cleaned["unit"])

    def answers(self):
        """Keywords of `admissions.add_woman` and `update_entry`."""
        given = self.cleaned_data
        names = (*self.WORDS, "birth_year", "birth_date", *self.NAMES)
        details = {name: given[name] for name in names}
        kept = self.entry
        if kept:
            details = {n: v for n, v in details.items() if v or n not in self.NAMES}
        details["told_apart"] = given["different"] or bool(kept and kept.told_apart)
        details["ask_district"] = given["ask_district"] or bool(kept and kept.ask_district)
        return {"unit_id": given["unit"].pk, "details": details}


class ReturningForm(_HomeField, HouseForm):
    """Of a former member the list says only where she comes back, and a note."""

    note = note_field()

    def __init__(self, *args, user, listed, entry, **kwargs):
        self.user, self.listed = user, listed
        super().__init__(*args, initial={"note": entry.note}, **kwargs)
        self.offer_homes()
        self.initial["unit"] = entry.unit_id
        self.arrange("unit", "note")

    def answers(self):
        given = self.cleaned_data
        return {"unit_id": given["unit"].pk, "details": {"note": given["note"]}}


class ApproveForm(HouseForm):
    decision_number = forms.CharField(
        label=gettext_lazy("Resolution number"),
        max_length=40,
        help_text=format_lazy(gettext_lazy("For example {number}"), number="12/NQ-BCH"),
    )
    decision_on = day_field(gettext_lazy("Resolution date"))
    on = day_field(
        gettext_lazy("Members from"),
        required=False,
        help_text=gettext_lazy("Empty means the day of the resolution"),
    )
    save_words = gettext_lazy("Approve and admit all of them")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision_on"].initial = timezone.localdate()
        self.arrange(Row(Column("decision_number"), Column("decision_on")), "on")


class ReasonForm(HouseForm):
    """One sentence that says why; `words` are of the button."""

    reason = forms.CharField(label=pgettext_lazy("admission list", "Why"), max_length=200)

    def __init__(self, *args, words, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.save_words = words
        self.fields["reason"].help_text = hint or _("One sentence; it stays with the list")
        self.arrange("reason")
