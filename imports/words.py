"""Values of rows and of the book as officers read them."""

from django.utils.translation import gettext as _

from core.crypto import mask
from core.identity import show_phone
from imports.details import partial_date
from imports.reading.fields import PARTS, REGISTER, REVIEW
from members.enums import Hardship, StandingKind
from members.models import Member

_CHOICES = ("schooling", "qualification", "theory", "occupation", "relation")
CLOSED = ("national_id", "ethnicity", "religion", "party")


def title_of(field):
    """What an officer calls a field of a row."""
    return str({**PARTS, **REVIEW, **REGISTER}.get(field, field))


def column_title(field):
    """What an officer calls a column; of one that is marked for a value, with that value."""
    name, _equals, value = field.partition("=")
    if name in ("criterion", "unmet"):
        return f"{title_of(name)} {value}"
    return f"{title_of(name)}: {shown(name, value)}" if value else title_of(name)


def shown(field, value):
    """A value of a row in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in ("birth", "joined"):
        return str(partial_date(value))
    if field == "phone":
        return show_phone(value)
    if field in _CHOICES:
        return str(dict(Member._meta.get_field(field).choices).get(value, value))
    if field == "hardship":
        return str(dict(Hardship.choices).get(value, value))
    return str(value)


def changes_in_words(changes, lists, *, reveal):
    """[(label, old, new)] of what a row would change; closed fields are masked for others."""
    lines = []
    for name, (old, new) in changes.fields.items():
        field = Member._meta.get_field(name)
        told = [_of_book(name, value, lists) for value in (old, new)]
        if field.name in CLOSED and not reveal:
            told = [mask(text, 0) for text in told]
        lines.append((str(field.verbose_name), told[0] or "–", told[1] or "–"))
    for kind in changes.standings:
        lines.append((str(StandingKind(kind).label), "–", _("yes")))
    if changes.head:
        lines.append((title_of("head_name"), "–", changes.head))
    if changes.hardship:
        lines.append((title_of("hardship"), "–", shown("hardship", changes.hardship)))
    return lines


def _of_book(name, value, lists):
    if value in (None, ""):
        return ""
    if name in ("ethnicity_id", "religion_id"):
        return lists.names[name].get(value, "")
    if name == "birth_date":
        return f"{value:%d/%m/%Y}"
    return shown(name, value) if name in (*_CHOICES, "phone") else str(value)
