"""What the forms of this app share."""

from crispy_forms.bootstrap import FormActions, StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from core.forms import TidyTextMixin

# The first button of a form is the one that Enter presses: it must be the one that saves.
ENTER_SAVES = HTML(
    '<button class="hush" type="submit" name="save" value="1" tabindex="-1" aria-hidden="true">'
    "</button>"
)


class Fold(Div):
    """Fields behind a line of words: closed until asked for, open when one of them is wrong."""

    def __init__(self, words, *fields):
        super().__init__(*fields)
        self.words = words

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        wrong = any(pointer.name in form.errors for pointer in self.get_field_names())
        parts = {"words": self.words, "inside": inside, "open": wrong}
        return render_to_string("members/_fold.html", parts)


class HouseForm(TidyTextMixin, forms.Form):
    """A form with `layout` parts, one button that saves, and a draft in the browser."""

    save_words = _("Save")

    def arrange(self, *parts, draft="", more=()):
        """Lay out `parts` over the buttons; `more` are (name, words) of further submit buttons."""
        helper = FormHelper()
        helper.render_hidden_fields = True
        if draft:
            helper.attrs = {"data-draft": draft}
        helper.layout = Layout(
            ENTER_SAVES,
            *parts,
            FormActions(
                submit("save", self.save_words, css_class="btn-primary"),
                *(submit(name, words) for name, words in more),
            ),
        )
        self.helper = helper


def more_than_a_letter(name):
    """A letter alone is no name; a list that is brought in is asked the same."""
    if sum(char.isalpha() for char in name) < 2:
        raise ValidationError(
            gettext("“%(value)s” is too short for a name. Write it in full, as on her papers.")
            % {"value": name}
        )


def day_field(label, **options):
    options.setdefault("help_text", _("Day/month/year, for example 05/03/2023"))
    return DayField(label=label, **options)


def note_field(**options):
    options.setdefault("label", _("Note"))
    return forms.CharField(required=False, max_length=200, **options)


def submit(name, words, **options):
    return StrictButton(words, type="submit", name=name, value="1", **options)
