"""What every page about a woman's own data asks: who she is, and the sensitive part."""

from crispy_forms.layout import HTML, Column, Field, Row
from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy

from core.fields import NationalIdField, PartialDateField, PhoneField
from core.identity import UnreadableNumber, read_national_id
from members.forms.base import HouseForm, more_than_a_letter
from members.models import EthnicGroup, Member, Religion


def choice(name):
    """A select of one of Member's choice fields, with an empty first line."""
    field = Member._meta.get_field(name)
    return forms.ChoiceField(
        label=capfirst(field.verbose_name), choices=[("", "–"), *field.choices], required=False
    )


def text(name, **options):
    field = Member._meta.get_field(name)
    options.setdefault("required", not field.blank)
    if name == "full_name":
        options["validators"] = [more_than_a_letter]
    return forms.CharField(
        label=capfirst(field.verbose_name), max_length=field.max_length, **options
    )


def name_field():
    return text(
        "full_name",
        help_text=format_lazy(
            gettext_lazy("As on her papers, for example {names}"),
            names="Nguyễn Thị Hoa, Ka Dụ, K'Bọt",
        ),
    )


def birth_field():
    return PartialDateField(
        label=gettext_lazy("Date or year of birth"),
        help_text=gettext_lazy("For example 05/03/1974, or only the year: 1974"),
    )


class PersonForm(HouseForm):
    """Who she is, how to reach her, what she has learned and does."""

    full_name = name_field()
    birth = birth_field()
    phone = PhoneField(
        label=gettext_lazy("Phone"),
        required=False,
        help_text=gettext_lazy("For example 0912 345 678; the household's phone will do"),
    )
    nickname = text(
        "nickname",
        help_text=format_lazy(
            gettext_lazy("What people call her, for example {name}"), name="Hoa Tài"
        ),
    )
    address = text("address", help_text=gettext_lazy("House, road, hamlet"))
    schooling = choice("schooling")
    schooling_detail = text("schooling_detail", help_text=gettext_lazy("For example 9/12"))
    qualification = choice("qualification")
    theory = choice("theory")
    occupation = choice("occupation")
    note = text("note", widget=forms.Textarea(attrs={"rows": 2}))

    DETAILS = (
        "full_name",
        "nickname",
        "phone",
        "address",
        "schooling",
        "schooling_detail",
        "qualification",
        "theory",
        "occupation",
        "note",
    )

    def clean_birth(self):
        """Also sets `birth_year` and `birth_date`, which stand on her row."""
        birth = self.cleaned_data["birth"]
        self.cleaned_data["birth_year"] = birth.year if birth else None
        self.cleaned_data["birth_date"] = birth.date if birth else None
        return birth

    def details(self):
        """Fields of the row by name, for the services."""
        names = [*self.DETAILS, "birth_year", "birth_date"]
        return {name: self.cleaned_data[name] for name in names}

    learning = (
        Row(Column("schooling"), Column("schooling_detail")),
        Row(Column("qualification"), Column("theory")),
        "occupation",
        "note",
    )


class SensitiveFields(forms.Form):
    """Citizen number, ethnic group, religion: never kept in a draft of the browser."""

    national_id = NationalIdField(
        label=gettext_lazy("Citizen number"),
        required=False,
        help_text=gettext_lazy("12 digits on the card; leave it empty if you are not sure"),
    )
    ethnicity = forms.ModelChoiceField(
        label=gettext_lazy("Ethnic group"),
        queryset=EthnicGroup.objects.filter(retired_on=None),
        required=False,
        empty_label=gettext_lazy("not asked"),
    )
    religion = forms.ModelChoiceField(
        label=gettext_lazy("Religion"),
        queryset=Religion.objects.filter(retired_on=None),
        required=False,
        empty_label=gettext_lazy("not asked"),
    )
    NAMES = ("national_id", "ethnicity", "religion")

    def __init__(self, data=None, *args, **kwargs):
        if data is not None and data.get("use_number"):
            data = data.copy()
            data["national_id"] = data["use_number"]
        super().__init__(data, *args, **kwargs)
        for name in self.NAMES:
            self.fields[name].widget.attrs["data-sensitive"] = ""

    @property
    def with_lost_zero(self):
        """The number of 12 digits that 11 typed ones most likely mean, or ""."""
        typed = "".join(c for c in self.data.get("national_id", "") if c.isdigit())
        if "national_id" not in self.errors or len(typed) != 11:
            return ""
        try:
            return read_national_id(f"0{typed}")
        except UnreadableNumber:
            return ""

    NUMBER = (Field("national_id"), HTML('{% include "members/_lost_zero.html" %}'))
