"""A dated fact is put right: its days, why they were wrong, and the state that was shown."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.dates import PartialDate
from core.fields import PhoneField
from members.enums import MembershipKind, StandingKind
from members.forms.base import HouseForm, day_field, note_field
from members.forms.moves import CHOOSE, REASONS
from members.services.amending import face_of
from members.services.standing_corrections import OPEN


def why_field():
    return forms.CharField(
        label=_("Why this is corrected"),
        max_length=200,
        help_text=_("For example: wrong year on the old list. It stays beside both values."),
    )


class SeenForm(HouseForm):
    """Carries the face of the row as it was shown, and shows both values when it has changed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    conflicts = ()

    def __init__(self, *args, row, **kwargs):
        self.row = row
        kwargs["initial"] = {**self.stands(row), "seen": face_of(row)}
        super().__init__(*args, **kwargs)

    @staticmethod
    def stands(row):
        """What stands in the row now, by the fields of the form."""
        return {}

    def show_conflict(self, error, row):
        """Say what differs from the row as it is now; saving once more then means "mine"."""
        self.conflicts = [
            (name, str(self.fields[name].label), self._said(name, theirs), self._said(name, ours))
            for name, theirs in self.stands(row).items()
            if name in self.fields and theirs != (ours := self.cleaned_data.get(name))
        ]
        self.add_error(None, error.message)
        self.data = self.data.copy()
        self.data["seen"] = face_of(row)

    def _said(self, name, value):
        if choices := getattr(self.fields[name], "choices", None):
            return str(dict(choices).get(value, value))
        return str(PartialDate.of(value)) if hasattr(value, "strftime") else value


class SpellForm(SeenForm):
    """Kind and dates of one spell. The reason is asked when it ends but for a transfer."""

    kind = forms.ChoiceField(label=_("Kind of membership"), choices=MembershipKind.choices)
    begins_on = day_field(_("Member here from"))
    ends_on = day_field(
        _("No longer here from"),
        required=False,
        help_text=_("Empty undoes the leaving: she is a member again, as if she had not left."),
    )
    reason = forms.ChoiceField(label=_("Why she left"), choices=[*CHOOSE, *REASONS], required=False)
    why = why_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("kind", "begins_on", "ends_on", "reason", "why")

    @staticmethod
    def stands(row):
        span, told = row.during, {"kind": row.kind, "reason": row.ended_as}
        return {**told, "begins_on": span.lower, "ends_on": span.upper}


class StandingCorrectionForm(SeenForm):
    """What was true of her and when; where she works belongs to working away alone."""

    kind = forms.ChoiceField(
        label=_("What was true of her"), choices=[(kind.value, kind.label) for kind in OPEN]
    )
    begins_on = day_field(_("True from"))
    ends_on = day_field(
        _("No longer true from"), required=False, help_text=_("Empty while it lasts.")
    )
    place = forms.CharField(
        label=_("Where she works"),
        max_length=120,
        required=False,
        help_text=_("Only for working away."),
    )
    phone = PhoneField(label=_("Phone there"), required=False)
    note = note_field()
    why = why_field()

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        closed = row.kind == StandingKind.PARTY
        if closed:
            del self.fields["kind"], self.fields["place"], self.fields["phone"]
        shown = ["begins_on", "ends_on", "note", "why"]
        self.arrange(*(shown if closed else ["kind", *shown[:2], "place", "phone", *shown[2:]]))

    @staticmethod
    def stands(row):
        told = {name: getattr(row, name) for name in ("kind", "place", "phone", "note")}
        return {**told, "begins_on": row.during.lower, "ends_on": row.during.upper}


class WithdrawStandingForm(SeenForm):
    why = why_field()
    save_words = pgettext_lazy("standing", "Take it out")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("why")
