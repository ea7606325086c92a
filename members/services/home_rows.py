"""What every change of a whole household begins with: its rows locked, as they were shown."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core.exceptions import DomainError, StaleEdit
from members.enums import Relation
from members.models import Household, HouseholdChange, Member
from members.services.rows import NotHers, check_day, check_follows, check_founded, locked


@dataclass(frozen=True)
class Seen:
    """The household as the officer was shown it: its version, and the women in it."""

    version: int
    women: frozenset


@dataclass(frozen=True)
class Head:
    """Who heads a household: one of its women by `member_id`, or somebody else by name."""

    member_id: int | None = None
    name: str = ""

    def named(self, women):
        """Her name; she must be one of `women`. Raises `DomainError`."""
        if self.member_id is not None:
            if self.member_id not in women:
                raise DomainError(
                    _(
                        "The head must belong to the household. Choose one of its women, or write "
                        "the name of somebody else."
                    ),
                    field="head",
                )
            return women[self.member_id].full_name
        if not self.name:
            raise DomainError(_("Write the name of the head of the household."), field="head_name")
        return self.name


@dataclass(frozen=True)
class Home:
    """A household and its women by number, all locked."""

    household: Household
    women: dict

    def members_now(self):
        """Who of them is a member today; others left the Union, but live here all the same."""
        now = Member.objects.filter(pk__in=self.women).belonging_now()
        return set(now.values_list("pk", flat=True))


def locked_home(household_id, seen, by):
    """Women first, as all services lock, then their household.

    Raises `NotHers` for what `by` may not change, `StaleEdit` for what is not as it was shown.
    """
    mine = Member.objects.visible_to(by, Permission.MEMBER_CHANGE).filter(household=household_id)
    mine = mine.select_for_update(of=("self",), no_key=True).select_related("home_unit")
    women = {woman.pk: woman for woman in mine.order_by("pk")}
    household = locked(Household.objects.select_related("unit"), by=by, pk=household_id)
    present = set(Member.objects.filter(household=household).values_list("pk", flat=True))
    if present - women.keys():
        raise NotHers(_("A woman of this household belongs to a unit that is not yours."))
    if household.version != seen.version or present != seen.women:
        raise StaleEdit(
            message=_(
                "Somebody else changed this household while you were at it. Look at it once more "
                "below, then save again."
            )
        )
    return Home(household, women)


def check_change(home, on):
    """The day has come, the household stands, and nothing of it is written for a later day."""
    check_day(on)
    household = home.household
    if household.ended_on:
        values = {"head": household.head_name, "day": f"{household.ended_on:%d/%m/%Y}"}
        raise DomainError(_("The household of %(head)s was dissolved on %(day)s.") % values)
    check_founded(household, on)
    last = HouseholdChange.objects.of(household).filter(on__gt=on).order_by("-on").first()
    if last:
        values = {"what": last.get_kind_display(), "day": f"{last.on:%d/%m/%Y}"}
        raise DomainError(
            _(
                "Something is already written for a later day (%(day)s: %(what)s). Choose that day "
                "or a later one."
            )
            % values,
            field="on",
        )


def check_women_follow(women, household, on):
    for woman in women:
        check_follows(woman, household, on)


def relation_of(pk, relations, head):
    """What she is to the head: the head herself, or as given; nobody else is a second head."""
    if pk == head.member_id:
        return Relation.HEAD
    given = relations.get(pk, "")
    if given == Relation.HEAD:
        raise DomainError(_("A household has one head. Say what the others are to her or him."))
    return given
