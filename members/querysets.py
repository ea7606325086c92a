"""Reads of the member book. What a woman's status is on a day is read from her spells."""

from functools import reduce
from operator import and_, or_

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Reverse

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.crypto import keyed_hash
from members.enums import MembershipKind, TransferState
from members.search import read_search


class MembershipQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def ordinary(self):
        """Honorary members are counted apart and never in the strength."""
        return self.filter(kind=MembershipKind.ORDINARY)

    def honorary(self):
        return self.filter(kind=MembershipKind.HONORARY)

    def active_on(self, day):
        """Spells that cover `day`; a spell ends before its last date, so none counts twice."""
        return self.filter(during__contains=day)

    def begun_in(self, period):
        return self.filter(during__startswith__gte=period.start, during__startswith__lt=period.end)

    def ended_in(self, period):
        """Spells whose first day out lies in the period: she was in on the eve, not afterwards."""
        return self.filter(during__endswith__gte=period.start, during__endswith__lt=period.end)

    def still_open(self):
        """Spells without an end: what she belongs to now."""
        return self.filter(during__upper_inf=True)

    def with_standing(self, kind, day):
        """Spells whose member holds the standing `kind` on `day`."""
        return self.filter(member__standings__kind=kind, member__standings__during__contains=day)


class StandingQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def on(self, day):
        return self.filter(during__contains=day)


def word_begins(field, spellings):
    """A condition: some word of `field`, a search text, begins with one of `spellings`."""
    found = Q()
    for text in spellings:
        found |= Q(**{f"{field}__startswith": text}) | Q(**{f"{field}__contains": f" {text}"})
    return found


class HouseholdQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def standing_on(self, day):
        """Households not dissolved by `day`."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def headed_by(self, text):
        """Households whose head's name holds every word of `text`, with or without marks."""
        words = read_search(text).words
        return reduce(and_, (self.filter(word_begins("head_search", w)) for w in words), self)

    def in_name_order(self):
        return self.order_by("head_order", "pk")


class MemberQuerySet(ScopedQuerySet):
    unit_lookup = "home_unit"
    view_permission = Permission.MEMBER_VIEW

    def active_on(self, day):
        """Members with an ordinary or honorary spell on `day`."""
        return self.filter(self._spell(during__contains=day))

    def honorary_on(self, day):
        return self.filter(self._spell(during__contains=day, kind=MembershipKind.HONORARY))

    def not_active_on(self, day):
        """Members in the book without a spell on `day`: left, or not yet come."""
        return self.exclude(self._spell(during__contains=day))

    def standing(self, kind, day):
        """Active members who hold the standing `kind` on `day`."""
        held = self._related("standings").filter(
            member=OuterRef("pk"), kind=kind, during__contains=day
        )
        return self.active_on(day).filter(Exists(held))

    def without_consent(self, purpose, day):
        """Members without a consent to `purpose` that holds on `day`: never asked, withdrawn or
        run out."""
        given = (
            self._related("consents").in_force(day).filter(member=OuterRef("pk"), purpose=purpose)
        )
        return self.filter(~Exists(given))

    def unrestricted(self):
        """Without those whose data are not to be used for now, at their own request."""
        asked = self._related("data_requests").restricting().filter(member=OuterRef("pk"))
        return self.filter(~Exists(asked))

    def in_name_order(self):
        """Given name first, then family and middle names, in Vietnamese alphabetical order."""
        return self.order_by("name_order", "birth_year", "pk")

    def with_state(self, day):
        """Each with branch, household, `spells` (latest first) and `standings_now`: two more
        statements, whatever the number of rows. `members.state.state_of` reads them."""
        spells = self._related("memberships").order_by("-during", "-pk")
        standings = self._related("standings").on(day)
        return self.select_related("home_unit", "household").prefetch_related(
            Prefetch("memberships", queryset=spells, to_attr="spells"),
            Prefetch("standings", queryset=standings, to_attr="standings_now"),
        )

    # ---- Search -------------------------------------------------------------------------------

    def matching(self, text):
        """Members whom `text` may mean: see `members.search`. All of them for blanks.

        Every part must fit: a name word her name, nickname or the head of her household; a year
        her birth; other digits the end of her phone. A 4-digit year may also end a phone.
        """
        asked = read_search(text)
        rows = self
        if asked.words:
            rows = rows.filter(pk__in=self._named(asked.words))
        for year in asked.years:
            rows = rows.filter(Q(birth_year=year) | Q(pk__in=self._phone_ends(str(year))))
        for digits in asked.tails:
            rows = rows.filter(pk__in=self._phone_ends(digits))
        if asked.code is not None:
            rows = rows.filter(pk=asked.code)
        if asked.citizen_number:
            rows = rows.filter(national_id_hash=keyed_hash(asked.citizen_number))
        return rows

    def in_search_order(self, text):
        """Marks as typed first, then a given name as typed, then the rest, each in name order."""
        asked = read_search(text)
        if not asked.words:
            return self.in_name_order()
        last = asked.words[-1]
        given = Q()
        for spelling in last:
            given |= Q(search_text__contains=f" {spelling} ") | Q(
                search_text__endswith=f" {spelling}"
            )
        ranks = [When(given, then=Value(1))]
        if asked.marked:
            typed = asked.marked
            as_typed = Q(full_name__contains=typed) | Q(full_name__contains=typed.title())
            ranks.insert(0, When(as_typed, then=Value(0)))
        rank = Case(*ranks, default=Value(2), output_field=IntegerField())
        return self.alias(rank=rank).order_by("rank", "name_order", "birth_year", "pk")

    def _named(self, words):
        """Ids by name, and by the head's name mixed with her own; each half has its own index."""
        everyone = self.model.objects.order_by()
        own = [word_begins("search_text", word) for word in words]
        heads = [word_begins("head_search", word) for word in words]
        through_head = [word_begins("household__head_search", word) for word in words]
        by_name = everyone.filter(*own)
        households = self._related("household").order_by().filter(reduce(or_, heads))
        by_head = everyone.filter(
            *(one | other for one, other in zip(own, through_head, strict=True)),
            household__in=households.values("pk"),
        )
        return by_name.values("pk").union(by_head.values("pk"))

    def _phone_ends(self, digits):
        """Ids by the last digits of the phone; the index holds phones backwards."""
        backwards = self.model.objects.order_by().alias(backwards=Reverse("phone"))
        return backwards.filter(backwards__startswith=digits[::-1]).values("pk")

    def alike(self, *, name_folded, birth_year, birth_date=None, citizen_hash="", phone=""):
        """Members who may be the same woman: same name and year, same citizen number, or phone.

        Two whole dates of birth that differ tell two women of one name and year apart.
        """
        named = Q(name_folded=name_folded, birth_year=birth_year)
        if birth_date:
            named &= Q(birth_date=None) | Q(birth_date=birth_date)
        found = named if birth_year else Q(pk__in=[])
        if citizen_hash:
            found |= Q(national_id_hash=citizen_hash)
        if phone:
            found |= Q(pk__in=self._phone_ends(phone))
        return self.filter(found)

    def _related(self, name):
        return self.model._meta.get_field(name).related_model.objects

    def _spell(self, **conditions):
        return Exists(self._related("memberships").filter(member=OuterRef("pk"), **conditions))


class TransferQuerySet(ScopedQuerySet):
    """A transfer is seen from either end."""

    view_permission = Permission.MEMBER_VIEW

    def visible_to(self, user, permission=None):
        from_here = ScopedQuerySet.visible_to(self._at("from_unit"), user, permission)
        to_here = ScopedQuerySet.visible_to(self._at("to_unit"), user, permission)
        return from_here | to_here

    def waiting(self):
        return self.filter(state=TransferState.PROPOSED)

    def answerable_by(self, user):
        """Those that she may accept or refuse: she keeps the book at the receiving end."""
        return ScopedQuerySet.visible_to(self._at("to_unit"), user, Permission.MEMBER_CHANGE)

    def withdrawable_by(self, user):
        """Those that she may take back: she keeps the book at the handing-over end."""
        return ScopedQuerySet.visible_to(self._at("from_unit"), user, Permission.MEMBER_CHANGE)

    def _at(self, lookup):
        clone = self._clone()
        clone.unit_lookup = lookup
        return clone
