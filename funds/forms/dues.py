"""The grid of a branch, and the short forms of one woman."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import NumberField
from core.forms import TidyTextMixin
from funds.enums import WaiverReason
from funds.models.dues import FIRST_YEAR
from funds.services.dues import Tick
from members.forms.base import HouseForm, day_field

MOST = 100_000_000
ROW = ("paid", "amount", "seen")
_SEEN, _DIGITS = re.compile(r"seen_(\d{1,15})", re.ASCII), re.compile(r"\d{1,15}", re.ASCII)


def receiver_field():
    return forms.CharField(
        label=pgettext_lazy("money", "Received by"), max_length=80, required=False
    )


def amount_field(label=None, **options):
    return NumberField(
        label=label or _("Amount in VND"),
        least=1,
        most=MOST,
        help_text=_("For example 24.000"),
        **options,
    )


class GridForm(TidyTextMixin, forms.Form):
    """Who has paid today: a tick pays what is missing, an amount pays that much.

    `women` says who stands on the page and what each had paid when it was drawn. What is sent back
    decides by itself who was on it: whoever has paid meanwhile must be told of, not dropped.
    """

    on = day_field(_("Paid on"), initial=timezone.localdate)
    received_by = receiver_field()

    def __init__(self, data=None, *, women=None, user, **kwargs):
        super().__init__(data, initial={"received_by": str(user)}, **kwargs)
        self.women = (women or {}) if data is None else dict.fromkeys(_women_in(data))
        for pk, net in self.women.items():
            self.fields[f"paid_{pk}"] = forms.BooleanField(required=False, label=_("paid"))
            self.fields[f"amount_{pk}"] = NumberField(
                required=False, least=1, most=MOST, label=_("other amount")
            )
            self.fields[f"seen_{pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=net
            )

    def call_by_name(self, women):
        """What is wrong is told above the page with her name. `women` by their keys."""
        for pk in self.women:
            if woman := women.get(pk):
                self.fields[f"amount_{pk}"].label = woman.full_name

    def cells(self, member_id):
        """The bound fields of a row, or None of a woman who owed nothing."""
        if member_id not in self.women:
            return None
        return [self[f"{part}_{member_id}"] for part in ROW]

    def ticks(self):
        return [tick for pk in self.women if (tick := self._tick(pk)) is not None]

    def _tick(self, pk):
        paid, amount, seen = (self.cleaned_data.get(f"{part}_{pk}") for part in ROW)
        if not (paid or amount):
            return None
        return Tick(pk, int(seen) if seen and _DIGITS.fullmatch(seen) else -1, amount)


def _women_in(data):
    found = (_SEEN.fullmatch(name) for name in data)
    return [int(match[1]) for match in found if match]


class AllForm(GridForm):
    """The day and the receiver alone: everybody pays what is missing."""

    def __init__(self, data, *, user, **kwargs):
        super().__init__({name: data.get(name) for name in ("on", "received_by")}, user=user)


class YearMixin(forms.Form):
    year = forms.IntegerField(label=_("For the year"), min_value=FIRST_YEAR, max_value=2100)


class PaymentForm(YearMixin, HouseForm):
    amount = amount_field()
    on = day_field(_("Paid on"), initial=timezone.localdate)
    received_by = receiver_field()
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    save_words = _("Write down the payment")

    def __init__(self, *args, year, user, **kwargs):
        super().__init__(*args, initial={"year": year, "received_by": str(user)}, **kwargs)
        self.arrange("year", "amount", "on", "received_by", "note")


class ReverseForm(HouseForm):
    """Why a payment is taken back, and on which day that is written."""

    on = day_field(_("Taken back on"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("For example: written on the wrong woman")
    )
    save_words = _("Take the payment back")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("on", "note")


class WaiverForm(YearMixin, HouseForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=WaiverReason.choices)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    save_words = _("Waive her dues")

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, initial={"year": year}, **kwargs)
        self.arrange("year", "reason", "note")


class LiftForm(HouseForm):
    save_words = _("Lift the waiver")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange()
