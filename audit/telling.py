"""What is held about one person, in words: every row of every table, read from the statements."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from audit.history import in_words
from audit.holdings import holdings


@dataclass(frozen=True)
class Told:
    """The rows of one table: its name, and for each row (label, value) pairs."""

    title: str
    rows: list


def told_about(person_id, user):
    """`Told` of every table that holds something about her and that `user` may know of.

    Her own row comes first, then the apps in their order.
    """
    found = []
    for holding in sorted(holdings(), key=lambda each: each.way != "pk"):
        rows = [_row(holding, row) for row in holding.rows_for(person_id, user)]
        if rows := [row for row in rows if row]:
            name = holding.model._meta
            found.append(Told(str(name.verbose_name_plural), rows))
    return found


def is_whole(user):
    """Whether `user` may know of every table; if not, the print says so, whatever there is."""
    return all(user.may(holding.permission) for holding in holdings())


def told_columns(holding):
    """The columns of a table that tell the person something, in the order of the model."""
    hidden = {*holding.untold, holding.way}
    return [
        f
        for f in holding.model._meta.concrete_fields
        if not (f.primary_key or f.name in hidden or f.generated or _is_user(f))
    ]


def _is_user(f):
    return f.is_relation and issubclass(f.related_model, get_user_model())


def _row(holding, row):
    pairs = ((f, _value(holding, f, row)) for f in told_columns(holding))
    return [(str(f.verbose_name), value) for f, value in pairs if value]


def _value(holding, f, row):
    if f.name in holding.words:
        return holding.words[f.name](row)
    value = getattr(row, f.name)
    if value in (None, "", False, [], {}):
        return ""
    return str(value) if f.is_relation else in_words(f, value)
