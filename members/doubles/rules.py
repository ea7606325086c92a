"""How the rows that point at two women come to point at one.

A link that no constraint limits is simply moved. Where the database allows one row only (at a
time, of a kind), a rule says what becomes of two: they are united, one of them stays, or the
merging is refused. An app states its rules in `<app>/merging.py` as
`RULES = {"<app>.<Model>.<field>": rule}`.
"""

from dataclasses import dataclass

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.parts import parts
from members.models import Member


@dataclass
class Union:
    """`gone` becomes part of `kept`; the spells of the woman `wins` win. `ledger` remembers."""

    kept: Member
    gone: Member
    wins: int
    by: object
    ledger: object

    def change(self, row, **values):
        """Write `values` on a row, and on nothing else of it."""
        self.ledger.about_to_change(row)
        for name, value in values.items():
            setattr(row, name, value)
        type(row)._base_manager.filter(pk=row.pk).update(**values)

    def drop(self, row, heir):
        """Delete a row; what points at it points at `heir` from now on."""
        self.ledger.about_to_change(row)
        for link in links_to(type(row)):
            if not is_limited(link):
                for follower in rows_of(link, row):
                    self.change(follower, **{link.field.name: heir})
        rows = type(row)._base_manager.filter(pk=row.pk)
        rows._raw_delete(rows.db)  # what still points at it is an error, never deleted along


class Moves:
    """Her rows become those of the woman who stays."""

    def unite(self, union, relation):
        for row in rows_of(relation, union.gone):
            union.change(row, **{relation.field.name: union.kept})


@dataclass
class AtMostOne(Moves):
    """Refused where both have a row that fits `where`, and alike in `within`; `words` say what to
    do about it.

    Whoever may not see such rows (`permission`) is told no more than that there is something.
    """

    where: Q
    words: object
    permission: str | None = None
    within: tuple = ()

    def unite(self, union, relation):
        mine, hers = (
            {tuple(getattr(row, name) for name in self.within) for row in rows}
            for rows in (
                rows_of(relation, woman).filter(self.where) for woman in (union.kept, union.gone)
            )
        )
        if mine & hers:
            if self.permission and not union.by.may(self.permission):
                raise DomainError(
                    _(
                        "Both records hold something that you may not see, so they cannot be "
                        "merged yet. Ask the lead of your unit or the district."
                    )
                )
            raise DomainError(self.words)
        super().unite(union, relation)


@dataclass
class Never(Moves):
    """Refused where either has a row that fits `where`."""

    where: Q
    words: object

    def unite(self, union, relation):
        women = (union.kept, union.gone)
        if any(rows_of(relation, woman).filter(self.where).exists() for woman in women):
            raise DomainError(self.words)
        super().unite(union, relation)


@dataclass
class JoinsDays(Moves):
    """Rows alike in `within` whose days overlap become one, from the first day to the last.

    The row that began first stays; what it leaves empty of `texts` is filled from the others.
    """

    within: tuple
    texts: tuple = ()

    def unite(self, union, relation):
        women = [union.kept.pk, union.gone.pk]
        rows = relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": women}
        ).select_for_update()
        for first, *later in self._overlapping(sorted(rows, key=_beginning)):
            values = {name: getattr(first, name) for name in self.texts}
            for row in later:
                values |= {name: getattr(row, name) for name in self.texts if not values[name]}
                union.drop(row, first)
            if later:
                union.change(first, during=_hull([first, *later]), **values)
        super().unite(union, relation)

    def _overlapping(self, rows):
        """Groups of rows that share days, each in the order of their beginnings."""
        groups, open_group = [], {}
        for row in rows:
            key = tuple(getattr(row, name) for name in self.within)
            group = open_group.get(key)
            if group and _overlap(_hull(group), row.during):
                group.append(row)
            else:
                open_group[key] = [row]
                groups.append(open_group[key])
        return groups


@dataclass
class OneEach(Moves):
    """Where both have a row alike in `within`, that of the woman who stays stays."""

    within: tuple

    def unite(self, union, relation):
        mine = {self._key(row): row for row in rows_of(relation, union.kept)}
        for row in rows_of(relation, union.gone):
            if twin := mine.get(self._key(row)):
                union.drop(row, twin)
        super().unite(union, relation)

    def _key(self, row):
        return tuple(getattr(row, name) for name in self.within)


def rows_of(relation, woman):
    rows = relation.related_model._base_manager.filter(**{relation.field.name: woman})
    return rows.order_by("pk").select_for_update()


def _beginning(row):
    return row.during.lower is not None, row.during.lower, row.pk


def _overlap(one, other):
    """Of two ranges of which `one` does not begin later."""
    return one.upper is None or other.lower is None or other.lower < one.upper


def _hull(rows):
    """From the first day to the last of rows in the order of their beginnings."""
    ends = [row.during.upper for row in rows]
    return DateRange(rows[0].during.lower, None if None in ends else max(ends), "[)")


def relations():
    """Every link of the database to a member."""
    return links_to(Member)


def links_to(model):
    """Every link to a model, hidden ones too; snapshots of the history are none: they tell what
    was."""
    found = model._meta.get_fields(include_hidden=True)
    return [
        link
        for link in found
        if link.auto_created
        and not link.concrete
        and not link.many_to_many
        and not hasattr(link.related_model, "pgh_tracked_model")
    ]


def name_of(relation):
    return f"{relation.related_model._meta.label}.{relation.field.name}"


def rule_of(relation):
    """Its stated rule, `Moves` where no constraint limits it, else None: somebody has to decide."""
    stated = {name: rule for part in parts("merging") for name, rule in part.RULES.items()}
    if rule := stated.get(name_of(relation)):
        return rule
    return None if is_limited(relation) else Moves()


def is_limited(relation):
    """Whether a constraint says how many such rows may point at one woman."""
    meta, name = relation.related_model._meta, relation.field.name
    if relation.field.unique or any(name in names for names in meta.unique_together):
        return True
    return any(name in _fields_of(constraint) for constraint in meta.constraints)


def _fields_of(constraint):
    if isinstance(constraint, models.UniqueConstraint):
        return constraint.fields
    expressions = getattr(constraint, "expressions", ())
    return [first for first, _operator in expressions if isinstance(first, str)]
