"""Money on pages."""

from django import template

from funds import money

register = template.Library()


@register.filter
def dong(amount):
    """1.234.567 đ"""
    return money.dong(amount)
