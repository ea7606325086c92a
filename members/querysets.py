"""Reads of the member book. What a woman's status is on a day is read from her spells."""

from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from members.enums import MembershipKind


class MembershipQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def ordinary(self):
        """Honorary members are counted apart and never in the strength."""
        return self.filter(kind=MembershipKind.ORDINARY)

    def active_on(self, day):
        """Spells that cover `day`; a spell ends before its last date, so none counts twice."""
        return self.filter(during__contains=day)

    def begun_in(self, period):
        return self.filter(during__startswith__gte=period.start, during__startswith__lt=period.end)

    def ended_in(self, period):
        return self.filter(during__endswith__gte=period.start, during__endswith__lt=period.end)

    def with_standing(self, kind, day):
        """Spells whose member holds the standing `kind` on `day`."""
        return self.filter(member__standings__kind=kind, member__standings__during__contains=day)


class StandingQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def on(self, day):
        return self.filter(during__contains=day)


class HouseholdQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def standing_on(self, day):
        """Households not dissolved by `day`."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day))


class MemberQuerySet(ScopedQuerySet):
    unit_lookup = "home_unit"
    view_permission = Permission.MEMBER_VIEW

    def active_on(self, day):
        """Members with an ordinary or honorary spell on `day`."""
        spells = self.model._meta.get_field("memberships").related_model.objects
        return self.filter(Exists(spells.active_on(day).filter(member=OuterRef("pk"))))

    def in_name_order(self):
        """Given name first, then family and middle names, in Vietnamese alphabetical order."""
        return self.order_by("name_order", "birth_year", "pk")


class TransferQuerySet(ScopedQuerySet):
    """A transfer is seen from either end."""

    view_permission = Permission.MEMBER_VIEW

    def visible_to(self, user, permission=None):
        from_here = ScopedQuerySet.visible_to(self._at("from_unit"), user, permission)
        to_here = ScopedQuerySet.visible_to(self._at("to_unit"), user, permission)
        return from_here | to_here

    def _at(self, lookup):
        clone = self._clone()
        clone.unit_lookup = lookup
        return clone
