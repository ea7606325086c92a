"""What she agrees to, one woman at a time or from a signed list, and what she takes back."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from members.enums import ConsentForm, Purpose
from members.forms.base import Fold, HouseForm, day_field
from members.services import Agreement
from members.state import woman_line


class AgreementFields(HouseForm):
    """Which purposes, since when, and where the evidence is."""

    purposes = forms.MultipleChoiceField(
        label=_("She agrees that the Union uses her data for"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what she has signed or said herself"),
    )
    given_on = day_field(_("Given on"))
    form = forms.ChoiceField(label=_("Her consent is kept as"), choices=ConsentForm.choices)
    kept_at = forms.CharField(
        label=_("Where the paper is kept"),
        max_length=120,
        required=False,
        help_text=_("For example: file of consents 2023, cabinet 2"),
    )
    last_day = day_field(
        _("Last day on which it holds"),
        required=False,
        future=True,
        help_text=_("Leave it empty when the paper names no day: it holds until she withdraws it"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = timezone.localdate()

    def agreements(self):
        given, last = self.cleaned_data, self.cleaned_data["last_day"]
        until = last + datetime.timedelta(days=1) if last else None
        return [
            Agreement(purpose, given["given_on"], given["form"], given["kept_at"], until)
            for purpose in given["purposes"]
        ]


class GiveConsentForm(AgreementFields):
    """What one woman agrees to now; `held` are the purposes that stand without an end."""

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Purpose.choices if value not in held]
        self.fields["purposes"].choices = choices
        self.arrange("purposes", "given_on", "form", "kept_at", "last_day")


class ConsentListForm(AgreementFields):
    """A signed list: the same agreement of several women, those ticked or all of `women`."""

    everybody = forms.BooleanField(label=_("All women on this page have signed"), required=False)
    women = forms.MultipleChoiceField(
        label=_("Who has signed"), widget=forms.CheckboxSelectMultiple, required=False
    )
    save_words = _("Write down their consent")

    def __init__(self, *args, women, places=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purposes"].label = _("They agree that the Union uses their data for")
        self.fields["purposes"].help_text = _("Tick only what stands on the signed list")
        lines = [(str(woman.pk), woman_line(woman, places)) for woman in women]
        self.fields["women"].choices = lines
        self.fields["women"].mark_optional = False  # somebody must have signed
        more = Fold(_("Kept as, end"), "form", "last_day")
        self.arrange("everybody", "women", "purposes", "given_on", "kept_at", more)

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("everybody") or cleaned.get("women")):
            self.add_error("women", _("Tick the women who have signed, or all of this page."))
        return cleaned

    def member_ids(self):
        """Of those ticked, or of the page as it was shown: whoever came since is not in it."""
        chosen = self.cleaned_data["women"]
        if self.cleaned_data["everybody"]:
            chosen = [value for value, _line in self.fields["women"].choices]
        return [int(value) for value in chosen]


class LackingForm(forms.Form):
    """Of which purpose and branch the women without consent are listed."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, required=False)
    unit = UnitChoiceField(
        label=_("Branch or group"), required=False, empty_label=_("all branches")
    )

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_VIEW, under=under)

    @property
    def answers(self):
        """(purpose, unit or None); what cannot be read is passed over."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return given.get("purpose") or Purpose.MEMBERSHIP, given.get("unit")


class WithdrawForm(HouseForm):
    on = day_field(_("Withdrawn on"))
    save_words = _("Withdraw the consent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("on")
