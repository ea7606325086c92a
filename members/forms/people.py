"""A woman's own data: new, edited, and the sensitive part by itself."""

import datetime
from copy import copy

from crispy_forms.layout import HTML, Column, Fieldset, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from core.dates import PartialDate
from core.fields import PartialDateField
from members.enums import Began, ConsentForm, MembershipKind, Purpose
from members.forms.base import Fold, HouseForm, day_field
from members.forms.doubles import DoublesMixin
from members.forms.homes import HomeMixin
from members.forms.person import PersonForm, SensitiveFields
from members.models import Member
from members.services import Agreement, Joining

BEGINNINGS = [
    (Began.ADMITTED, pgettext_lazy("joining", "newly recognised")),
    (Began.ENTERED, pgettext_lazy("joining", "a member for long, written down now")),
    (Began.TRANSFERRED, pgettext_lazy("joining", "came from outside the district")),
]


class NewMemberForm(HomeMixin, DoublesMixin, SensitiveFields, PersonForm):
    """One page for a new member: herself, her branch, her household, her consent."""

    unit = UnitChoiceField(label=gettext_lazy("Branch or group"))
    joined_on = PartialDateField(
        label=gettext_lazy("Member since"),
        help_text=gettext_lazy(
            "For example 05/03/2023. If only the year is known, write the year: it counts from "
            "01/01."
        ),
    )
    began_as = forms.ChoiceField(
        label=gettext_lazy("How she comes"), choices=BEGINNINGS, initial=Began.ADMITTED
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of membership"), choices=MembershipKind.choices, required=False
    )
    core = forms.BooleanField(label=gettext_lazy("Core member"), required=False)
    decision_number = forms.CharField(
        label=gettext_lazy("Resolution number"), max_length=40, required=False
    )
    decision_on = day_field(gettext_lazy("Resolution date"), required=False)
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("She agrees that the Union uses her data for"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Tick only what she has signed or said herself"),
    )
    consent_form = forms.ChoiceField(
        label=gettext_lazy("Her consent is kept as"), choices=ConsentForm.choices, required=False
    )
    kept_at = forms.CharField(
        label=gettext_lazy("Where the paper is kept"), max_length=120, required=False
    )

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=under)
        self.fields["joined_on"].initial = self.initial.get("joined_on") or timezone.localdate()
        self.arrange(
            HTML('{% include "members/_doubles.html" %}'),
            Fieldset(
                gettext_lazy("Name, birth, phone"),
                "full_name",
                Row(Column("birth"), Column("phone")),
                "nickname",
            ),
            Fieldset(
                gettext_lazy("Where she belongs"),
                "unit",
                Row(Column("joined_on"), Column("began_as")),
                "core",
            ),
            Fieldset(
                gettext_lazy("Her household"),
                HTML('{% include "members/_household_pick.html" %}'),
                Row(Column("relation"), Column("address")),
            ),
            Fold(
                gettext_lazy("Papers, ethnic group, religion, schooling, work"),
                *self.NUMBER,
                Row(Column("ethnicity"), Column("religion")),
                *self.learning,
                Row(Column("kind"), Column("decision_number"), Column("decision_on")),
            ),
            Fold(
                gettext_lazy("Her consent"),
                "purposes",
                Row(Column("consent_form"), Column("kept_at")),
            ),
            draft="member-new",
            more=[("more", gettext_lazy("Save and add the next"))],
        )

    def home_unit(self):
        return self.cleaned_data.get("unit")

    def clean(self):
        cleaned = super().clean()
        self.home = self.clean_home(cleaned, cleaned.get("full_name"))
        if not self.errors:
            self.look_for_doubles(self._typed(cleaned))
        return cleaned

    def _typed(self, cleaned):
        """The row as it would be saved."""
        given = self.details() | {name: cleaned[name] for name in self.NAMES}
        return Member(**given, home_unit=cleaned["unit"], household=self.lived_in())

    def answers(self):
        """Keywords of `services.admit_member`."""
        given = self.cleaned_data
        details = self.details() | {name: given[name] for name in self.NAMES}
        details["relation"] = given["relation"] if self.home else ""
        return {
            "unit_id": given["unit"].pk,
            "details": details,
            "joining": Joining(
                on=given["joined_on"].first_day,
                began_as=given["began_as"],
                kind=given["kind"] or MembershipKind.ORDINARY,
                decision_number=given["decision_number"],
                decision_on=given["decision_on"],
            ),
            "home": self.home,
            "core": given["core"],
            "consents": self._agreements(given),
        }

    def _agreements(self, given):
        form = given["consent_form"] or ConsentForm.PAPER
        today = timezone.localdate()
        return [Agreement(purpose, today, form, given["kept_at"]) for purpose in given["purposes"]]


class EditMemberForm(DoublesMixin, PersonForm):
    """Her data but the sensitive part. `version` says which state the edit began from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    conflicts = ()

    def __init__(self, *args, member, user, **kwargs):
        self.member, self.user = member, user
        names = [*self.DETAILS, "version"]
        kwargs["initial"] = {name: getattr(member, name) for name in names}
        kwargs["initial"]["birth"] = birth_of(member)
        super().__init__(*args, **kwargs)
        self.arrange(
            HTML('{% include "members/_doubles.html" %}'),
            Fieldset(
                gettext_lazy("Name, birth, phone"),
                "full_name",
                Row(Column("birth"), Column("phone")),
                "nickname",
                "address",
            ),
            Fieldset(gettext_lazy("Schooling and work"), *self.learning),
            "version",
            draft=f"member-{member.pk}",
        )
        self.fields["birth"].required = bool(member.birth_year)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and {"full_name", "birth", "phone"} & set(self.changed_data):
            self.look_for_doubles(self._typed(), besides=self.member.pk)
        return cleaned

    def _typed(self):
        typed = copy(self.member)
        for name, value in self.details().items():
            setattr(typed, name, value)
        return typed

    def show_conflict(self, error, current, base):
        """Show both values of each field; saving once more then means what is typed here.

        What only the other side changed since `base` is taken over, so that it is not undone.
        """
        self.conflicts = [
            (name, label, in_words(current, name, theirs), in_words(current, name, ours))
            for name, label, theirs, ours in error.conflicts
        ]
        self.add_error(None, error.message)
        self.data = self.data.copy()
        for name in self.DETAILS:
            if base and self.cleaned_data.get(name) == getattr(base, name):
                value = self.fields[name].prepare_value(getattr(current, name))
                self.data[name] = "" if value is None else value
        if base and self.cleaned_data.get("birth") == birth_of(base):
            self.data["birth"] = str(birth_of(current) or "")
        self.data["version"] = str(current.version)


class SensitiveForm(SensitiveFields, HouseForm):
    """The sensitive part by itself; the page that shows it is on the record of reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, member, **kwargs):
        kwargs["initial"] = {name: getattr(member, name) for name in (*self.NAMES, "version")}
        super().__init__(*args, **kwargs)
        self.arrange(*self.NUMBER, "ethnicity", "religion", "version")

    def answers(self):
        return {name: self.cleaned_data[name] for name in self.NAMES}


def birth_of(member):
    """Her birth as the form shows it: the date when known, else the year."""
    if member.birth_date:
        return PartialDate.of(member.birth_date)
    return PartialDate(member.birth_year) if member.birth_year else None


def in_words(member, name, value):
    """A value of the field `name` as people read it."""
    choices = dict(member._meta.get_field(name).flatchoices)
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return choices.get(value, value) or "–"
