"""What the "house" pack of crispy-forms asks while it draws a form."""

from django import forms, template
from django.utils.translation import gettext as _

register = template.Library()

CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def is_choice_list(field):
    """Radios or a list of checkboxes: each choice is a line of its own."""
    return isinstance(field.field.widget, CHOICE_WIDGETS)


@register.filter
def is_single_box(field):
    """One checkbox: its label stands beside it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def hint(field):
    """Help of the field; a date without any shows how it is typed."""
    if field.help_text:
        return field.help_text
    is_date = isinstance(field.field, forms.DateField) and not field.is_hidden
    return _("day/month/year, for example 05/03/1974") if is_date else ""


@register.filter
def target(field):
    """The id to which a link from the error summary leads: the first control of the field."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else field.id_for_label


def _keyboard(field):
    """Which keyboard a phone shows; what the form says itself stands."""
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField):
        return {"inputmode": "decimal" if isinstance(field, forms.DecimalField) else "numeric"}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {"inputmode": "decimal"}
    if isinstance(field, forms.DateField):
        return {"inputmode": "numeric", "autocomplete": "off"}
    return {}


@register.filter
def described(field):
    """Ids of the hint and the errors that stand with the field, as aria-describedby wants them."""
    ids = [f"{field.auto_id}_helptext"] if hint(field) else []
    return " ".join(ids + ([f"{field.auto_id}_error"] if field.errors else []))


@register.simple_tag
def control(field):
    """The widget with what belongs to every control: keyboard, hint and error tied to it."""
    given = field.field.widget.attrs
    if isinstance(field.field.widget, forms.NumberInput):
        # A number box of the browser drops what is not a number; here what was typed stays.
        field.field.widget.input_type = "text"
    attrs = {name: value for name, value in _keyboard(field.field).items() if name not in given}
    if field.errors and not field.use_fieldset:
        attrs["aria-invalid"] = "true"
    if described(field) and not field.use_fieldset:
        attrs["aria-describedby"] = described(field)
    return field.as_widget(attrs=attrs)
