"""Showcased models: what they are, the steps of their life, registrations and participants."""

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedMixin
from models_programs.enums import HonourLevel, Step
from models_programs.forms.base import (
    HouseForm,
    HouseModelForm,
    MemberPickMixin,
    UnitMixin,
    day_field,
    host_field,
    house_helper,
)
from models_programs.models import ShowcaseModel


class ShowcaseModelForm(VersionedMixin, UnitMixin, HouseModelForm):
    unit = host_field(_("Host unit"))
    founded_on = day_field(_("Founded on"))

    class Meta:
        model = ShowcaseModel
        fields = [
            "name",
            "unit",
            "kind",
            "field",
            "founded_on",
            "replication_of",
            "goal",
            "content",
        ]
        help_texts = {
            "name": _("As it stands in the registration, for example: waste sorting at home"),
            "replication_of": _("Only when it copies a model that is already in the book"),
        }

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_units(user, under)
        originals = ShowcaseModel.objects.visible_to(user).exclude(pk=self.instance.pk)
        self.fields["replication_of"].queryset = originals.order_by("name", "pk")
        self.helper = house_helper(
            Fieldset(_("What it is"), "name", "unit", "kind", "field", "founded_on"),
            Fieldset(_("How it works"), "replication_of", "goal", "content"),
            "version",
            draft=f"programs-model-{self.instance.pk or 'new'}",
        )

    def answers(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class StepForm(HouseForm):
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices, widget=forms.RadioSelect)
    on = day_field(_("Day"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = house_helper("step", "on", "note")


def _year_field():
    return forms.IntegerField(label=_("Year"), min_value=2010, max_value=2100)


class RegistrationForm(HouseForm):
    year = _year_field()
    registered_on = day_field(_("Registered on"))
    works = forms.CharField(
        label=_("Works and tasks"),
        required=False,
        max_length=300,
        help_text=_("What will be there to see at the end of the year"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].initial, self.fields["registered_on"].initial = today.year, today
        self.helper = house_helper(
            Field("year", wrapper_class="field--year"), "registered_on", "works"
        )


class _OfRegistrationForm(HouseForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Day"))

    def __init__(self, *args, registration, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = registration.version
        self.fields["on"].initial = timezone.localdate()


class CompleteForm(_OfRegistrationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = house_helper("on", "version")


class RecogniseForm(_OfRegistrationForm):
    level = forms.ChoiceField(
        label=_("Level of recognition"), choices=HonourLevel.choices, widget=forms.RadioSelect
    )
    decision_number = forms.CharField(
        label=_("Decision number"),
        required=False,
        max_length=40,
        help_text=_("Number and symbol, as on the paper"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = house_helper("level", "on", "decision_number", "version")


class ParticipantForm(MemberPickMixin, HouseForm):
    since = day_field(_("Takes part from"))
    role = forms.CharField(
        label=_("Part in the model"),
        required=False,
        max_length=60,
        help_text=_("For example: head, treasurer, participant"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()
        self.fields["member"].required = True
        self.offer_members(user)
        self.helper = house_helper(self.PICK, "since", "role")


class LeaveForm(HouseForm):
    on = day_field(_("Left on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = house_helper("on")
