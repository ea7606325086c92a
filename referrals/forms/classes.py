"""Classes, and the two lists by which many women are recorded at once."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from core.fields import DayField
from core.forms import TidyTextMixin
from referrals.enums import ClassOutcome
from referrals.models import AwarenessClass
from referrals.services import Result

KEEPERS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


class ClassForm(TidyTextMixin, forms.ModelForm):
    """A class: its name, who holds it, from when to when."""

    unit = UnitChoiceField(label=_("Kept by"), levels=KEEPERS)
    starts_on = DayField(label=pgettext_lazy("class", "First day"), future=True)
    ends_on = DayField(label=pgettext_lazy("class", "Last day"), future=True)
    decision_on = DayField(label=_("Date of the decision"), required=False)

    class Meta:
        model = AwarenessClass
        fields = [
            "unit",
            "name",
            "organiser",
            "starts_on",
            "ends_on",
            "decision_number",
            "decision_on",
        ]
        help_texts = {"name": _("For example: awareness class, course II/2026.")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.REFERRAL_CHANGE)
        self.helper = FormHelper()
        self.helper.attrs = {"data-draft": "referral-class"}
        self.helper.layout = Layout(
            "unit",
            "name",
            "organiser",
            Row(Column("starts_on"), Column("ends_on")),
            Row(Column("decision_number"), Column("decision_on")),
            FormActions(Submit("save", _("Save the class")), css_class="sticky-actions"),
        )

    def clean(self):
        """The service checks too; here the field that is wrong says so."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The class cannot end before it begins."))
        return cleaned

    def facts(self):
        """The keyword arguments of `services.make_class`."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields if name != "unit"}
        return {**values, "unit_id": self.cleaned_data["unit"].pk}


class SendForm(TidyTextMixin, forms.Form):
    """The women of a class list: those who are ready for a class and whom she may see."""

    on = DayField(label=_("Day of the list or decision"))
    number = forms.CharField(
        label=_("Number of the list or decision"), max_length=40, required=False
    )
    women = forms.MultipleChoiceField(
        label=_("Women to send"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one woman.")},
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["women"].choices = [(row.pk, candidate_words(row)) for row in candidates]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("on"), Column("number")),
            "women",
            FormActions(Submit("save", _("Send to this class")), css_class="sticky-actions"),
        )

    @property
    def referral_ids(self):
        return [int(pk) for pk in self.cleaned_data["women"]]


class CertifyForm(TidyTextMixin, forms.Form):
    """The end of a class: for each woman a certificate number, or that she did not finish."""

    on = DayField(label=_("Day of issue"))
    issued_by = forms.CharField(label=pgettext_lazy("certificate", "Issued by"), max_length=120)

    def __init__(self, *args, women, **kwargs):
        super().__init__(*args, **kwargs)
        self.women = list(women)
        for row in self.women:
            self.fields[f"number_{row.pk}"] = forms.CharField(
                label=_("Certificate number"), max_length=40, required=False
            )
            self.fields[f"outcome_{row.pk}"] = forms.ChoiceField(
                label=_("or she did not finish"),
                choices=[("", "–"), *ClassOutcome.choices],
                required=False,
            )

    def rows(self):
        """Each woman with her two fields, for the table."""
        return [(row, self[f"number_{row.pk}"], self[f"outcome_{row.pk}"]) for row in self.women]

    def clean(self):
        """A number and “did not finish” exclude each other; at least one line is filled."""
        cleaned = super().clean()
        for row in self.women:
            if cleaned.get(f"number_{row.pk}") and cleaned.get(f"outcome_{row.pk}"):
                self.add_error(
                    f"number_{row.pk}",
                    _("Either a certificate number or “did not finish”, not both."),
                )
        if not self.errors and not self.results():
            self.add_error(None, _("Type at least one certificate number."))
        return cleaned

    def results(self):
        """One `Result` for each woman of whom something was said; the others stay as they are."""
        said = [
            Result(
                row.pk,
                self.cleaned_data.get(f"number_{row.pk}", ""),
                self.cleaned_data.get(f"outcome_{row.pk}", ""),
            )
            for row in self.women
        ]
        return [result for result in said if result.number or result.outcome]


def candidate_words(referral):
    """Name · year of birth · branch, as a woman is always shown."""
    member = referral.member
    return " · ".join(str(part) for part in (member, member.birth_year or "–", referral.unit))
