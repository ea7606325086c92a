"""The details of a line, in words. Codes stand in the database, words on the screen.

An app whose lines hold codes of its own says them in `deeds.py`: `KEYS` of details and `DEEDS`,
the values.
"""

import functools

from django.apps import apps
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.parts import parts

KEYS = {
    "what": pgettext_lazy("audit detail", "What"),
    "field": pgettext_lazy("audit detail", "Field"),
    "fields": pgettext_lazy("audit detail", "Fields"),
    "reason": pgettext_lazy("audit detail", "Reason"),
    "rows": pgettext_lazy("audit detail", "Rows"),
    "count": pgettext_lazy("audit detail", "Number"),
    "format": pgettext_lazy("audit detail", "Format"),
    "period": pgettext_lazy("audit detail", "Period"),
    "stage": pgettext_lazy("audit detail", "Step"),
    "on": pgettext_lazy("audit detail", "On"),
    "from": pgettext_lazy("audit detail", "From"),
    "until": pgettext_lazy("audit detail", "Until"),
    "to": pgettext_lazy("audit detail", "To"),
    "unit": pgettext_lazy("audit detail", "Unit"),
    "role": pgettext_lazy("audit detail", "Role"),
    "user": pgettext_lazy("audit detail", "User"),
}
DEEDS = {
    "posting_given": _("gave a posting"),
    "posting_ended": _("ended a posting"),
    "password_set": _("set a one-time password"),
    "password_changed": _("chose a new password"),
    "disabled": _("disabled the account"),
    "enabled": _("enabled the account"),
    "locked_out": _("locked out after too many failures"),
}


@functools.cache
def _words():
    """The words of all apps: of keys, and of values."""
    keys, deeds = dict(KEYS), dict(DEEDS)
    for part in parts("deeds"):
        keys |= part.KEYS
        deeds |= part.DEEDS
    return keys, deeds


def details_in_words(details):
    """`(word, value)` of each detail; a key without a word stands as it is, nothing is left out."""
    keys, _deeds = _words()
    told = [(keys.get(key, key), _value(value)) for key, value in details.items()]
    return [(word, value) for word, value in told if value != ""]


def _value(value):
    keys, deeds = _words()
    if isinstance(value, list | tuple):
        return ", ".join(str(_value(part)) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{keys.get(key, key)}: {_value(part)}" for key, part in value.items())
    if value is True:
        return _now("yes")
    return deeds.get(value, value) if isinstance(value, str) else value


def kind_of(target_type):
    """The kind of record by its model's name, e.g. "hội viên"; the label itself when it is gone."""
    try:
        return apps.get_model(target_type)._meta.verbose_name
    except (LookupError, ValueError):
        return target_type
