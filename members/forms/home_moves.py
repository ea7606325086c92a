"""What befalls a whole household: split, another head, another branch, two become one.

Each form carries the version and the women that the officer was shown, so that nothing is written
over what somebody else did in between.
"""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.forms import UnitChoiceField
from core.http import row_key
from members.enums import Relation
from members.forms.base import HouseForm, day_field
from members.forms.homes import households_near
from members.services import Head, Seen
from members.state import woman_line

SOMEBODY = ""
RELATIONS = [("", "–"), *((v, label) for v, label in Relation.choices if v != Relation.HEAD)]


class SeenMixin:
    """Hidden: the state of the household that the page shows. Needs `households`, a list of
    `(name, household, women)`."""

    def carry(self, name, household, women):
        self.carried = {**getattr(self, "carried", {}), name: (household, women)}
        state = {"version": household.version, "women": " ".join(str(w.pk) for w in women)}
        for part, value in state.items():
            self.fields[f"{name}_{part}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=value
            )

    @property
    def carried_names(self):
        return [f"{name}_{part}" for name in self.carried for part in ("version", "women")]

    def seen(self, name="home"):
        """What was shown, as the service compares it; what cannot be read fits nothing."""
        version = row_key(self.cleaned_data[f"{name}_version"])
        women = frozenset(map(row_key, self.cleaned_data[f"{name}_women"].split()))
        if version is None or None in women:
            return Seen(0, frozenset())
        return Seen(version, women)

    def look_again(self, error):
        """Say that something changed; the page shows it now, and saving once more goes on it."""
        self.add_error(None, error.message)
        self.data = self.data.copy()
        for name in self.carried_names:
            self.data[name] = self.fields[name].initial


class RelationsMixin(SeenMixin):
    """A select for each woman: what she is to the head."""

    def ask_relations(self, women, *, known=False):
        self.asked = {f"relation_{woman.pk}": woman for woman in women}
        for name, woman in self.asked.items():
            initial = woman.relation if known and woman.relation != Relation.HEAD else ""
            self.fields[name] = forms.ChoiceField(
                label=_("What %(woman)s is to the head") % {"woman": woman_line(woman)},
                choices=RELATIONS,
                required=False,
                initial=initial,
            )

    def relations(self):
        return {woman.pk: self.cleaned_data[name] for name, woman in self.asked.items()}


class HeadMixin(RelationsMixin):
    """Who is the head: one of the women, or somebody else whose name is written."""

    def ask_head(self, women):
        choices = [(str(woman.pk), woman_line(woman)) for woman in women]
        self.fields["head"] = forms.ChoiceField(
            label=_("New head of the household"),
            choices=[*choices, (SOMEBODY, _("somebody else, often the husband"))],
            required=False,
            initial=SOMEBODY,
        )
        self.fields["head_name"] = forms.CharField(
            label=_("Name of the head, if it is somebody else"), max_length=120, required=False
        )

    def chosen_head(self):
        chosen = self.cleaned_data["head"]
        if chosen:
            return Head(member_id=int(chosen))
        return Head(name=self.cleaned_data["head_name"])


def _address(label):
    return forms.CharField(
        label=label, max_length=200, required=False, help_text=_("House, road, hamlet")
    )


class SplitForm(HeadMixin, HouseForm):
    """Who moves out, and with whom as the head of the new household."""

    save_words = _("Split the household")

    def __init__(self, *args, household, women, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"] = forms.MultipleChoiceField(
            label=_("Who moves out"),
            choices=[(str(woman.pk), woman_line(woman)) for woman in women],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.ask_head(women)
        self.fields["on"] = day_field(_("From which day"), initial=timezone.localdate)
        self.fields["address"] = _address(_("Address of the new household"))
        self.carry("home", household, women)
        self.ask_relations(women)
        self.arrange(
            *("leaving", "head", "head_name", "on", "address"), *self.asked, *self.carried_names
        )
        self.helper.mark_optional = False

    def leaving(self):
        """What each woman who moves out is to the new head."""
        chosen = {int(pk) for pk in self.cleaned_data["leaving"]}
        return {pk: relation for pk, relation in self.relations().items() if pk in chosen}


class HeadForm(HeadMixin, HouseForm):
    save_words = _("Write down the new head")

    def __init__(self, *args, household, women, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_head(women)
        self.fields["on"] = day_field(_("From which day"), initial=timezone.localdate)
        self.carry("home", household, women)
        self.ask_relations(women, known=True)
        self.arrange("head", "head_name", "on", *self.asked, *self.carried_names)
        self.helper.mark_optional = False


class MoveHouseholdForm(SeenMixin, HouseForm):
    """Where to, and for whom of the members her membership moves along."""

    unit = UnitChoiceField(label=_("To which branch or group"))
    on = day_field(_("From which day"), initial=timezone.localdate)
    save_words = _("Move the household")

    def __init__(self, *args, user, household, women, active, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE)
        self.fields["address"] = _address(_("New address"))
        self.fields["along"] = forms.MultipleChoiceField(
            label=_("Whose membership moves along"),
            choices=[(str(woman.pk), woman_line(woman)) for woman in women if woman.pk in active],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[str(pk) for pk in active],
            help_text=_(
                "Whoever is not ticked stays a member where she is, and leaves this household when "
                "it goes to another branch."
            ),
        )
        self.carry("home", household, women)
        shown = ["along"] if active else []
        if not active:
            del self.fields["along"]
        self.arrange("unit", "on", "address", *shown, *self.carried_names)

    def along(self):
        return {int(pk) for pk in self.cleaned_data.get("along", [])}


class OtherHouseholdForm(HouseForm):
    """The first step of joining two: which is the other one."""

    other = forms.ModelChoiceField(
        label=_("The other household"), queryset=None, empty_label=_("choose…")
    )
    save_words = _("Continue")

    def __init__(self, *args, user, household, **kwargs):
        super().__init__(*args, **kwargs)
        near = households_near(user, household.unit).exclude(pk=household.pk).in_name_order()
        self.fields["other"].queryset = near
        self.fields["other"].label_from_instance = lambda home: " · ".join(
            part for part in (home.head_name, home.address, home.unit.name) if part
        )
        self.arrange("other")
        self.helper.form_method = "get"


class MergeHouseholdsForm(RelationsMixin, HouseForm):
    """The second step: which of the two stays. Both are carried as they are shown."""

    stays = forms.ChoiceField(label=_("Which household stays"), widget=forms.RadioSelect)
    on = day_field(_("From which day"), initial=timezone.localdate)
    save_words = _("Make them one household")

    def __init__(self, *args, homes, **kwargs):
        """`homes` are two `(household, women)`; the first one stays unless she chooses."""
        super().__init__(*args, **kwargs)
        self.homes = {str(household.pk): (household, women) for household, women in homes}
        self.fields["stays"].choices = [
            (pk, " · ".join(part for part in (home.head_name, home.address) if part))
            for pk, (home, _women) in self.homes.items()
        ]
        self.fields["stays"].initial = next(iter(self.homes))
        for pk, (household, women) in self.homes.items():
            self.carry(f"home_{pk}", household, women)
        self.ask_relations([woman for _home, women in homes for woman in women], known=True)
        self.arrange("stays", "on", *self.asked, *self.carried_names)

    def merging(self):
        """The arguments of the service."""
        kept = self.cleaned_data["stays"]
        gone = next(pk for pk in self.homes if pk != kept)
        return {
            "kept_id": int(kept),
            "kept_seen": self.seen(f"home_{kept}"),
            "gone_id": int(gone),
            "gone_seen": self.seen(f"home_{gone}"),
            "relations": self.relations(),
            "on": self.cleaned_data["on"],
        }
