"""How a unit is told on a page: for a reader of the district, never the branch alone."""

from django import template

from chapters.places import Places
from chapters.scope import working_unit

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context, unit):
    """The unit with those above it, below the one in which the reader works."""
    return places_of(context["request"])(unit) if unit else ""


def places_of(request):
    """The `Places` of a request: names are read once for the whole page."""
    if not hasattr(request, "_places"):
        request._places = Places(working_unit(request))
    return request._places
