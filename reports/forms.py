"""How a unit's papers are headed, signed and sent."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chapters.models import PaperSettings
from core.forms import TidyTextMixin, VersionedMixin

HEAD = ("superior_line", "issuer_line", "symbol", "place")
FOOT = ("on_behalf", "signer_title", "signer_name", "recipients")


def _example(words):
    return format_lazy(_("For example {words}."), words=words)


class PaperSettingsForm(TidyTextMixin, VersionedMixin, forms.ModelForm):
    class Meta:
        model = PaperSettings
        fields = [*HEAD, *FOOT]
        widgets = {"recipients": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "superior_line": _example("HỘI LHPN TỈNH LÂM ĐỒNG"),
            "issuer_line": _example("HỘI LHPN HUYỆN DI LINH"),
            "symbol": _example("BC-BTV"),
            "place": _example("Di Linh"),
            "on_behalf": _example("TM. BAN THƯỜNG VỤ"),
            "signer_title": _example("KT. CHỦ TỊCH – PHÓ CHỦ TỊCH"),
            "recipients": format_lazy(
                _("Without the dash, for example: {words}."), words="Hội LHPN tỉnh"
            ),
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
