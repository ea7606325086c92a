"""Opening a case, what the branch writes about her, withdrawing a step."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.fields import DayField
from core.forms import TidyTextMixin, VersionedMixin
from models_programs.models import Exemplar, ShowcaseModel
from referrals.models import Referral


def _helper(draft, button, *names):
    helper = FormHelper()
    helper.attrs = {"data-draft": draft}
    helper.render_hidden_fields = True
    actions = FormActions(Submit("save", button), css_class="sticky-actions")
    helper.layout = Layout(*names, actions)
    return helper


class _AboutHer(TidyTextMixin, forms.ModelForm):
    """Merits, and the example or model she is known for: her own ones only."""

    class Meta:
        model = Referral
        fields = ["merits", "exemplar", "model"]
        widgets = {"merits": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "merits": _(
                "What she has done in the Union and the village, in a few concrete sentences. "
                "Nothing about her family or background."
            )
        }

    def __init__(self, *args, member, user, **kwargs):
        super().__init__(*args, **kwargs)
        exemplars = Exemplar.objects.visible_to(user, Permission.REFERRAL_CHANGE)
        models = ShowcaseModel.objects.visible_to(user, Permission.REFERRAL_CHANGE)
        self._offer("exemplar", exemplars.filter(member=member))
        self._offer("model", models.filter(participations__member=member).distinct())

    def _offer(self, name, rows):
        """A select of her own rows; the question is left out when there is none."""
        self.fields[name].queryset = rows
        self.fields[name].empty_label = _("none")
        if not rows.exists():
            del self.fields[name]


class NewReferralForm(_AboutHer):
    """The proposal of the branch (S1)."""

    opened_on = DayField(label=_("Day of the proposal"))

    field_order = ["opened_on", "merits", "exemplar", "model"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened_on"].initial = timezone.localdate()
        self.fields["merits"].required = True
        self.helper = _helper("referral-new", _("Open the case"), *self.fields)

    def show_refusal(self, error):
        field = "opened_on" if error.field == "on" else None
        self.add_error(field, error.message)


class MeritsForm(VersionedMixin, _AboutHer):
    """The same words, changed before she is introduced."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [name for name in self.fields if name != "version"]
        self.helper = _helper(f"referral-{self.instance.pk}", _("Save"), *names)

    def changes(self):
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}


class VoidForm(TidyTextMixin, forms.Form):
    """Why a step is withdrawn."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=200,
        help_text=_("For example: typed for the wrong woman; the date was wrong."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("referral-void", _("Withdraw this step"), "reason")
