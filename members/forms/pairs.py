"""What the list of possible doubles can be narrowed to; all of it stands in the address."""

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from members.forms.chips import Chip, with_, without
from members.forms.filters import UnitFilterForm
from members.models import Member
from members.state import woman_line


class Which(TextChoices):
    OPEN = "open", _("still to be decided")
    SURE = "sure", _("almost surely the same")
    LOOK = "look", _("to be looked at")
    DIFFERENT = "different", _("not the same woman")


class PairFilterForm(UnitFilterForm):
    """Pairs of a chapter, branch or group, of one woman, in one state; all of it holds together."""

    permission = Permission.MEMBER_CHANGE

    unit = UnitChoiceField(
        label=_("Chapter, branch or group"),
        required=False,
        empty_label=_("all"),
        levels=(Level.COMMUNE, Level.BRANCH, Level.GROUP),
    )
    woman = forms.ModelChoiceField(Member.objects.none(), required=False)
    show = forms.ChoiceField(choices=Which.choices, required=False)

    def __init__(self, data, *, user, under=None):
        super().__init__(data, user=user, under=under)
        self.under = under
        self.fields["woman"].queryset = (
            Member.objects.visible_to(user, self.permission).named().select_related("home_unit")
        )

    @property
    def shown(self):
        return Which(self.given.get("show") or Which.OPEN)

    def narrow(self, pairs, words=""):
        """Those of `pairs` that fit, in every state; `words` is what was typed in the search box.

        One woman is looked at wherever she is; else the working unit is what the list is of.
        """
        if woman := self.given.get("woman"):
            pairs = pairs.of(woman.pk)
        elif self.under:
            pairs = pairs.under(self.under)
        if unit := self.given.get("unit"):
            pairs = pairs.under(unit)
        return pairs.having(self._meant(pairs, words)) if words else pairs

    def _meant(self, pairs, words):
        """Who of the women in `pairs` is meant by `words`: pairs are few, the bearers of a name
        are many."""
        ends = pairs.order_by().values_list("first", "second")
        women = Member.objects.visible_to(self.user, self.permission)
        women = women.filter(pk__in={pk for both in ends for pk in both}).matching(words)
        return list(women.order_by().values_list("pk", flat=True))

    def narrow_women(self, women, words=""):
        """Those of `women` who fit by themselves, whatever they may be doubles of."""
        if woman := self.given.get("woman"):
            women = women.filter(pk=woman.pk)
        if unit := self.given.get("unit"):
            women = women.under(unit)
        return women.matching(words)

    def chips(self, counts, words=""):
        """The states with the number of pairs in each, and what else is asked for."""
        query = self.as_query()
        if words:
            query["q"] = words
        for which in Which:
            told = capfirst(which.label), with_(query, "show", which.value), which == self.shown
            yield Chip(*told, number=counts[which])
        for name, said in (("unit", str), ("woman", woman_line)):
            if value := self.given.get(name):
                yield Chip(said(value), without(query, name, value), chosen=True, leaves=True)


def of_state(pairs, which):
    """Those of `pairs` in the state `which`."""
    if which == Which.DIFFERENT:
        return pairs.different()
    proposed = pairs.proposed()
    return {Which.SURE: proposed.sure, Which.LOOK: proposed.to_look_at}.get(which, proposed.all)()
