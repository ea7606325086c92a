"""Words of the trail for what is done with units."""

from django.utils.translation import pgettext_lazy

from chapters.enums import SettingKey

KEYS = {
    "setting": pgettext_lazy("audit detail", "Setting"),
    "value": pgettext_lazy("audit detail", "Value"),
    "inherited": pgettext_lazy("audit detail", "Taken from the unit above from"),
}
DEEDS = {choice.value: choice.label for choice in SettingKey}
