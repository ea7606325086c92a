"""Who a person of a list is: in the book of the chapter for sure, perhaps, or not.

Whom she may be at all is said once, by `members.alike`; here the evidence is weighed. Sure is a
member code, or a citizen number, or name with birth, when nothing speaks against it. What is not
sure is asked. Phones are shared in a household, so a phone alone is no evidence.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain

from members.alike import Found, alike_in_book
from members.models import Member

_CODE = re.compile(r"HV0*(\d{1,9})", re.IGNORECASE)
SURE, PERHAPS, NO = 2, 1, 0


@dataclass(frozen=True)
class Sought:
    """One person of the list: what is compared, the branch she goes to, the code beside her."""

    person: object
    branch_path: str = ""
    code: int | None = None


@dataclass(frozen=True)
class Match:
    """`sure` is the member that she is. `candidates` may be her, `elsewhere` tells of others."""

    sure: int | None = None
    candidates: tuple[int, ...] = ()
    elsewhere: bool = False


def code_of(text):
    """The number in a member code like HV0012345; None for other codes."""
    match = _CODE.fullmatch((text or "").strip())
    return int(match[1]) if match else None


def match_all(sought, chapter):
    """A `Match` for each of `sought`, in their order; two or three statements for any number."""
    sought = list(sought)
    found = defaultdict(dict)
    near = alike_in_book(one.person for one in sought)
    for row in chain(near, _by_code(sought, chapter), _by_name_alone(sought, chapter)):
        found[row.asked][row.pk] = row
    matches = [_match(one, found[n].values(), chapter) for n, one in enumerate(sought)]
    return _each_once(matches)


def _match(one, rows, chapter):
    here = [row for row in rows if row.path.startswith(chapter.path)]
    weighed = {row.pk: _weight(one, row) for row in here}
    sure = [pk for pk, weight in weighed.items() if weight == SURE]
    elsewhere = any(_is_much_like(one.person, row) for row in rows if row not in here)
    if len(sure) == 1:
        return Match(sure[0], (), False)
    candidates = sure or [pk for pk, weight in weighed.items() if weight == PERHAPS]
    return Match(None, tuple(candidates), elsewhere and not candidates)


def _weight(one, row):
    person = one.person
    same_name = person.name_folded == row.name_folded
    same_number = bool(person.citizen_hash) and person.citizen_hash == row.citizen_hash
    if one.code == row.pk:
        near = same_name or same_number or _same_birth(person, row)
        return SURE if near else PERHAPS
    if same_number:
        return SURE if same_name else PERHAPS
    if not same_name:
        return PERHAPS if _same_birth(person, row) and _same_phone(person, row) else NO
    return _weight_of_namesake(one, row)


def _weight_of_namesake(one, row):
    """She bears the same name, and no citizen number says that she is the same."""
    person = one.person
    numbers_differ = bool(person.citizen_hash and row.citizen_hash)
    in_branch = bool(one.branch_path) and _share_branch(one.branch_path, row.path)
    if not (person.birth_year and row.birth_year):
        return PERHAPS if in_branch or _same_phone(person, row) else NO
    if person.birth_year != row.birth_year or _days_differ(person, row):
        return NO
    whole = person.birth_date is not None and person.birth_date == row.birth_date
    if numbers_differ:
        return PERHAPS if whole or in_branch or _same_phone(person, row) else NO
    return SURE if whole or in_branch or _same_phone(person, row) else PERHAPS


def _share_branch(one, other):
    """A branch and its groups are one."""
    return one.startswith(other) or other.startswith(one)


def _same_phone(person, row):
    return bool(person.phone) and person.phone == row.phone


def _same_birth(person, row):
    return (
        bool(person.birth_year)
        and person.birth_year == row.birth_year
        and not _days_differ(person, row)
    )


def _days_differ(person, row):
    return bool(person.birth_date and row.birth_date and person.birth_date != row.birth_date)


def _is_much_like(person, row):
    """Enough to let the district compare: its scan looks closer."""
    if person.citizen_hash and person.citizen_hash == row.citizen_hash:
        return True
    if person.name_folded != row.name_folded or not person.birth_year:
        return False
    whole = person.birth_date is not None and person.birth_date == row.birth_date
    return whole or _same_phone(person, row)


def _each_once(matches):
    """A member whom several rows are sure to be is asked about in each but the first."""
    taken = set()
    for n, match in enumerate(matches):
        if match.sure in taken:
            matches[n] = replace(match, sure=None, candidates=(match.sure,))
        elif match.sure is not None:
            taken.add(match.sure)
    return matches


def _by_code(sought, chapter):
    """Members of the chapter by the codes beside the rows; codes of others mean nothing here."""
    codes = {one.code: n for n, one in enumerate(sought) if one.code}
    if not codes:
        return
    by_pk = _rows(Member.objects.under(chapter).filter(pk__in=codes))
    places = defaultdict(list)
    for n, one in enumerate(sought):
        places[one.code].append(n)
    for row in by_pk:
        yield from (replace(row, asked=n) for n in places[row.pk])


def _by_name_alone(sought, chapter):
    """Namesakes in the chapter where one side has no year of birth."""
    names = defaultdict(list)
    for n, one in enumerate(sought):
        names[one.person.name_folded].append(n)
    lacking = {name for name, places in names.items() if _lacks_year(sought, places)}
    members = Member.objects.under(chapter)
    without = members.filter(birth_year=None, name_folded__in=list(names))
    namesakes = members.filter(name_folded__in=list(lacking)) if lacking else members.none()
    for row in chain(_rows(without), _rows(namesakes)):
        yield from (replace(row, asked=n) for n in names[row.name_folded])


def _lacks_year(sought, places):
    return any(sought[n].person.birth_year is None for n in places)


def _rows(members):
    told = members.order_by("pk").values_list(
        "pk",
        "name_folded",
        "birth_year",
        "birth_date",
        "national_id_hash",
        "phone",
        "home_unit_id",
        "home_unit__path",
    )
    return [Found(0, *row) for row in told]
