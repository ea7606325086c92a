"""Help for a household: assigning, visiting, closing."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from models_programs.enums import HelpResult
from models_programs.forms.base import HouseForm, MemberPickMixin, day_field, house_helper


class _HelperForm(MemberPickMixin, HouseForm):
    """Who helps: a member of the Union, or somebody by name."""

    helper_name = forms.CharField(
        label=_("Who helps"),
        required=False,
        max_length=120,
        help_text=_("A name or a group, when it is not a member: savings group of hamlet 2"),
    )
    until = day_field(_("To be done by"), future=True)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    field_order = ["member_words", "member", "helper_name", "started_on", "until", "note"]

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("helper_name") or cleaned.get("member")):
            self.add_error("helper_name", _("Write a name, or choose a member above."))
        return cleaned


class AssignForm(_HelperForm):
    started_on = day_field(_("Helps from"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = timezone.localdate()
        self.offer_members(user)
        self.helper = house_helper(
            self.PICK, "helper_name", "started_on", "until", "note", draft="programs-help"
        )

    def answers(self):
        data = self.cleaned_data
        return {
            "helper_name": data["helper_name"],
            "helper": data["member"],
            "started_on": data["started_on"],
            "until": data["until"],
            "note": data["note"],
        }


class HelpForm(_HelperForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    conflicts = ()

    def __init__(self, *args, user, help_, **kwargs):
        start = {
            "helper_name": "" if help_.helper else help_.helper_name,
            "member": help_.helper_id,
            "until": help_.until,
            "note": help_.note,
            "version": help_.version,
        }
        super().__init__(*args, initial={**start, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.offer_members(user, keep=help_.helper)
        self.helper = house_helper(self.PICK, "helper_name", "until", "note", "version")

    def answers(self):
        data = self.cleaned_data
        return {
            "helper_name": data["helper_name"],
            "helper": data["member"],
            "until": data["until"],
            "note": data["note"],
            "version": data["version"],
        }

    def show_conflict(self, error, current):
        typed, shown = self.cleaned_data, {}
        shown["until"] = (current.until, typed["until"])
        shown["helper_name"] = (current.helper_name, typed["helper_name"] or typed["member"])
        shown["note"] = (current.note, typed["note"])
        self.conflicts = [
            (name, self.fields[name].label, theirs, ours)
            for name, (theirs, ours) in shown.items()
            if str(theirs) != str(ours)
        ]
        self.add_error(None, error.message)
        self.data = self.data.copy()
        self.data["version"] = str(current.version)


class VisitForm(HouseForm):
    on = day_field(_("Day"))
    note = forms.CharField(
        label=_("What was done"),
        max_length=200,
        help_text=_("In a few words: lent a hand with the rubbish pit"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = house_helper("on", "note", draft="programs-visit")


class CloseForm(HouseForm):
    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=[choice for choice in HelpResult.choices if choice[0] != HelpResult.OPEN],
        widget=forms.RadioSelect,
    )
    on = day_field(_("Closed on"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = house_helper("result", "on", "note")
