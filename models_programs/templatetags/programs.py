"""Small questions of the programmes' templates."""

from django import template

register = template.Library()


@register.filter
def within(unit, paths):
    """Whether `unit` lies at or below one of `paths`."""
    return any(unit.path.startswith(path) for path in paths)
