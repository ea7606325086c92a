"""How the forms of this app are laid out."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django.utils.translation import gettext_lazy as _


def form_helper(*fields, save=None, draft=""):
    """Fields, then one button; `draft` names what the browser keeps when the line breaks."""
    helper = FormHelper()
    helper.render_hidden_fields = True
    helper.attrs = {"data-draft": draft} if draft else {}
    button = Submit("save", save or _("Save"))
    helper.layout = Layout(*fields, FormActions(button, css_class="sticky-actions"))
    return helper
