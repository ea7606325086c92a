"""Of which branch, period and reason the members who left are listed."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from chapters.periods import period_of
from core.periods import Kind, Period
from members.reductions import LINES, LOST

YEARS = 4  # back from today that are on offer
TAILS = ("", "-Q4", "-9M", "-Q3", "-H1", "-Q2", "-Q1")


class ReductionForm(forms.Form):
    """All of it stands in the address; what cannot be read is passed over."""

    unit = UnitChoiceField(
        label=_("Branch or group"), required=False, empty_label=_("all branches")
    )
    period = forms.ChoiceField(label=_("Period"), required=False)
    line = forms.ChoiceField(
        label=_("Reason"), required=False, choices=list(LINES.items()), initial=LOST
    )

    def __init__(self, data, *, user, under=None):
        data = data.copy()
        data.setdefault("period", Period.containing(timezone.localdate(), Kind.QUARTER).code)
        data.setdefault("line", LOST)
        super().__init__(data)
        self.under = under
        self.fields["unit"].offer(user, Permission.MEMBER_VIEW, under=under)
        self.fields["period"].choices = list(_periods())

    @property
    def answers(self):
        """(unit, period, code of the line); the unit is None where she works nowhere."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        usual = Period.containing(timezone.localdate(), Kind.QUARTER).code
        period = period_of(given.get("period") or usual)
        return given.get("unit") or self.under, period, given.get("line") or LOST


def _periods():
    """Quarters, halves, nine months and years that have begun, the latest first."""
    today = timezone.localdate()
    for year in range(today.year, today.year - YEARS, -1):
        for tail in TAILS:
            period = Period.parse(f"{year}{tail}")
            if period.start <= today:
                yield period.code, capfirst(period.label)
