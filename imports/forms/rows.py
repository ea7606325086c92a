"""Cells of one row, corrected in place, read as everywhere in the book."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.fields import NationalIdField, NumberField, PartialDateField, PhoneField
from core.forms import TidyTextMixin
from imports.needs import LONGEST
from imports.reading.fields import REGISTER, REVIEW
from imports.words import shown
from members.enums import Hardship
from members.models import EthnicGroup, Member, Religion

YES_NO = [("", _("not said")), ("yes", _("yes")), ("no", _("no"))]
CHOICES = ("schooling", "qualification", "theory", "occupation", "relation")
MARKS = ("core", "honorary", "party", "away")
SEX = [("woman", _("woman")), ("man", _("man"))]


def _choice(choices):
    return forms.ChoiceField(choices=[("", "–"), *choices], required=False)


def _names(model):
    return [(row.name, row.name) for row in model.objects.filter(retired_on=None)]


def _field(name, places):
    """The form's field for a field of a row."""
    make = _FIELDS.get(name)
    if make:
        return make()
    if name == "branch":
        return _choice([(unit.name, unit.name) for unit in places.branches])
    return forms.CharField(required=False, max_length=LONGEST.get(name, 200))


def _partial_date():
    return PartialDateField(required=False, month=True)


def _member_choice(name):
    return lambda: _choice(Member._meta.get_field(name).choices)


_FIELDS = {
    "birth": _partial_date,
    "joined": _partial_date,
    "national_id": lambda: NationalIdField(required=False),
    "phone": lambda: PhoneField(required=False),
    "ethnicity": lambda: _choice(_names(EthnicGroup)),
    "religion": lambda: _choice(_names(Religion)),
    "hardship": lambda: _choice(Hardship.choices),
    "sex": lambda: _choice(SEX),
    "year": lambda: NumberField(required=False, least=2000, most=2100),
    **{name: _member_choice(name) for name in CHOICES},
    **{name: lambda: forms.ChoiceField(choices=YES_NO, required=False) for name in MARKS},
}


# What may be typed of a row; ticks of a household are answered as they stand, or in the grid.
EDITABLE = {"register": tuple(REGISTER), "review": ("head", "member", "helper", "branch", "year")}


class RowForm(TidyTextMixin, forms.Form):
    """The cells in question (`names`), or all of them; `values()` are what `said` takes."""

    def __init__(self, data=None, *, row, names, values, questions, places):
        super().__init__(data, prefix=f"r{row.pk}", use_required_attribute=False)
        asked = {question["field"]: question for question in questions}
        titles = {**REGISTER, **REVIEW}
        for name in names:
            field = _field(name, places)
            field.label = capfirst(str(titles.get(name, name)))
            field.initial = _initial(name, values, asked.get(name, {}))
            self.fields[name] = field

    def values(self):
        """{field: value or None} of the cells, in the form of a row's values."""
        return {name: _plain(name, self.cleaned_data[name]) for name in self.fields}


def _initial(name, values, question):
    value = values.get(name)
    if value is None:
        value = question.get("suggestion")
    if value is None:
        return question.get("raw", "") if name not in (*CHOICES, *MARKS) else ""
    if name in MARKS:
        return "yes" if value else "no"
    return shown(name, value) if name in ("birth", "joined", "phone") else value


def _plain(name, value):
    if value in ("", None):
        return None
    if name in MARKS:
        return value == "yes"
    if name in ("birth", "joined"):
        parts = [f"{value.year:04}"]
        parts += [f"{part:02}" for part in (value.month, value.day) if part]
        return "-".join(parts)
    return value
