"""Words of the trail for what is done with reviews."""

from django.utils.translation import pgettext_lazy

KEYS = {
    "reviews_of": pgettext_lazy("audit detail", "Reviews of the year"),
    "tick_sheet_of": pgettext_lazy("audit detail", "Sheet to tick of the year"),
    "households": pgettext_lazy("audit detail", "Number of households"),
}
DEEDS = {}
