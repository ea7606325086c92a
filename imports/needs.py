"""What the book needs of a row before it can hold it. Pure; the questions are `imports.asking`'s.

The same rules as the forms and services of the member book have, said ahead of time: a name, texts
that fit, a man only as an honorary member, days in their order.
"""

from imports.asking import Ask, question
from imports.reading.questions import Why

LONGEST = {
    "full_name": 120,
    "nickname": 60,
    "phone": 15,
    "address": 200,
    "schooling_detail": 20,
    "head_name": 120,
    "away_place": 120,
    "note": 300,
    "group": 120,
    "branch": 120,
    "head": 120,
    "helper": 120,
}


def needs_of_member(values, today):
    """What hinders a row of a register."""
    found = _long(values)
    if not values.get("full_name"):
        found.append(question("full_name", Why.NAME_MISSING))
    if values.get("sex") == "man" and not values.get("honorary"):
        found.append(question("sex", Why.MAN, values.get("full_name", "")))
    if not values.get("branch"):
        found.append(question("branch", Why.BRANCH_UNKNOWN))
    return [*found, *_days(values, today)]


def _days(values, today):
    birth, joined = values.get("birth", ""), values.get("joined", "")
    for field, written in (("birth", birth), ("joined", joined)):
        if written and written > f"{today:%Y-%m-%d}"[: len(written)]:
            yield question(field, Why.DATE_FUTURE, _as_written(written))
    if birth and joined and joined[:4] < birth[:4]:
        yield question("joined", Ask.JOINED_EARLY, _as_written(joined))


def needs_of_household(values, today):
    """What hinders a row of a household grid."""
    found = _long(values)
    if not values.get("head"):
        found.append(question("head", Ask.HEAD_MISSING))
    if not values.get("branch"):
        found.append(question("branch", Why.BRANCH_UNKNOWN))
    return found


def _long(values):
    return [
        question(field, Ask.TEXT_LONG, values[field], limit=limit)
        for field, limit in LONGEST.items()
        if isinstance(values.get(field), str) and len(values[field]) > limit
    ]


def _as_written(written):
    return "/".join(reversed(written.split("-")))
