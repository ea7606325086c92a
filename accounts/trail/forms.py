from django import forms
from django.utils.translation import gettext_lazy as _

from audit.models import Verb
from core.fields import DayField


class TrailFilterForm(forms.Form):
    """Whom, what and when. What is not understood filters nothing and says so."""

    who = forms.CharField(label=_("Who"), required=False)
    verb = forms.ChoiceField(
        label=_("What was done"), required=False, choices=[("", _("everything")), *Verb.choices]
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def narrow(self, rows):
        """The rows that were asked for."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("who"):
            rows = rows.by_name(asked["who"])
        if asked.get("verb"):
            rows = rows.filter(verb=asked["verb"])
        return rows.between(asked.get("since"), asked.get("until"))
