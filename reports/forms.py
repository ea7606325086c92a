"""How a unit's papers are headed, signed and sent."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TidyTextMixin, VersionedMixin
from reports.models import PaperSettings

HEAD = ("superior_line", "issuer_line", "symbol", "place")
FOOT = ("on_behalf", "signer_title", "signer_name", "recipients")


class PaperSettingsForm(TidyTextMixin, VersionedMixin, forms.ModelForm):
    class Meta:
        model = PaperSettings
        fields = [*HEAD, *FOOT]
        widgets = {"recipients": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "superior_line": _("For example HỘI LHPN TỈNH LÂM ĐỒNG."),
            "issuer_line": _("For example HỘI LHPN HUYỆN DI LINH."),
            "symbol": _("What follows the number, for example BC-BTV."),
            "place": _("For example Di Linh."),
            "on_behalf": _("For example TM. BAN THƯỜNG VỤ; empty when she signs for herself."),
            "signer_title": _("For example CHỦ TỊCH, or KT. CHỦ TỊCH – PHÓ CHỦ TỊCH."),
            "recipients": _("Without the dash, for example: Hội LHPN tỉnh."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.render_hidden_fields = True
        self.helper.attrs = {"data-draft": f"paper-{self.instance.unit_id}"}
        self.helper.layout = Layout(
            Fieldset(_("Head of the paper"), *HEAD[:2], Row(*(Column(name) for name in HEAD[2:]))),
            Fieldset(_("Signature and recipients"), *FOOT),
            FormActions(Submit("save", _("Save")), css_class="sticky-actions"),
        )

    def facts(self):
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
