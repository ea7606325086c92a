"""A good example: a person, often a member, or a collective."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedMixin
from models_programs.forms.base import (
    HouseModelForm,
    MemberPickMixin,
    UnitMixin,
    day_field,
    host_field,
    house_helper,
)
from models_programs.models import Exemplar, ShowcaseModel


class ExemplarForm(VersionedMixin, UnitMixin, MemberPickMixin, HouseModelForm):
    unit = host_field(_("Proposing unit"))
    introduced_on = day_field(_("Introduced on"))
    name = forms.CharField(
        label=_("Person or collective"),
        required=False,
        max_length=160,
        help_text=_("Only when it is not a member found above"),
    )
    published_at = forms.URLField(
        label=_("Published at"),
        required=False,
        assume_scheme="https",
        help_text=_("The address of the article. Publishing needs her recorded consent."),
    )

    class Meta:
        model = Exemplar
        fields = [
            "unit",
            "is_collective",
            "name",
            "field",
            "achievement",
            "introduced_on",
            "model",
            "honoured_by",
            "honour",
            "decision_number",
            "published_at",
        ]
        help_texts = {"honour": _("For example: certificate of merit")}

    def __init__(self, *args, user, under=None, **kwargs):
        member = kwargs["instance"].member if kwargs.get("instance") else None
        initial = {"member": member.pk if member else None, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.offer_units(user, under)
        self.offer_members(user, keep=member)
        models = ShowcaseModel.objects.visible_to(user).order_by("name", "pk")
        self.fields["model"].queryset = models
        self.helper = house_helper(
            Fieldset(_("Who"), self.PICK, "name", "is_collective", "unit"),
            Fieldset(_("For what"), "field", "achievement", "introduced_on", "model"),
            Fieldset(
                _("Honour and publishing"),
                "honoured_by",
                "honour",
                "decision_number",
                "published_at",
            ),
            "version",
            draft=f"programs-exemplar-{self.instance.pk or 'new'}",
        )

    def clean(self):
        cleaned = super().clean()
        named, member = cleaned.get("name"), cleaned.get("member")
        if member and cleaned.get("is_collective"):
            self.add_error("is_collective", _("A member is not a collective. Choose one of both."))
        elif not (named or member):
            self.add_error("name", _("Write a name, or choose a member above."))
        return cleaned

    def answers(self):
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        member = self.cleaned_data["member"]
        return {**fields, "member": member, "name": member.full_name if member else fields["name"]}
