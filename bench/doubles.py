"""The search for doubles through the whole book.

    python -m bench.doubles [--members 200000] [--sample 2000]

The baseline compares everybody with everybody, by the same rule in the same run, for a sample of
women; the whole is reckoned from the pairs a second. Planted doubles tell what the keys find.
"""

import argparse
import time
from itertools import combinations, islice

from bench.base import open_book, peak_memory, say, table

PLANTED = 200


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=200_000)
    parser.add_argument("--sample", type=int, default=2_000)
    options = parser.parse_args()
    open_book(f"members-{options.members}", members=options.members)
    from django.db import transaction

    with transaction.atomic():
        planted = _plant()
        book, weighed, seconds, memory = _search()
        found = _found(planted)
        rate = _pairs_a_second(options.sample)
        transaction.set_rollback(True)  # the book serves other measurements too
    everybody = book * (book - 1) // 2
    say(f"Doubles among {book:,} women; {found} of {PLANTED} planted doubles found.")
    table(
        ["way", "pairs weighed", "time", "peak memory"],
        [
            ["by keys", f"{weighed:,}", f"{seconds:.1f} s", f"{memory:.0f} MB"],
            [
                "everybody with everybody (baseline, reckoned)",
                *(f"{everybody:,}", f"{everybody / rate / 3600:.1f} h", "–"),
            ],
        ],
    )
    say(f"Baseline / ours: {everybody / rate / seconds:,.0f} ×")


def _plant():
    """Women written down once more, each with one slip; `{(first, second)}`."""
    from members.models import Member

    rows = Member.objects.order_by("pk").exclude(birth_date=None)
    ids = list(rows.values_list("pk", flat=True))
    ids = ids[:: len(ids) // PLANTED][:PLANTED]
    planted = set()
    for pk, slip in zip(ids, islice(_slips(), PLANTED), strict=True):
        woman = Member.objects.get(pk=pk)
        woman.pk = None
        slip(woman)
        woman.save(force_insert=True)
        planted.add((pk, woman.pk))
    return planted


def _slips():
    from core.text import fold

    def capitals(woman):
        woman.full_name = woman.full_name.upper()

    def no_marks(woman):
        woman.full_name = fold(woman.full_name).title()

    def swapped(woman):
        day = woman.birth_date
        if day.day <= 12:
            woman.birth_date = day.replace(day=day.month, month=day.day)

    def letter(woman):
        woman.full_name = f"{woman.full_name}h"

    def no_number(woman):
        woman.national_id = woman.national_id_hash = woman.national_id_tail = ""

    def no_phone(woman):
        woman.phone = ""
        woman.household = None

    while True:
        yield from (capitals, no_marks, swapped, letter, no_number, no_phone)


def _search():
    from members.doubles.scan import search
    from members.models import Member

    begun = time.perf_counter()
    weighed = search("")
    return Member.objects.count(), weighed, time.perf_counter() - begun, peak_memory()


def _found(planted):
    from members.models import Double

    return len(planted & set(Double.objects.values_list("first", "second")))


def _pairs_a_second(sample):
    """How many pairs of the sample are weighed in a second, when nothing chooses them."""
    from members.doubles.people import person_of, places_of
    from members.likeness import compare
    from members.models import Member

    rows = Member.objects.select_related("home_unit", "household").order_by("pk")[:sample]
    places = places_of({row.home_unit for row in rows})
    people = [person_of(row, places) for row in rows]
    begun, number = time.perf_counter(), 0
    for one, other in combinations(people, 2):
        compare(one, other, rare=10)
        number += 1
    return number / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
