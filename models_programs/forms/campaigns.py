"""Units that register for a movement of the year."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chapters.models import Unit
from models_programs.forms.base import HouseForm, day_field, house_helper


class CampaignForm(HouseForm):
    """Several units at once: those offered have not registered yet."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units that register"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one unit.")},
    )
    on = day_field(_("Registered on"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.fields["on"].initial = timezone.localdate()
        self.helper = house_helper("units", "on", "note")
