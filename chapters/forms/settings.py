"""Forms about the numbers that a unit sets for itself."""

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chapters.forms.layout import form_helper
from chapters.settings import DECLARED
from core.fields import DayField, NumberField


class SettingForm(forms.Form):
    """A value and the day from which it holds; a day to come is planned."""

    def __init__(self, *args, key, **kwargs):
        super().__init__(*args, **kwargs)
        declared = DECLARED[key]
        self.fields["value"] = NumberField(
            label=key.label, least=declared.least, most=declared.most, help_text=declared.help
        )
        self.fields["since"] = DayField(
            label=_("From which day"),
            future=True,
            initial=timezone.localdate(),
            help_text=_("What held before that day stays as it was."),
        )
        value = AppendedText("value", declared.measure.label, wrapper_class="field--short")
        self.helper = form_helper(value, Field("since", wrapper_class="field--short"))


class InheritForm(forms.Form):
    since = DayField(
        label=_("From which day"),
        future=True,
        help_text=_("From then on the value of the unit above holds here too."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()
        self.helper = form_helper(Field("since", wrapper_class="field--short"))
