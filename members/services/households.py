"""Households are opened, corrected, dissolved and listed; women move in and out."""

from django.db import transaction
from django.utils.translation import ngettext

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError, StaleEdit
from members.models import Household, HouseholdListing
from members.services.people import find_or_open_household
from members.services.rows import (
    check_day,
    check_follows,
    home_unit,
    locked,
    locked_member,
    relocate,
)

EDITABLE = ("head_name", "address")


@transaction.atomic
def open_household(*, unit_id, head_name, by, on, address=""):
    """A new household in a branch where `by` keeps the book; `on` is today or the day of entry."""
    unit = home_unit(unit_id, by=by, on=on)
    household = Household.objects.create(
        unit=unit, head_name=head_name, address=address, recorded_by=by
    )
    record(Verb.CREATED, by=by, target=household, unit=unit)
    return household


@transaction.atomic
def update_household(*, household_id, changes, version, by):
    """Correct the head's name or the address. Raises `StaleEdit` with both values."""
    household = locked(Household.objects.select_related("unit"), by=by, pk=household_id)
    if version is not None and version != household.version:
        labels = {name: Household._meta.get_field(name).verbose_name for name in changes}
        conflicts = [
            (name, labels[name], getattr(household, name), ours)
            for name, ours in changes.items()
            if getattr(household, name) != ours
        ]
        if conflicts:
            raise StaleEdit(conflicts)
    for name in EDITABLE:
        setattr(household, name, changes.get(name, getattr(household, name)))
    household.version += 1
    household.save()
    record(Verb.CHANGED, by=by, target=household, unit=household.unit)
    return household


@transaction.atomic
def dissolve_household(*, household_id, on, by):
    """The household is no more from `on` on. Refused while women still live in it."""
    household = locked(Household.objects.select_related("unit"), by=by, pk=household_id)
    check_day(on)
    if number := household.members.active_on(on).count():
        raise DomainError(
            ngettext(
                "%(number)s member still lives in this household. Move her first.",
                "%(number)s members still live in this household. Move them first.",
                number,
            )
            % {"number": number}
        )
    household.ended_on = on
    household.version += 1
    household.save()
    record(Verb.CHANGED, by=by, target=household, unit=household.unit, details={"ended": str(on)})
    return household


@transaction.atomic
def list_household(*, household_id, year, hardship, by):
    """Say what the household is listed as in `year`; an empty `hardship` takes it off the list."""
    household = locked(Household.objects.select_related("unit"), by=by, pk=household_id)
    listings = HouseholdListing.objects.filter(household=household, year=year)
    if not hardship:
        listings.delete()
    elif not listings.update(hardship=hardship):
        HouseholdListing.objects.create(
            household=household, year=year, hardship=hardship, recorded_by=by
        )
    details = {"year": year, "listed_as": hardship}
    record(Verb.CHANGED, by=by, target=household, unit=household.unit, details=details)


@transaction.atomic
def move_into_household(*, member_id, home, relation, by, on=None):
    """Put her into a household of her branch (a `Home`), or into none when `home` is None.

    `on` is the day from which she lives there. Without it the book is put right: she is said never
    to have lived where it had her.
    """
    member = locked_member(member_id, by)
    household = find_or_open_household(home, member.home_unit, by)
    if on:
        check_day(on, member=member)
        check_follows(member, household, on)
    relocate(member, household, on, by=by, relation=relation)
    record(
        Verb.CHANGED, by=by, target=member, unit=member.home_unit, details={"fields": ["household"]}
    )
    return member
