"""How money is written: whole đồng, 1.234.567 đ."""

from chapters.papers import figure


def dong(amount):
    """ "24.000 đ"; a dash when the amount is not known."""
    return "–" if amount is None else f"{figure(amount)} đ"
