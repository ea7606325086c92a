"""What the forms of this app share: house layout, typed days, units in scope, a member to link."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from core.fields import DayField
from core.forms import TidyTextMixin
from core.http import row_key
from members.models import Member
from models_programs.picks import AT_MOST, find_members, member_line

DAY_HINT = _("Day/month/year, for example 05/03/2026")
HOSTS = (Level.DISTRICT, Level.COMMUNE, Level.BRANCH, Level.GROUP)


def day_field(label, *, future=False, required=True, hint=DAY_HINT):
    return DayField(label=label, future=future, required=required, help_text=hint)


def house_helper(*parts, draft=""):
    """A layout of `parts` with one button below; `draft` names what the browser may keep."""
    helper = FormHelper()
    if draft:
        helper.attrs = {"data-draft": draft}
    helper.render_hidden_fields = True
    helper.layout = Layout(
        *parts,
        FormActions(Submit("save", _("Save"), css_class="btn--primary"), css_class="submit-row"),
    )
    return helper


class HouseForm(TidyTextMixin, forms.Form):
    pass


class HouseModelForm(TidyTextMixin, forms.ModelForm):
    pass


class UnitMixin:
    """A form whose row belongs to a unit where she may change programmes."""

    def offer_units(self, user, under):
        current = self.instance.unit if self.instance.pk else None
        self.fields["unit"].offer(user, Permission.PROGRAM_CHANGE, under=under, keep=current)
        if current is None and under and under.level in HOSTS:
            self.fields["unit"].initial = under.pk


def host_field(label):
    return UnitChoiceField(label=label, levels=HOSTS)


class MemberChoiceField(forms.ModelChoiceField):
    """Radios of found members, each with birth year and branch."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(queryset=None, empty_label=None, **kwargs)

    def label_from_instance(self, member):
        return member_line(member)


class MemberPickMixin(forms.Form):
    """Links a member: words to search by, and radios of those found.

    With script the radios come as she types; without, the button "find" (see `asks_to_find`)
    shows the form again with them.
    """

    member_words = forms.CharField(
        label=_("Search a member"),
        required=False,
        max_length=120,
        help_text=_("Her name, with or without marks; add the birth year to be sure: hoa 1974"),
    )
    member = MemberChoiceField(label=_("Choose the member"), required=False)

    PICK = HTML('{% include "models_programs/_member_pick.html" %}')

    def offer_members(self, user, *, keep=None):
        """Accept any member she may see; show the linked one and those found by the words."""
        everybody = Member.objects.visible_to(user, Permission.MEMBER_VIEW)
        field = self.fields["member"]
        field.queryset = everybody.select_related("home_unit")
        words = (self.data if self.is_bound else self.initial).get("member_words") or ""
        chosen = (self.data if self.is_bound else self.initial).get("member")
        found = list(find_members(user, words)[:AT_MOST])
        also = [keep.pk if keep else None, getattr(chosen, "pk", chosen)]
        ids = {row_key(str(pk or "")) for pk in also} - {None}
        shown = {
            m.pk: m for m in [*everybody.filter(pk__in=ids).select_related("home_unit"), *found]
        }
        field.choices = [(pk, member_line(member)) for pk, member in shown.items()]
        self.searched = bool(words)

    @property
    def asks_to_find(self):
        return self.is_bound and "find" in self.data
