"""Reads of the member book. What a woman's status is on a day is read from her spells."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.dates import midnight
from members.enums import MembershipKind, TransferState
from members.finding import first_of
from members.home_querysets import moved_from, related
from members.matching import as_searched, with_places
from members.narrowing import NarrowingMixin
from members.search import read_search


def _within(field, period):
    """A condition: the moment in `field` lies on one of the period's days."""
    return {f"{field}__gte": midnight(period.start), f"{field}__lt": midnight(period.end)}


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

    def begun_late_for(self, period):
        """Spells that began before the period and were first written down within it."""
        rows = self.filter(during__startswith__lt=period.start)
        return rows.filter(**_within("recorded_at", period))

    def ended_late_for(self, period):
        """Spells that ended before the period, which was first written down within it."""
        rows = self.filter(during__endswith__lt=period.start)
        return rows.filter(**_within("end_recorded_at", period))

    def still_open(self):
        """Spells without an end: what she belongs to now."""
        return self.filter(during__upper_inf=True)

    def with_home_on(self, day):
        """Each with `home_then`, the household in which she lived on `day`, and `home_unit_then`,
        where that stood: her first later change of home says what she left, else it is as now."""
        member = self.model._meta.get_field("member").related_model
        household = member._meta.get_field("household").related_model
        left = related(member, "relocations").filter(member=OuterRef("member"), on__gt=day)
        home = Case(
            When(Exists(left), then=Subquery(left.order_by("on", "pk").values("left")[:1])),
            default=F("member__household"),
            output_field=BigIntegerField(),
        )
        now = household.objects.filter(pk=OuterRef("home_then")).values("unit")
        moved = Subquery(moved_from(household, "home_then", day))
        stood = Coalesce(moved, Subquery(now), output_field=BigIntegerField())
        return self.annotate(home_then=home).annotate(home_unit_then=stood)

    def with_standing(self, kind, day):
        """Spells whose member holds the standing `kind` on `day`."""
        return self.filter(member__standings__kind=kind, member__standings__during__contains=day)


class StandingQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def on(self, day):
        return self.filter(during__contains=day)


class MemberQuerySet(NarrowingMixin, ScopedQuerySet):
    unit_lookup = "home_unit"
    view_permission = Permission.MEMBER_VIEW

    def active_on(self, day):
        """Members with an ordinary or honorary spell on `day`."""
        return self.filter(self._spell(during__contains=day))

    def living_in(self, household, day):
        """Members whose home was `household` on `day`: she left it later, or lives there still and
        did not come later."""
        later = self._related("relocations").filter(member=OuterRef("pk"), on__gt=day)
        first = Subquery(later.order_by("on", "pk").values("left")[:1])
        stayed = Q(~Exists(later), household=household)
        return self.alias(next_left=first).filter(stayed | Q(next_left=household))

    def belonging_now(self):
        """Members with a spell that has no end yet."""
        return self.filter(self._spell(during__upper_inf=True))

    def ordinary_on(self, day):
        return self.filter(self._spell(during__contains=day, kind=MembershipKind.ORDINARY))

    def honorary_on(self, day):
        return self.filter(self._spell(during__contains=day, kind=MembershipKind.HONORARY))

    def not_active_on(self, day):
        """Members in the book without a spell on `day`: left, or not yet come."""
        return self.exclude(self._spell(during__contains=day))

    def standing(self, kind, day):
        """Active members who hold the standing `kind` on `day`."""
        return self.active_on(day).filter(self._holds(kind, day))

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

    def named(self):
        """Without those whose data were anonymised: they are counted, and never found by name."""
        return self.filter(anonymised_on=None)

    def in_name_order(self):
        """Given name first, then family and middle names, in Vietnamese alphabetical order."""
        return self.order_by("name_order", "birth_year", "pk")

    def with_state(self, day):
        """Each with branch, household, `spells` (latest first) and `standings_now`: two more
        statements, whatever the number of rows. `members.state.state_of` reads them."""
        standings = self._related("standings").on(day)
        return self._with_spells().prefetch_related(
            Prefetch("standings", queryset=standings, to_attr="standings_now")
        )

    def with_life(self):
        """As `with_state`, but with all her `standings`: those of the past stand in her record."""
        return self._with_spells().prefetch_related("standings")

    def _with_spells(self):
        spells = self._related("memberships").select_related("unit").order_by("-during", "-pk")
        return self.select_related("home_unit", "household").prefetch_related(
            Prefetch("memberships", queryset=spells, to_attr="spells")
        )

    # ---- Search -------------------------------------------------------------------------------

    def matching(self, text):
        """Members whom `text` may mean, all of them for blanks: see `members.search`."""
        matches = self._matches(text)
        if not matches:
            return self
        return as_searched(self.named()).filter(reduce(or_, (match.condition for match in matches)))

    def likeliest(self, text, most):
        """Ids of the first `most` + 1 whom `text` may mean, in order; none for blanks.

        Marks as typed come first, then the given name as typed, then the rest, each in the order
        of names. Where more fit, the rest of their tier is left out by the letters of the given
        name: each tier is read in order, and no further than needed.
        """
        return first_of(self.named(), self._matches(text), most)

    def found(self, text, most):
        """The first `most` whom `text` may mean, in that order, and whether there are more; nobody
        for a text that means nothing."""
        ids = self.likeliest(text, most)
        rows = self.in_bulk(ids[:most])
        return [rows[pk] for pk in ids[:most]], len(ids) > most

    def _matches(self, text):
        readings = read_search(text)
        for asked in readings:
            if asked.code is not None:  # a number from an old list leads to where she went
                survivor = apps.get_model("members.Merge").objects.survivor_of(asked.code)
                asked.code = survivor or asked.code
        return with_places(readings, self._related("home_unit"))

    def _phone_ends(self, digits):
        """Ids by the last digits of the phone; the index holds phones backwards."""
        backwards = as_searched(self.model.objects.order_by())
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
        return self.named().filter(found)

    def _related(self, name):
        return related(self.model, name)

    def _holds(self, kind, day):
        held = self._related("standings").on(day)
        return Exists(held.filter(member=OuterRef("pk"), kind=kind))

    def _spell(self, **conditions):
        return Exists(self._related("memberships").filter(member=OuterRef("pk"), **conditions))


class AskingQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.MEMBER_VIEW

    def within(self, first, last):
        """Questions asked after `first` and no later than `last`."""
        return self.filter(on__gt=first, on__lte=last)


class TransferQuerySet(ScopedQuerySet):
    """A transfer is seen from either end."""

    view_permission = Permission.MEMBER_VIEW

    def visible_to(self, user, permission=None):
        from_here = self.visible_by("from_unit", user, permission)
        to_here = self.visible_by("to_unit", user, permission)
        return from_here | to_here

    def waiting(self):
        return self.filter(state=TransferState.PROPOSED)

    def answerable_by(self, user):
        """Those that she may accept or refuse: she keeps the book at the receiving end."""
        return self.visible_by("to_unit", user, Permission.MEMBER_CHANGE)

    def withdrawable_by(self, user):
        """Those that she may take back: she keeps the book at the handing-over end."""
        return self.visible_by("from_unit", user, Permission.MEMBER_CHANGE)
