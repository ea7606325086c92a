"""How the things behind a figure are listed: one line each, with a way to the record.

Who may open a figure is decided on its unit: every fact counted belonged to that unit then. A
woman who has since moved to another chapter is still named, as she was counted, but only those
who may see her record today get the link.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chapters.models import Headcount, Unit
from chapters.places import Places
from chapters.scope import openable
from members.models import Household, Member, Membership
from models_programs.models import Activity, Exemplar, Participation, ShowcaseModel

RELATED = {
    Member: ["home_unit"],
    Membership: ["member", "unit"],
    Household: ["unit"],
    ShowcaseModel: ["unit"],
    Exemplar: ["unit", "member"],
    Activity: ["unit"],
    Participation: ["member", "model__unit"],
    Headcount: ["unit"],
    Unit: [],
}


@dataclass(frozen=True)
class Name:
    """One line of the list: what it is, what tells it apart, the record if she may open it."""

    title: str
    detail: str
    url: str = ""
    amount: int | None = None


def woman(member):
    """Never the name alone: name · birth year."""
    return " · ".join(str(part) for part in (member.full_name, member.birth_year) if part)


def _words(thing, place):
    """(title, detail, record to link to) of one thing; `place` tells a unit in words."""
    match thing:
        case Member():
            return woman(thing), place(thing.home_unit), thing
        case Membership():
            return woman(thing.member), place(thing.unit), thing.member
        case Participation():
            return (
                woman(thing.member),
                f"{thing.model.name} · {place(thing.model.unit)}",
                thing.model,
            )
        case Household():
            return thing.head_name, place(thing.unit), thing
        case Headcount():
            return thing.unit.name, f"{thing.as_of:%d/%m/%Y}", thing.unit
        case Unit():
            return place(thing), thing.get_level_display(), thing
        case Activity():
            return thing.title, f"{thing.on:%d/%m/%Y} · {place(thing.unit)}", thing
        case ShowcaseModel() | Exemplar():
            return thing.name, place(thing.unit), thing
    raise TypeError(_("No presenter for %(kind)s") % {"kind": type(thing).__name__})


def listed(rows):
    """`rows` of things with what their lines need, in an order fit to read and total."""
    return rows.select_related(*RELATED[rows.model]).order_by(*_order(rows.model))


def _order(model):
    named = {Member: "name_order", Membership: "member__name_order", Household: "head_order"}
    dated = {Activity: "on", Exemplar: "introduced_on", ShowcaseModel: "founded_on"}
    if model is Unit:
        return ["order", "name_key", "pk"]
    first = named.get(model) or dated.get(model)
    return [first, "pk"] if first else ["pk"]


def names(page, user, within, amount=None):
    """The lines of one page of things below `within`; one statement for the places, and one for
    the links of each kind of record."""
    places = Places(within)
    lines = [(thing, *_words(thing, places)) for thing in page]
    opens = _openable([record for *_, record in lines], user)
    told = []
    for thing, title, detail, record in lines:
        opening = (type(record), record.pk) in opens
        if isinstance(thing, Member) and not opening:
            detail = _("belongs to another unit now")  # where she is now is not hers to know
        url = record.get_absolute_url() if opening else ""
        told.append(Name(title, detail, url, getattr(thing, amount) if amount else None))
    return told


def _openable(records, user):
    """Which records she may open today."""
    found = set()
    for model in {type(record) for record in records}:
        alike = [record for record in records if type(record) is model]
        found |= {(model, pk) for pk in openable(alike, user)}
    return found
