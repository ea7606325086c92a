"""The search box over a very large book: what the database takes for each kind of question.

    python -m bench.search [--members 1000000] [--asked 400]

What is typed is made of women of the book: names whole, in part, without marks, in Telex, as
initials, with a year, the end of a telephone or citizen number, the head of the household, a
branch. Each is asked once as district staff (the whole book) and once as an officer (her chapter).
The baseline is `full_name__icontains`, ordered by name, as an app without a search key has it.
"""

import argparse
import random
import time
from collections import defaultdict

from bench.base import Times, ms, open_book, ratio, say, table

SEED = 1930


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=400)
    options = parser.parse_args()
    open_book(f"members-{options.members}", members=options.members)
    questions = _questions(options.asked)
    say(f"{len(questions)} searches among {options.members:,} members, in the database.")
    for who, username in (("district staff", "canbo"), ("chapter officer", None)):
        found = _asked(questions, username)
        say(f"\nAs {who}:\n")
        table(["typed", "searches", "median", "p95", "slowest"], _lines(found))
    plain = _plain(questions)
    say(f"\nBaseline, full_name__icontains: median {ms(plain.median)}, p95 {ms(plain.p95)}")
    whole = _whole(_asked(questions, "canbo"))
    say(f"Baseline / ours, median: {ratio(plain.median, whole.median)}")


def _lines(found):
    for kind, seconds in [*found.items(), ("all", _whole(found).seconds)]:
        times = Times(seconds)
        yield [kind, len(seconds), ms(times.median), ms(times.p95), ms(max(seconds))]


def _whole(found):
    return Times([second for seconds in found.values() for second in seconds])


# ---- What is typed ------------------------------------------------------------------------------


def _questions(asked):
    from members.models import Member

    dice = random.Random(SEED)  # noqa: S311
    last = Member.objects.order_by("-pk").values_list("pk", flat=True)[0]
    ids = [dice.randint(1, last) for _ in range(asked)]
    women = Member.objects.filter(pk__in=ids).select_related("household", "home_unit")
    kinds = list(KINDS.items())
    found = []
    for number, woman in enumerate(women.order_by("pk")):
        kind, typed = kinds[number % len(kinds)]
        if text := typed(woman):
            found.append((kind, text))
    dice.shuffle(found)
    return found


def _plain_letters(text):
    from core.text import fold

    return fold(text)


def _telex(name):
    marks = {"ễ": "eex", "ầ": "aaf", "ị": "ij", "ạ": "aj", "ư": "uw", "ơ": "ow", "ồ": "oof"}
    return "".join(marks.get(letter, letter) for letter in name.lower())


KINDS = {
    "given name": lambda w: w.full_name.split()[-1],
    "given name, no marks": lambda w: _plain_letters(w.full_name.split()[-1]),
    "two words": lambda w: " ".join(w.full_name.split()[-2:]),
    "whole name": lambda w: w.full_name,
    "whole name, no marks": lambda w: _plain_letters(w.full_name),
    "half a word": lambda w: _plain_letters(w.full_name)[:-1],
    "telex": lambda w: _telex(w.full_name),
    "name and year": lambda w: f"{_plain_letters(w.full_name.split()[-1])} {w.birth_year or ''}",
    "initials": lambda w: "".join(word[0] for word in _plain_letters(w.full_name).split()),
    "end of a telephone": lambda w: w.phone[-4:],
    "end of a citizen number": lambda w: w.national_id_tail,
    "name and head": lambda w: (
        f"{w.full_name.split()[-1]} vợ {w.household.head_name}" if w.household else ""
    ),
    "name and branch": lambda w: f"{_plain_letters(w.full_name.split()[-1])} {w.home_unit.name}",
    "code": lambda w: w.code,
}


# ---- Asked --------------------------------------------------------------------------------------


def _asked(questions, username):
    """{kind: seconds} of the statements that find the ids, as the list of members asks."""
    from accounts.models import User
    from accounts.roles import Role
    from members.models import Member
    from members.views.lists import MOST_FOUND

    officers = User.objects.filter(postings__role=Role.CHAPTER_OFFICER).order_by("pk")
    user = User.objects.get(username=username) if username else officers.first()
    rows = Member.objects.visible_to(user)
    return _in_kinds(questions, lambda text: rows.likeliest(text, MOST_FOUND))


def _plain(questions):
    from members.models import Member
    from members.views.lists import MOST_FOUND

    def look(text):
        rows = Member.objects.filter(full_name__icontains=text).order_by("full_name")
        return list(rows.values_list("pk", flat=True)[:MOST_FOUND])

    return _whole(_in_kinds(questions, look))


def _in_kinds(questions, look):
    from django.db import connection

    seconds = defaultdict(list)
    for kind, text in questions:
        clock = _Clock()
        with connection.execute_wrapper(clock):
            look(text)
        seconds[kind].append(clock.seconds)
    return dict(seconds)


class _Clock:
    """What the database took for all statements of one question."""

    seconds = 0.0

    def __call__(self, execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begun


if __name__ == "__main__":
    main()
