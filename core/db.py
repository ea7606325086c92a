"""SQL functions of `core/migrations` as query expressions."""

from django.db import models
from django.db.models import Func


class Fold(Func):
    """A text as search compares it; equal to `core.text.fold` of the same text."""

    function = "vi_fold"
    arity = 1
    output_field = models.TextField()


class SearchKey(Func):
    """Like `Fold`, with y and i as one at word ends; equal to `core.text.search_key`."""

    function = "vi_search_key"
    arity = 1
    output_field = models.TextField()


class FindKey(Func):
    """Every word by which a person may be asked for: of her name, her other name and the head of
    her household. `core/migrations/0003_find_key.py` shows one.
    """

    function = "vi_find_key"
    arity = 3
    output_field = models.TextField(db_collation="C")


class Initials(Func):
    """First letters of the words of a name, small and without marks; equal to
    `core.text.first_letters` of the same name."""

    function = "vi_initials"
    arity = 1
    output_field = models.TextField(db_collation="C")


class PatternIndex(Func):
    """Where in a text a pattern first fits, counted from 1; 0 when it does not."""

    function = "regexp_instr"
    arity = 2
    output_field = models.IntegerField()


class ViKey(Func):
    """A key whose byte order (collation "C") is the Vietnamese dictionary order of the text."""

    function = "vi_sort_key"
    arity = 1
    output_field = models.TextField(db_collation="C")


class ViNameOrder(Func):
    """A key that sorts people as rosters do: given name, then family name, then middle names."""

    function = "vi_name_order"
    arity = 1
    output_field = models.TextField(db_collation="C")


class LocalDay(Func):
    """The day on which a moment fell in Việt Nam; fixed, so that a constraint may ask for it."""

    template = "((%(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"
    arity = 1
    output_field = models.DateField()


def by_the_day_recorded(field):
    """A condition of a `Recorded` row: its day had come when it was written down."""
    return models.Q(**{f"{field}__lte": LocalDay("recorded_at")})
