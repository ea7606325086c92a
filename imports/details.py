"""From the values of a row to the fields of the book, and what they would change there."""

import datetime
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from core.crypto import keyed_hash
from core.dates import PartialDate
from core.text import fold
from members.alike import Person
from members.enums import Relation, StandingKind
from members.models import EthnicGroup, Religion

TEXTS = ("full_name", "nickname", "phone", "schooling_detail", "address", "note", "national_id")
CHOICES = ("schooling", "qualification", "theory", "occupation")


class BookLists:
    """Ethnic groups and religions of the book by name; two statements."""

    @cached_property
    def ethnicity(self):
        return {fold(row.name): row.pk for row in EthnicGroup.objects.all()}

    @cached_property
    def religion(self):
        return {fold(row.name): row.pk for row in Religion.objects.all()}

    @cached_property
    def names(self):
        groups, religions = EthnicGroup.objects.all(), Religion.objects.all()
        return {
            "ethnicity_id": {row.pk: row.name for row in groups},
            "religion_id": {row.pk: row.name for row in religions},
        }


def partial_date(written):
    """A `PartialDate` of "1974-03-05", "1974-03" or "1974"; None of nothing."""
    return PartialDate(*map(int, written.split("-"))) if written else None


def details_of(values, lists):
    """Fields of a member's row (by attribute) that the row of the file says; others are absent."""
    found = {name: values[name] for name in (*TEXTS, *CHOICES) if values.get(name)}
    for name in ("ethnicity", "religion"):
        pk = getattr(lists, name).get(fold(values.get(name, "")))
        if pk:
            found[f"{name}_id"] = pk
    if birth := partial_date(values.get("birth")):
        found["birth_year"], found["birth_date"] = birth.year, birth.date
        if birth.month and not birth.day:  # the book has no place for a month without its day
            found["note"] = _with_month(found.get("note", ""), birth)
    if head_of(values) and values.get("relation"):
        found["relation"] = values["relation"]
    return found


def _with_month(note, birth):
    told = f"sinh tháng {birth}"
    return note if told in note else f"{note}; {told}".strip("; ")[:300]


def person_of(values):
    """What tells of her is compared with the book."""
    birth = partial_date(values.get("birth"))
    return Person(
        name_folded=fold(values.get("full_name", "")),
        birth_year=birth.year if birth else None,
        birth_date=birth.date if birth else None,
        citizen_hash=keyed_hash(values.get("national_id", "")),
        phone=values.get("phone", ""),
    )


def head_of(values):
    """The head of her household: as written, or she herself."""
    if head := values.get("head_name"):
        return head
    return values.get("full_name", "") if values.get("relation") == Relation.HEAD else ""


def standings_of(values):
    """{kind: place} of what holds for her."""
    held = {kind: "" for kind in StandingKind.values if values.get(kind) is True}
    if StandingKind.AWAY in held:
        held[StandingKind.AWAY] = values.get("away_place", "")
    return held


def first_day(values, unit, as_of):
    """The first day of her spell: as written, else the day of the list; never before the unit."""
    joined = partial_date(values.get("joined"))
    day = joined.first_day if joined else as_of
    opened = unit.valid.lower if unit else None
    return max(day, opened) if opened else day


@dataclass
class Changes:
    """What accepting a row would change of a member who is in the book: {field: (old, new)}."""

    fields: dict = field(default_factory=dict)
    standings: dict = field(default_factory=dict)
    head: str = ""
    hardship: str = ""

    def __bool__(self):
        return bool(self.fields or self.standings or self.head or self.hardship)


@dataclass(frozen=True)
class Known:
    """A member of the book as a row is compared with her."""

    member: object
    standings: frozenset = frozenset()
    hardship: str = ""


def changes_of(values, known, lists):
    """What a row would change. A list adds and corrects; what it does not say stays as it is.

    A whole date is not given up for its year alone, a home not for another one, and no standing
    ends because a list is silent.
    """
    member, changes = known.member, Changes()
    for name, new in details_of(values, lists).items():
        old = getattr(member, name)
        if new != old and not _says_less(name, old, new, member, values):
            changes.fields[name] = (old, new)
    held = standings_of(values)
    changes.standings = {kind: held[kind] for kind in held if kind not in known.standings}
    if head_of(values) and member.household_id is None:
        changes.head = head_of(values)
    elif member.household_id is None:
        changes.fields.pop("relation", None)
    if values.get("hardship") and (member.household_id or changes.head):
        changes.hardship = values["hardship"] if values["hardship"] != known.hardship else ""
    return changes


def _says_less(name, old, new, member, values):
    if name == "birth_date":
        year = int(values["birth"][:4])
        return new is None and member.birth_year == year
    if name == "full_name":
        return fold(old) == fold(new) and old != fold(old) and new == fold(new)
    return name == "note" and bool(old) and new in old


def listed_year(as_of):
    """The year for which a household is listed by a list of that day."""
    return as_of.year if isinstance(as_of, datetime.date) else int(as_of)
