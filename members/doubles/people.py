"""Rows of the book as `members.likeness.Person`s, and how rare their names are."""

from django.db import connection
from django.db.models import Count

from chapters.enums import Level
from chapters.models import Unit
from core.crypto import keyed_hash
from core.text import fold, search_key
from members.likeness import Person, compare, rarity
from members.models import Member
from members.names import Name


def places_of(units):
    """`{unit_id: (branch_id, chapter_id)}` of home units, in one statement."""
    steps = {unit.pk: unit.ancestor_ids for unit in units}
    wanted = {pk for way in steps.values() for pk in way}
    levels = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "level"))
    return {pk: place_on(way, levels) for pk, way in steps.items()}


def place_on(way, levels):
    """(branch, chapter) among the units on the way down to one; None where there is none."""
    at = {levels.get(pk): pk for pk in way}
    return at.get(Level.BRANCH), at.get(Level.COMMUNE)


def chapter_names(units):
    """`{unit_id: name}` of the chapter above each home unit: two communes both have a Thôn 1."""
    chapters = {pk: chapter for pk, (_branch, chapter) in places_of(units).items()}
    names = dict(Unit.objects.filter(pk__in=set(chapters.values())).values_list("pk", "name"))
    return {pk: names.get(chapter, "") for pk, chapter in chapters.items()}


def person_of(member, places):
    """A row, read with `household`, as likeness sees it; it need not be saved."""
    branch, chapter = places.get(member.home_unit_id, (None, None))
    return Person(
        name=Name.of(member.full_name, member.nickname),
        birth_year=member.birth_year,
        birth_date=member.birth_date,
        citizen_hash=keyed_hash(member.national_id),
        citizen=member.national_id,
        phone=member.phone,
        household=member.household_id,
        head=search_key(member.household.head_name) if member.household else "",
        branch=branch,
        chapter=chapter,
        ethnicity=member.ethnicity_id,
    )


def likeness_of(one, other):
    """The `Likeness` of two rows read with `home_unit` and `household`."""
    places = places_of({one.home_unit, other.home_unit})
    rare = min(rarities([fold(one.full_name), fold(other.full_name)]).values())
    return compare(person_of(one, places), person_of(other, places), rare=rare)


def rarities(folded_names):
    """`{folded name: bits}` in one statement, and one for the size of the book."""
    named = Member.objects.filter(name_folded__in=set(folded_names)).order_by()
    bearers = dict(named.values_list("name_folded").annotate(n=Count("pk")))
    book = book_size()
    return {name: rarity(bearers.get(name, 0), book) for name in folded_names}


def book_size():
    """About how many women stand in the book, as the database last reckoned; it costs nothing."""
    with connection.cursor() as cursor:
        table = Member._meta.db_table
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = %s", [table])
        return int(cursor.fetchone()[0])
