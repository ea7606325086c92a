"""Lines of a fund book."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import NumberField
from funds.enums import Direction
from members.forms.base import HouseForm, day_field

MOST = 10_000_000_000


class EntryForm(HouseForm):
    direction = forms.ChoiceField(
        label=_("Income or expense"), choices=Direction.choices, widget=forms.RadioSelect
    )
    amount = NumberField(
        label=_("Amount in VND"), least=1, most=MOST, help_text=_("For example 150.000")
    )
    purpose = forms.CharField(
        label=pgettext_lazy("fund", "What for"),
        max_length=200,
        help_text=_("For example: share of the dues, visit to a sick member"),
    )
    on = day_field(pgettext_lazy("fund", "Day"), initial=timezone.localdate)
    kept_by = forms.CharField(label=pgettext_lazy("fund", "Kept by"), max_length=80, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, initial={"kept_by": str(user)}, **kwargs)
        self.arrange("direction", "amount", "purpose", "on", "kept_by")


class ReverseEntryForm(HouseForm):
    on = day_field(_("Taken back on"), initial=timezone.localdate)
    purpose = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("For example: 150.000 were written as 510.000")
    )
    save_words = _("Take the line back")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("on", "purpose")
