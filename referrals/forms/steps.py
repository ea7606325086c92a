"""One form for every step, built from the table of facts."""

import datetime

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import DayField
from core.forms import TidyTextMixin
from referrals import pipeline
from referrals.enums import Reason, Stage
from referrals.models import AwarenessClass

TEXT_LENGTH, LONG_LENGTH, MOST = 120, 600, 9999
TO_COME = {"review_on"}  # the one fact that lies in the future


class StepForm(TidyTextMixin, forms.Form):
    """The day, the facts that the stage needs, and a note. `case` says where she stands."""

    def __init__(self, *args, stage, case, user, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.stage, self.current = stage, case.stage
        self.facts = pipeline.needed_for(stage, case.stage)
        self.fields["on"] = DayField(label=pipeline.DAY_LABELS[stage])
        for fact in self.facts:
            self.fields[fact.name] = field_of(fact)
        if stage == Stage.SENT_TO_CLASS:
            self.fields["awareness_class"] = class_field(user)
        if stage in pipeline.WITH_REASON:
            self.fields["reason"] = reason_field()
        self.fields["note"] = note_field()
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=version)
        self.helper = _helper(self, stage)

    def clean(self):
        """Parts never exceed the whole; what is missing is told at its own field."""
        cleaned = super().clean()
        for name, sentence in pipeline.faults(self.stage, self.data_facts(cleaned), self.current):
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def data_facts(self, cleaned=None):
        """The facts as the service takes them, without the empty ones."""
        cleaned = self.cleaned_data if cleaned is None else cleaned
        found = {fact.name: cleaned.get(fact.name) for fact in self.facts}
        return {name: value for name, value in found.items() if value not in (None, "", [], False)}

    def step(self):
        """The keyword arguments of `services.record_milestone` that the form knows."""
        cleaned = self.cleaned_data
        return {
            "stage": self.stage,
            "on": cleaned["on"],
            "data": self.data_facts(),
            "awareness_class": cleaned.get("awareness_class"),
            "reason": cleaned.get("reason", ""),
            "note": cleaned["note"],
            "version": cleaned["version"],
        }

    def show_refusal(self, error):
        """Put the refusal of the service at the field that it names, else on top."""
        self.add_error(error.field if error.field in self.fields else None, error.message)

    def accept_version(self, version):
        """After a conflict was shown: pressing once more means that she has seen it."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


def field_of(fact):
    """The form field for one fact of the table."""
    common = {"label": fact.label, "help_text": fact.hint, "required": fact.required}
    return _MAKERS[fact.kind](fact, common)


def _text(fact, common):
    return forms.CharField(max_length=TEXT_LENGTH, **common)


def _long(fact, common):
    return forms.CharField(
        max_length=LONG_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), **common
    )


def _date(fact, common):
    return DayField(future=fact.name in TO_COME, **common)


def _count(fact, common):
    return forms.IntegerField(min_value=0, max_value=MOST, **common)


def _yes(fact, common):
    return forms.BooleanField(**common)


def _choice(fact, common):
    return forms.ChoiceField(choices=fact.options, widget=forms.RadioSelect, **common)


def _choices(fact, common):
    return forms.MultipleChoiceField(
        choices=fact.options, widget=forms.CheckboxSelectMultiple, **common
    )


_MAKERS = {
    "text": _text,
    "long": _long,
    "date": _date,
    "count": _count,
    "yes": _yes,
    "choice": _choice,
    "choices": _choices,
}


def class_field(user):
    """Classes of the last three years that she may send to, newest first."""
    since = timezone.localdate() - datetime.timedelta(days=3 * 365)
    return forms.ModelChoiceField(
        AwarenessClass.objects.visible_to(user).filter(ends_on__gte=since),
        label=_("Awareness class"),
        empty_label=_("choose…"),
        help_text=_("A class that is not in the list is added under “Classes” first."),
    )


def reason_field():
    return forms.ChoiceField(
        label=_("Reason"), choices=[("", pgettext_lazy("reason", "choose…")), *Reason.choices]
    )


def note_field():
    return forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nothing about her family, background or verification."),
    )


def _helper(form, stage):
    helper = FormHelper()
    helper.attrs = {"data-draft": f"referral-step-{stage.value}"}
    helper.render_hidden_fields = True
    names = [name for name in form.fields if name != "version"]
    label = _("Record this step")
    helper.layout = Layout(*names, FormActions(Submit("save", label), css_class="sticky-actions"))
    return helper
