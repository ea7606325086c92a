"""Two records side by side: which answer stands, question by question."""

import re

from crispy_forms.bootstrap import FormActions
from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.doubles import choices
from members.doubles.merge import Wish
from members.forms.base import HouseForm, submit

MASK = "•••"
_NUMBER = re.compile(r"(?:hv)?0*(\d{1,9})", re.IGNORECASE)


class MergeForm(HouseForm):
    """Asks only where both say something and not the same. Versions say what was looked at."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)
    save_words = gettext_lazy("Look at the result")

    def __init__(self, *args, kept, gone, spells, **kwargs):
        """`spells` are the latest spells of both, or None where she has none."""
        self.women, self.spells = (kept, gone), spells
        kwargs["initial"] = {"kept_version": kept.version, "gone_version": gone.version}
        super().__init__(*args, **kwargs)
        self.questions = choices.questions(kept, gone)
        asked = [question for question in self.questions if question.open]
        for question in asked:
            self.fields[question.name] = self._radios(question)
        if self.has_two_homes:
            self.fields["spells"] = self._homes()
        homes = ["spells"] if self.has_two_homes else []
        names = [*homes, *(question.name for question in asked)]
        self.arrange(Fieldset(_("Which answer stands"), *names), "kept_version", "gone_version")
        self.helper.form_id = "merging"

    @property
    def same(self):
        """(label, words) of what need not be asked; sensitive answers stay closed."""
        for question in self.questions:
            said = question.kept or question.gone
            if said and not question.open:
                yield question.label, MASK if question.sensitive else said

    @property
    def has_two_homes(self):
        mine, hers = self.spells
        return bool(mine and hers and mine.unit_id != hers.unit_id)

    def _radios(self, question):
        sides = [(choices.KEPT, question.kept), (choices.GONE, question.gone)]
        if question.sensitive:
            sides = [(side, self._closed(question, side)) for side, _words in sides]
        if question.name == "note":
            sides.append((choices.BOTH, _("both, one after the other")))
        return forms.ChoiceField(
            label=question.label,
            choices=sides,
            initial=question.better,
            widget=forms.RadioSelect,
        )

    def _closed(self, question, side):
        woman = self.women[side == choices.GONE]
        tail = woman.national_id_tail if question.name == "national_id" else ""
        return _("as in %(record)s: %(closed)s") % {"record": woman.code, "closed": MASK + tail}

    def _homes(self):
        sides = zip((choices.KEPT, choices.GONE), self.spells, strict=True)
        lines = [(side, f"{spell.unit} · {spell.during.lower:%d/%m/%Y}") for side, spell in sides]
        mine, hers = self.spells
        later = (hers.during.upper is None, hers.during.lower) > (
            mine.during.upper is None,
            mine.during.lower,
        )
        return forms.ChoiceField(
            label=_("Where she belongs"),
            choices=lines,
            initial=choices.GONE if later else choices.KEPT,
            widget=forms.RadioSelect,
            help_text=_("Time in the other unit that falls into the same days is taken away."),
        )

    @property
    def versions(self):
        return self.cleaned_data["kept_version"], self.cleaned_data["gone_version"]

    def wish(self):
        """The `Wish`: what was chosen, and of what was not asked the side that says something."""
        take = {question.name: question.better for question in self.questions}
        chosen = {name: self.cleaned_data[name] for name in take if name in self.cleaned_data}
        return Wish(take | chosen, self.cleaned_data.get("spells", choices.KEPT))

    def renew(self, kept, gone):
        """Somebody saved either meanwhile: the next sending means the rows as they are now."""
        self.data = self.data.copy()
        self.data["kept_version"], self.data["gone_version"] = kept.version, gone.version

    def show_result(self):
        """The result stands above the form, with the button that merges; looking again is here."""
        self.helper.layout[-1] = FormActions(submit("save", _("Look again")))


class PointOutForm(HouseForm):
    """The number of the other record, as it stands under her name."""

    number = forms.CharField(
        label=gettext_lazy("Number of the other record"),
        max_length=12,
        help_text=gettext_lazy("As it stands under her name, for example HV0000123"),
    )
    save_words = gettext_lazy("Compare")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("number")

    def clean_number(self):
        typed = self.cleaned_data["number"]
        if (found := _NUMBER.fullmatch(typed)) is None:
            raise forms.ValidationError(
                _("“%(value)s” is not the number of a record. Write it like HV0000123.")
                % {"value": typed}
            )
        return int(found[1])


class AskForm(HouseForm):
    """What the chapter knows that speaks for it; nothing needs to be said."""

    note = forms.CharField(
        label=gettext_lazy("What speaks for it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: she moved here from another commune in 2021"),
    )
    save_words = gettext_lazy("Ask the district")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("note")
