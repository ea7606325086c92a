"""The field by which every app lets her choose a unit."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from chapters.enums import Level
from chapters.models import Unit

BRANCHES = (Level.BRANCH,)
BRANCHES_AND_GROUPS = (Level.BRANCH, Level.GROUP)
NAMED = ("level", "name", "name_key", "order", "path")  # what a choice shows and is ordered by


class _ByChapter(ModelChoiceIterator):
    """Choices under the name of their commune; a flat list when all lie in one. Two statements."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        units = list(self.queryset.only(*NAMED))
        above = Unit.objects.only(*NAMED)
        above = above.filter(pk__in={pk for unit in units for pk in unit.ancestor_ids})
        known = {unit.pk: unit for unit in above}
        units.sort(key=lambda unit: _printed_order(unit, known))
        chapters = [
            (chapter, [self._choice_of(unit, known) for unit in group])
            for chapter, group in groupby(units, lambda unit: _chapter_of(unit, known))
        ]
        if len(chapters) == 1:
            yield from chapters[0][1]
        else:
            yield from ((chapter.name, choices) for chapter, choices in chapters)

    def _choice_of(self, unit, known):
        value, label = self.choice(unit)
        branch = known[unit.ancestor_ids[-2]] if unit.level == Level.GROUP else None
        return value, f"{branch.name} – {label}" if branch else label


def _printed_order(unit, known):
    """As printed lists have units: the whole way from the top decides, each step by its order."""
    way = [known[pk] for pk in unit.ancestor_ids if pk in known]
    return [(step.order, step.name_key, step.pk) for step in way]


def _chapter_of(unit, known):
    """The commune-level unit at or above `unit`; for one above the communes, the unit itself."""
    way = [known[pk] for pk in unit.ancestor_ids if pk in known]
    return next((step for step in way if step.level == Level.COMMUNE), unit)


class UnitChoiceField(forms.ModelChoiceField):
    """A select of units in her scope, under the names of their communes.

    Offers nothing until the form says for whom:

        unit = UnitChoiceField(label=_("Branch"))                 # in the class
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=working_unit)

    `levels` are branches and groups unless told otherwise. Two statements to draw, one to read,
    whatever the number of units. What lies outside her scope is refused like what does not exist.
    """

    iterator = _ByChapter
    default_error_messages = {
        "required": _("Please choose one from the list."),
        "invalid_choice": _("That unit is not among those you can choose. Pick one of the list."),
    }

    def __init__(self, *, levels=BRANCHES_AND_GROUPS, **kwargs):
        self.levels = levels
        kwargs.setdefault("empty_label", _("choose…"))
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(self, user, permission, *, under=None, keep=None):
        """Offer the open units where `user` holds `permission`.

        `under` narrows to a unit and those below it (her working unit); `keep` stays on offer even
        when it has been closed since: the value of the row that she edits.
        """
        units = Unit.objects.visible_to(user, permission)
        offered = units.open().at(*self.levels)
        if under:
            offered = offered.under(under)
        if keep:
            offered = offered | units.filter(pk=keep.pk)
        self.queryset = offered
