"""One household's review: as a row of the grid, and as a page of its own."""

import datetime

from crispy_forms.bootstrap import InlineRadios
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from models_programs.enums import MET, Result, result_words
from models_programs.forms.base import HouseForm, day_field, house_helper
from models_programs.services.reviews import Judgement


def usual_day(year):
    """The day a review of `year` is dated unless told otherwise: today, or its last day if over."""
    return min(timezone.localdate(), datetime.date(year, 12, 31))


def name_of(criterion):
    return f"c{criterion.pk}"


class GridDayForm(HouseForm):
    """The day of review that all rows of a grid are saved with."""

    on = day_field(_("Day of review"))


class RowForm(HouseForm):
    """A row of the grid: a tick for each criterion that is met, and one for the registration.

    `not_applicable` names criteria that stand as "not applicable"; a tick leaves them so.
    """

    on = day_field(_("Day of review"))
    version = forms.IntegerField(min_value=0)
    registered = forms.BooleanField(required=False)

    def __init__(self, *args, criteria, not_applicable=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria, self.not_applicable = criteria, set(not_applicable)
        for criterion in criteria:
            self.fields[name_of(criterion)] = forms.BooleanField(
                label=str(criterion), required=False
            )

    def judgement(self):
        return Judgement(
            results={c.pk: self._result(c) for c in self.criteria},
            on=self.cleaned_data["on"],
            version=self.cleaned_data["version"],
            registered=self.cleaned_data["registered"],
        )

    def _result(self, criterion):
        if not self.cleaned_data[name_of(criterion)]:
            return Result.UNMET
        return Result.NOT_APPLICABLE if criterion.pk in self.not_applicable else MET


class ReviewForm(HouseForm):
    """The same with all three answers spelt out."""

    on = day_field(_("Day of review"))
    registered = forms.BooleanField(label=_("The household has registered"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    conflicts = ()

    def __init__(self, *args, criteria, results, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        answers = [(value, result_words(value)) for value in (MET, *Result.values)]
        for criterion in criteria:
            self.fields[name_of(criterion)] = forms.ChoiceField(
                label=str(criterion),
                help_text=criterion.guidance,
                choices=answers,
                widget=forms.RadioSelect,
                initial=results.get(criterion.pk, MET),
            )
        marks = [InlineRadios(name_of(c)) for c in criteria]
        self.helper = house_helper("on", "registered", *marks, "version")

    def judgement(self):
        return Judgement(
            results={c.pk: self.cleaned_data[name_of(c)] for c in self.criteria},
            on=self.cleaned_data["on"],
            version=self.cleaned_data["version"],
            registered=self.cleaned_data["registered"],
        )

    def show_conflict(self, error, version):
        self.conflicts = error.conflicts
        self.add_error(None, error.message)
        self.data = self.data.copy()
        self.data["version"] = str(version)


class FindingResolvedForm(HouseForm):
    on = day_field(_("Met since"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = house_helper("on")
