"""Forms about units, the people in charge and the women who live there."""

from crispy_forms.layout import Column, Field, Row
from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from chapters.enums import PARENT_LEVEL, TITLES_OF_LEVEL, Level
from chapters.forms.choices import UnitChoiceField
from chapters.forms.layout import form_helper
from chapters.models import Term, Unit
from chapters.services.tree import WITHOUT_NUMBER, order_of
from core.fields import DayField, NumberField, PhoneField
from core.forms import TidyTextMixin, VersionedMixin


class _OrderMixin:
    """A place in lists that may be left empty: the number in the name decides."""

    def clean_order(self):
        order = self.cleaned_data["order"]
        return order_of(self.cleaned_data.get("name", "")) if order is None else order


def _order_field():
    return NumberField(
        label=_("Place in lists"),
        required=False,
        most=WITHOUT_NUMBER,
        help_text=_("Leave it empty: the number in the name decides."),
    )


class NewUnitForm(_OrderMixin, TidyTextMixin, forms.Form):
    """A branch of a chapter, or a group of a branch."""

    name = forms.CharField(label=_("Name"), max_length=120)
    since = DayField(
        label=_("Exists since"),
        required=False,
        help_text=_("Leave it empty if nobody knows: then it counts in every earlier report too."),
    )
    order = _order_field()

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.level = level_below(parent)
        example = {"example": EXAMPLES[self.level]}
        self.fields["name"].help_text = gettext("For example %(example)s.") % example
        narrow = {"wrapper_class": "field--short"}
        fields = ["name", Field("since", **narrow), Field("order", **narrow)]
        self.helper = form_helper(*fields, draft=f"unit-new-{parent.pk}")


EXAMPLES = {Level.BRANCH: "Thôn 3, Tổ dân phố 5, Thôn Kao Kuil", Level.GROUP: "Tổ phụ nữ số 1"}


def level_below(parent):
    """The level of what stands directly under `parent`."""
    return next(level for level, above in PARENT_LEVEL.items() if above == parent.level)


class UnitForm(_OrderMixin, TidyTextMixin, VersionedMixin, forms.ModelForm):
    """Name and place of a unit that stands; the official code for those that have one."""

    order = _order_field()

    class Meta:
        model = Unit
        fields = ["name", "code", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.level in (Level.BRANCH, Level.GROUP):
            del self.fields["code"]
        narrow = [Field(n, wrapper_class="field--short") for n in ("code", "order")]
        shown = ["name", *(field for field in narrow if field.fields[0] in self.fields)]
        self.helper = form_helper(*shown, draft=f"unit-{self.instance.pk}")

    def facts(self):
        """What `rename_unit` wants; a code that is not asked for stays."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "code": data.get("code", self.instance.code),
            "order": data["order"],
            "version": data["version"],
        }


class CloseUnitForm(forms.Form):
    on = DayField(
        label=_("No longer exists from"),
        help_text=_("The first day on which it is no longer there. People in charge leave office."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        on = Field("on", wrapper_class="field--short")
        self.helper = form_helper(on, save=_("Close the unit"))


class MoveUnitForm(forms.Form):
    """Where a unit goes, and from which day."""

    parent = UnitChoiceField(label=_("New place"))
    on = DayField(
        label=_("From which day"),
        future=True,
        help_text=_("Reports on earlier days keep the old place."),
    )

    def __init__(self, *args, unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        parent.levels = (PARENT_LEVEL[unit.level],)
        parent.offer(user, Permission.UNIT_CHANGE)
        parent.queryset = parent.queryset.exclude(pk__in=unit.ancestor_ids)
        self.helper = form_helper("parent", Field("on", wrapper_class="field--short"))


class OfficerForm(TidyTextMixin, forms.Form):
    """A person in charge. She need not be a member, nor a woman."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    title = forms.ChoiceField(label=pgettext_lazy("office", "Title"))
    since = DayField(label=_("In office since"))
    until = DayField(
        label=pgettext_lazy("office", "Until"),
        required=False,
        help_text=_(
            "The first day on which the office is no longer hers. Leave it empty if it still is."
        ),
    )
    term = forms.ModelChoiceField(
        label=_("Term"),
        queryset=Term.objects.none(),
        required=False,
        empty_label=pgettext_lazy("term", "none"),
    )
    phone = PhoneField(label=_("Phone"), required=False)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        titles = TITLES_OF_LEVEL[unit.level]
        self.fields["title"].choices = [(title.value, title.label) for title in titles]
        self._offer_terms(unit)
        days = Row(Column("since"), Column("until"))
        term = ["term"] if "term" in self.fields else []
        self.helper = form_helper(
            "full_name", "title", days, *term, "phone", draft=f"officer-new-{unit.pk}"
        )

    def _offer_terms(self, unit):
        """Terms of the level; a level without any (branches, groups) is not asked."""
        terms = Term.objects.filter(level=unit.level)
        newest = terms.order_by("-during").first()
        if newest is None:
            del self.fields["term"]
            return
        self.fields["term"].queryset = terms
        self.fields["term"].initial = newest


class EndOfficeForm(forms.Form):
    on = DayField(
        label=_("No longer in office from"),
        help_text=_("The first day on which the office is no longer hers."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper(Field("on", wrapper_class="field--short"))


class HeadcountForm(forms.Form):
    """Women of 18 and over living in the commune, from the population register."""

    women = NumberField(
        label=_("Women of 18 and over"),
        least=1,
        most=100_000,
        help_text=_("From the population register of the commune, for example 3.250."),
    )
    as_of = DayField(label=_("Counted on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = [Field(n, wrapper_class="field--short") for n in ("women", "as_of")]
        self.helper = form_helper(*fields)
