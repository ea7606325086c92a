"""How a woman is shown: never by her name alone."""

from django import template
from django.utils.translation import gettext as _

from core.identity import show_phone
from members import state

register = template.Library()


@register.filter
def woman_line(member):
    """Name · birth year · branch."""
    return state.woman_line(member)


@register.filter
def birth(member):
    """Her date of birth, or the year when that is all that is known."""
    if member.birth_date:
        return f"{member.birth_date:%d/%m/%Y}"
    return str(member.birth_year) if member.birth_year else _("birth year unknown")


@register.filter
def phone(number):
    """A number in groups, as it is read aloud."""
    return show_phone(number) if number else ""
