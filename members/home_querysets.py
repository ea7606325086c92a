"""Reads of households: which stood where on a day, and what befell them."""

from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet, within
from members.enums import HouseholdDeed
from members.search import name_words


def related(model, name):
    return model._meta.get_field(name).related_model.objects


def moved_from(household, outer, day):
    """The unit that a household left first after `day`, if it moved since."""
    moves = related(household, "changes").moved_after(day).filter(household=OuterRef(outer))
    return moves.order_by("on", "pk").values("from_unit")[:1]


def word_begins(field, spellings):
    """A condition: some word of `field`, a search text, begins with one of `spellings`."""
    found = Q()
    for text in spellings:
        found |= Q(**{f"{field}__startswith": text}) | Q(**{f"{field}__contains": f" {text}"})
    return found


class HouseholdQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def standing_on(self, day):
        """Households that stood on `day`: founded by then, if that is known, and not dissolved."""
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=day), Q(began_on=None) | Q(began_on__lte=day)
        )

    def placed_under(self, unit, day):
        """Households that stood in `unit` or below it on `day`, wherever they have moved since."""
        moved = related(self.model, "changes").moved_after(day)
        stayed = ~Exists(moved.filter(household=OuterRef("pk"))) & Q(
            unit__path__startswith=unit.path
        )
        left = moved.filter(from_unit__path__startswith=unit.path).values("household")
        rows = self.alias(first_left=Subquery(moved_from(self.model, "pk", day)))
        places = related(self.model, "unit").filter(path__startswith=unit.path)
        return rows.filter(stayed | Q(pk__in=left, first_left__in=places.values("pk")))

    def with_unit_on(self, day):
        """Each with `unit_then`, where it stood on `day`."""
        then = Subquery(moved_from(self.model, "pk", day))
        return self.annotate(unit_then=Coalesce(then, F("unit"), output_field=BigIntegerField()))

    def to_review_in(self, year):
        """Households that still stood when the year began, or were founded in it."""
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=date(year, 1, 1)),
            Q(began_on=None) | Q(began_on__lt=date(year + 1, 1, 1)),
        )

    def headed_by(self, text):
        """Households whose head's name holds every word of `text`, with or without marks."""
        rows = self
        for word in name_words(text):
            rows = rows.filter(word_begins("head_search", word.begins))
        return rows

    def in_name_order(self):
        return self.order_by("head_order", "pk")


class HouseholdChangeQuerySet(ScopedQuerySet):
    """What befell a household is read with it; of two households, with either."""

    view_permission = Permission.MEMBER_VIEW

    def visible_to(self, user, permission=None):
        if not user.is_authenticated:
            return self.none()
        paths = user.paths_with(permission or self.view_permission)
        ends = within(paths, "household__unit__path") | within(paths, "other__unit__path")
        return self.filter(ends)

    def of(self, household):
        return self.filter(Q(household=household) | Q(other=household))

    def moved_after(self, day):
        return self.filter(kind=HouseholdDeed.MOVED, on__gt=day)


class RelocationQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def of(self, household):
        return self.filter(Q(left=household) | Q(entered=household))
