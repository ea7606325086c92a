"""How a woman is shown: never by her name alone."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapters.templatetags.units import places_of
from core.identity import show_phone
from members import state

register = template.Library()
FIGURES = {
    "A10": gettext_lazy("members at the close"),
    "A15": gettext_lazy("members of ethnic minorities"),
    "A16": gettext_lazy("members with a religion"),
    "A19": gettext_lazy("households with members"),
}


@register.filter
def woman_line(member):
    """Name · birth year · branch."""
    return state.woman_line(member)


@register.simple_tag(takes_context=True)
def woman_at(context, member):
    """Name · birth year · branch and what is above it: for women of several branches."""
    return state.woman_line(member, places_of(context["request"]))


@register.filter
def birth(member):
    """Her date of birth, or the year when that is all that is known.

    `member` may be a woman of a list, who is not in the book yet.
    """
    if getattr(member, "anonymised_on", None):
        return "–"
    if member.birth_date:
        return f"{member.birth_date:%d/%m/%Y}"
    return str(member.birth_year) if member.birth_year else _("birth year unknown")


@register.filter
def figure_name(code):
    """What a figure counts, in a few words; its code where the code says enough."""
    return FIGURES.get(code, code)


@register.filter
def phone(number):
    """A number in groups, as it is read aloud."""
    return show_phone(number) if number else ""
