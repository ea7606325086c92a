"""The filters of the list of members in words, each with the address of the list without it."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from members.enums import Lack
from members.forms.filters import Held, Phone, Shown

ALWAYS_OFFERED = (Held.CORE, Held.AWAY, Held.HONORARY)


@dataclass(frozen=True)
class Chip:
    """A link; `chosen` ones hold, and `leaves` tells that a click takes this one away."""

    words: str
    address: str
    chosen: bool = False
    leaves: bool = False
    number: int | None = None


def chips_of(filters, words):
    """States of which one is chosen, standings to switch on and off, and what else is asked."""
    query = filters.as_query()
    if words:
        query["q"] = words
    chosen = filters.shown(words)
    states = [
        Chip(capfirst(state.label), with_(query, "state", state.value), state == chosen)
        for state in Shown
    ]
    held = filters.given.get("held", [])
    active = _active(query) if chosen == Shown.LEFT else query  # who left holds nothing
    standings = [
        Chip(capfirst(kind.label), _and(active, "held", kind.value))
        for kind in ALWAYS_OFFERED
        if kind not in held
    ]
    asked = [
        Chip(capfirst(said), without(query, name, value), chosen=True, leaves=True)
        for name, value, said in in_words(filters)
    ]
    return [*states, *standings, *asked]


def in_words(filters):
    """`(name, value, words)` of each filter that is set, but for the state."""
    for name, value in filters.given.items():
        if name == "state":
            continue
        for one in value if isinstance(value, list) else [value]:
            yield name, one, _said(filters, name, one)


def _said(filters, name, value):
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "ethnicity":
        return str(dict(filters.fields[name].choices)[value])
    if name == "unit":
        return value.name
    return WORDS[name]() % {"value": filters.fields[name].prepare_value(value)}


CHOICES = {"held": Held, "phone": Phone, "lacks": Lack}
WORDS = {
    "born_from": lambda: _("born from %(value)s"),
    "born_to": lambda: _("born until %(value)s"),
    "age_from": lambda: _("aged from %(value)s"),
    "age_to": lambda: _("aged up to %(value)s"),
    "joined_from": lambda: _("joined from %(value)s"),
    "joined_to": lambda: _("joined until %(value)s"),
}


def _active(query):
    query = query.copy()
    query["state"] = Shown.ACTIVE.value
    return query


def with_(query, name, value):
    query = query.copy()
    query[name] = value
    return _address(query)


def _and(query, name, value):
    query = query.copy()
    query.appendlist(name, value)
    return _address(query)


def without(query, name, value):
    query = query.copy()
    kept = [one for one in query.getlist(name) if one != value] if name in CHOICES else []
    query.setlist(name, kept)
    return _address(query)


def _address(query):
    return f"?{query.urlencode()}"
