"""Who in the whole book may be the woman who is being typed."""

from django.db.models import Q

from core.crypto import keyed_hash
from core.text import fold, search_key
from members.doubles.people import person_of, places_of, rarities
from members.likeness import Band, compare
from members.models import Double, Member

MOST = 100  # rows that are weighed


def likely_doubles(member, *, besides=None):
    """[(row, `Likeness`)] of the whole book, the likeliest first. Look at scope before showing it.

    `member` is unsaved, or holds unsaved edits. Whoever shares her name and year, her number or
    her phone is in it whatever the score, for the officer knows more than the rule.
    """
    exact = set(_alike(member).values_list("pk", flat=True)[:MOST])
    near = set(_near(member).values_list("pk", flat=True)[:MOST])
    rows = Member.objects.filter(pk__in=(exact | near) - _told_apart(besides)).exclude(pk=besides)
    rows = list(rows.select_related("home_unit", "household"))
    if not rows:
        return []
    likely = [
        (row, likeness)
        for row, likeness in _weighed(member, rows)
        if row.pk in exact or likeness.band != Band.NOTHING
    ]
    return sorted(likely, key=lambda found: (-found[1].score, found[0].pk))


def _told_apart(member_id):
    """Whom somebody has said that she is not."""
    if member_id is None:
        return set()
    pairs = Double.objects.different().of(member_id).values_list("first", "second")
    return {pk for pair in pairs for pk in pair}


def _alike(member):
    return Member.objects.alike(
        name_folded=fold(member.full_name),
        birth_year=member.birth_year,
        birth_date=member.birth_date,
        citizen_hash=keyed_hash(member.national_id),
        phone=member.phone,
    )


def _near(member):
    """Born on her day, or about her year under a name that looks like hers."""
    if not member.birth_year:
        return Member.objects.none()
    years = Q(birth_year__range=(member.birth_year - 1, member.birth_year + 1))
    near = years & Q(find_key__trigram_word_similar=search_key(member.full_name))
    if member.birth_date:
        near |= Q(birth_date=member.birth_date)
    return Member.objects.named().filter(near).order_by()


def _weighed(member, rows):
    places = places_of({row.home_unit for row in rows} | {member.home_unit})
    hers = person_of(member, places)
    rare = rarities({hers.name.folded, *(row.name_folded for row in rows)})
    for row in rows:
        least = min(rare[hers.name.folded], rare[row.name_folded])
        yield row, compare(hers, person_of(row, places), rare=least)
