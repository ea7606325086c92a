"""Whom many people at once may be: `MemberQuerySet.alike` for a whole list, in one statement."""

import datetime
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Person:
    """What is compared; see `MemberQuerySet.alike`."""

    name_folded: str
    birth_year: int | None = None
    birth_date: datetime.date | None = None
    citizen_hash: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A member who may be the person with the number `asked`, with what tells her apart."""

    asked: int
    pk: int
    name_folded: str
    birth_year: int | None
    birth_date: datetime.date | None
    citizen_hash: str
    phone: str
    unit_id: int
    path: str


_ALIKE = """
with asked as materialized (
  select * from unnest(%s::text[], %s::int[], %s::date[], %s::text[], %s::text[])
    with ordinality as t(folded, year, day, hash, phone, n)
), pairs as (
  select a.n, m.id from asked a join members_member m
    on m.name_folded = a.folded and m.birth_year = a.year
    and (a.day is null or m.birth_date is null or m.birth_date = a.day)
  union
  select a.n, m.id from asked a join members_member m
    on m.national_id_hash = a.hash and m.national_id_hash <> '' where a.hash <> ''
  union
  select a.n, m.id from asked a join members_member m
    on reverse(m.phone) = reverse(a.phone) where a.phone <> ''
)
select p.n, m.id, m.name_folded, m.birth_year, m.birth_date, m.national_id_hash, m.phone,
       m.home_unit_id, u.path
from pairs p join members_member m on m.id = p.id join chapters_unit u on u.id = m.home_unit_id
order by p.n, m.id
"""


def alike_in_book(people):
    """`Found` for every member, wherever she belongs, whom one of `people` may be.

    `asked` is the place in `people`, from 0. One statement, whatever their number. Whoever calls
    says what of it may be shown: women of other chapters are among the rows.
    """
    people = list(people)
    columns = [
        [person.name_folded for person in people],
        [person.birth_year for person in people],
        [person.birth_date for person in people],
        [person.citizen_hash for person in people],
        [person.phone for person in people],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, columns)
        return [Found(number - 1, *rest) for number, *rest in cursor.fetchall()]
