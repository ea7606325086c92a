"""What the list of members can be narrowed to; all of it stands in the address."""

from functools import cache, cached_property

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from core.fields import DayField, NumberField
from members.enums import EthnicChoice, Lack, StandingKind
from members.models import EthnicGroup
from members.worries import long_away, past_retirement

OLDEST = 130
REVEALING = {Lack.NATIONAL_ID}  # told to those alone who may see the field


class Shown(TextChoices):
    ALL = "all", _("everybody in the book")
    ACTIVE = "active", _("active members")
    LEFT = "left", _("no longer members")


class Held(TextChoices):
    """What may be true of an active member; several must all be true."""

    CORE = "core", _("core members")
    HONORARY = "honorary", _("honorary members")
    AWAY = "away", _("working away")
    NOT_AWAY = "not_away", _("not working away")
    LONG_AWAY = "long_away", _("working away for long")
    RETIRED = "retired", _("past retirement age")


class Phone(TextChoices):
    GIVEN = "yes", _("with a phone")
    MISSING = "no", _("without a phone")


class UnitFilterForm(forms.Form):
    """A list narrowed to one branch or group."""

    permission = Permission.MEMBER_VIEW

    unit = UnitChoiceField(
        label=_("Branch or group"), required=False, empty_label=_("all branches")
    )

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["unit"].offer(user, self.permission, under=under)

    @cached_property
    def given(self):
        """What was asked for and can be read; the rest is passed over."""
        self.is_valid()
        asked = getattr(self, "cleaned_data", {})
        given = {name: value for name, value in asked.items() if value not in (None, "", [])}
        return {
            name: list(dict.fromkeys(value)) if isinstance(value, list) else value
            for name, value in given.items()
        }

    def as_query(self):
        """The filters in the shortest form that means the same, as a `QueryDict` to change."""
        query = QueryDict(mutable=True)
        for name, value in self.given.items():
            shown = self.fields[name].prepare_value(value)
            query.setlist(name, shown if isinstance(shown, list) else [str(shown)])
        return query


class WorryFilterForm(UnitFilterForm):
    """A worry list narrowed to a chapter or one of its branches."""

    unit = UnitChoiceField(
        label=_("Chapter or branch"),
        required=False,
        empty_label=_("all"),
        levels=(Level.COMMUNE, Level.BRANCH),
    )


def _any(choices):
    return [("", _("all")), *choices]


def ethnic_choices():
    """What may be asked of the ethnic group: a function that reads the groups once, when called."""
    return cache(_groups)


def _groups():
    groups = EthnicGroup.objects.filter(retired_on=None).values_list("code", "name")
    return _any([*EthnicChoice.choices, *groups])


def _year(label):
    return forms.IntegerField(label=label, required=False, min_value=1900, max_value=2100)


class MemberFilterForm(UnitFilterForm):
    """The filters of the list; every one narrows, and all of them hold together."""

    state = forms.ChoiceField(choices=_any(Shown.choices), required=False)
    held = forms.MultipleChoiceField(
        label=_("Is at present"),
        choices=Held.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    born_from = _year(_("Born from"))
    born_to = _year(_("Born until"))
    age_from = NumberField(label=_("Aged from"), most=OLDEST, required=False)
    age_to = NumberField(label=_("Aged up to"), most=OLDEST, required=False)
    joined_from = DayField(label=_("Joined from"), required=False)
    joined_to = DayField(label=_("Joined until"), required=False)
    phone = forms.ChoiceField(label=_("Phone"), choices=_any(Phone.choices), required=False)
    lacks = forms.MultipleChoiceField(
        label=_("Missing in the record"),
        choices=Lack.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ethnicity = forms.ChoiceField(label=_("Ethnic group"), required=False)

    ORDER = ("born_from", "born_to"), ("age_from", "age_to"), ("joined_from", "joined_to")

    def __init__(self, data, *, user, under=None, groups=None):
        super().__init__(_split(data), user=user, under=under)
        if user.may(Permission.MEMBER_REVEAL):
            self.fields["ethnicity"].choices = groups or ethnic_choices()
        else:
            del self.fields["ethnicity"]
            told = [choice for choice in Lack.choices if choice[0] not in REVEALING]
            self.fields["lacks"].choices = told

    def clean(self):
        given = super().clean()
        for first, last in self.ORDER:
            ends = given.get(first), given.get(last)
            if None not in ends and ends[0] > ends[1]:
                self.add_error(last, _("This lies before the beginning: nobody fits both."))
        return given

    @property
    def boxes(self):
        """What is drawn as a box: not the state, which the chips above choose."""
        return [field for field in self if field.name not in ("state", "held", "lacks")]

    @property
    def ticks(self):
        return [self["held"], self["lacks"]]

    @property
    def reveals(self):
        """Whether the list tells something sensitive of every woman in it."""
        return "ethnicity" in self.given or bool(
            REVEALING.intersection(self.given.get("lacks", ()))
        )

    def shown(self, words):
        """Which state is asked for: while searching everybody, else the active members."""
        return Shown(self.given.get("state") or (Shown.ALL if words else Shown.ACTIVE))

    def told(self):
        """The filters as the trail keeps them: of a sensitive field only that it was asked for."""
        lists = self.as_query().lists()
        told = {name: values if len(values) > 1 else values[0] for name, values in lists}
        return {**told, "ethnicity": True} if "ethnicity" in told else told

    def narrow(self, members, words=""):
        """Those of `members` who fit; `words` is what was typed in the search box, if anything."""
        day = timezone.localdate()
        rows = in_state(members, self.shown(words), day)
        for held in self.given.get("held", ()):
            rows = _holding(rows, held, day)
        if unit := self.given.get("unit"):
            rows = rows.under(unit)
        if (first := self.given.get("born_from")) is not None:
            rows = rows.filter(birth_year__gte=first)
        if (last := self.given.get("born_to")) is not None:
            rows = rows.filter(birth_year__lte=last)
        rows = rows.aged(self.given.get("age_from"), self.given.get("age_to"), day=day)
        rows = rows.joined_between(self.given.get("joined_from"), self.given.get("joined_to"))
        return self._narrow_record(rows, day)

    def _narrow_record(self, rows, day):
        if phone := self.given.get("phone"):
            rows = rows.filter(phone="") if phone == Phone.MISSING else rows.exclude(phone="")
        for lack in self.given.get("lacks", ()):
            rows = rows.lacking(lack, day)
        if asked := self.given.get("ethnicity"):
            rows = rows.of_ethnicity(asked)
        return rows.visible_to(self.user, Permission.MEMBER_REVEAL) if self.reveals else rows


def _split(data):
    """Old addresses held one state for all: `state=core` are active members who hold `core`."""
    if data.get("state") not in Held.values:
        return data
    data = data.copy()
    data.setlist("held", [*data.getlist("held"), data["state"]])
    data["state"] = Shown.ACTIVE.value
    return data


def in_state(members, shown, day):
    """`members` in the state `shown` on `day`."""
    if shown == Shown.ALL:
        return members
    return members.active_on(day) if shown == Shown.ACTIVE else members.not_active_on(day)


HOLDING = {
    Held.HONORARY: lambda members, day: members.honorary_on(day),
    Held.NOT_AWAY: lambda members, day: members.not_away_on(day),
    Held.LONG_AWAY: long_away,
    Held.RETIRED: past_retirement,
}


def _holding(members, held, day):
    if held in HOLDING:
        return HOLDING[held](members, day)
    return members.standing(StandingKind(held), day)
