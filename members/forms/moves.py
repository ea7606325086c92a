"""Short forms of one move each: leaving, coming back, moving, standings, dates."""

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from chapters.models import Unit
from core.fields import PhoneField
from members.enums import Ended, MembershipKind
from members.forms.base import HouseForm, day_field, note_field
from members.services import chapters_elsewhere

CHOOSE = [("", _("choose…"))]
REASONS = [
    (value, label)
    if value != Ended.TRANSFERRED
    else (value, pgettext_lazy("reason of leaving", "moved to a chapter outside the district"))
    for value, label in Ended.choices
    if value != Ended.CONVERTED
]


class LeaveForm(HouseForm):
    reason = forms.ChoiceField(label=_("Why she leaves"), choices=[*CHOOSE, *REASONS])
    on = day_field(_("No longer a member from"))
    note = note_field()
    save_words = _("End her membership")

    def __init__(self, *args, reason="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.fields["reason"].initial = reason
        self.arrange("reason", "on", "note")


class ConvertForm(HouseForm):
    """From which day she is a member of the other kind, and by which decision."""

    on = day_field(_("From which day"))
    decision_number = forms.CharField(label=_("Resolution number"), max_length=40, required=False)
    decision_on = day_field(_("Resolution date"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("on", "decision_number", "decision_on")


class AskedForm(HouseForm):
    on = day_field(_("Asked on"))
    note = note_field(label=_("What was answered"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("on", "note")


class ReadmitForm(HouseForm):
    unit = UnitChoiceField(label=_("Branch or group"))
    on = day_field(_("Member again from"))
    kind = forms.ChoiceField(label=_("Kind of membership"), choices=MembershipKind.choices)
    decision_number = forms.CharField(label=_("Resolution number"), max_length=40, required=False)
    decision_on = day_field(_("Resolution date"), required=False)
    save_words = _("Readmit her")

    def __init__(self, *args, user, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE)
        self.fields["unit"].initial = member.home_unit_id
        self.fields["on"].initial = timezone.localdate()
        self.arrange("unit", "on", "kind", "decision_number", "decision_on")


class TransferForm(HouseForm):
    """To a branch of her own scope at once, or to another chapter, which is asked."""

    unit = UnitChoiceField(label=_("To a branch or group of your unit"), required=False)
    chapter = forms.ModelChoiceField(
        label=_("Or to another chapter of the district"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("choose…"),
        help_text=_("That chapter accepts or refuses; until then she stays with you."),
    )
    on = day_field(_("From which day"))
    note = note_field(help_text=_("What the other chapter should know, for example her new home"))
    save_words = _("Transfer her")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE)
        elsewhere = chapters_elsewhere(user).in_order()
        self.fields["chapter"].queryset = elsewhere
        self.fields["on"].initial = timezone.localdate()
        for name in ("unit", "chapter"):
            self.fields[name].mark_optional = False  # one of both is asked for
        self.arrange("unit", "chapter", "on", "note")

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("unit")) == bool(cleaned.get("chapter")) and not self.errors:
            self.add_error("unit", _("Choose one place: a branch of yours, or another chapter."))
        return cleaned


class AcceptForm(HouseForm):
    unit = UnitChoiceField(label=_("Into which branch or group"))
    save_words = _("Accept her")

    def __init__(self, *args, user, transfer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=transfer.to_unit)
        self.arrange("unit")


class RefuseForm(HouseForm):
    answer = forms.CharField(
        label=_("Why you refuse"),
        max_length=200,
        help_text=_("The other chapter reads this, for example: she has not arrived yet"),
    )
    save_words = _("Refuse her")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("answer")


class StandingForm(HouseForm):
    """Begin a standing; place and phone are asked for working away alone."""

    on = day_field(_("From which day"))
    place = forms.CharField(
        label=_("Where she works"),
        max_length=120,
        required=False,
        help_text=format_lazy(_("Province or company, for example {place}"), place="Bình Dương"),
    )
    phone = PhoneField(label=_("Phone there"), required=False)
    note = note_field()

    def __init__(self, *args, away, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        if not away:
            del self.fields["place"], self.fields["phone"]
        self.arrange("on", *(["place", "phone"] if away else []), "note")


class EndStandingForm(HouseForm):
    on = day_field(_("No longer true from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("on")
