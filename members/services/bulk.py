"""Many members at once, by the rules that hold for one: entered from a list, or amended by it.

A list is audited as a whole by whoever takes it in; history keeps each row by triggers. `told` is
called with the number of members written so far.
"""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.models import Unit
from core.exceptions import DomainError
from core.ranges import open_from
from core.slices import slices
from members.enums import StandingKind
from members.models import Household, HouseholdListing, Member, Membership, Standing
from members.services.people import Joining, set_details
from members.services.rows import HOMES, NotHers, check_day, same_home

AT_ONCE = 500


@dataclass
class Entry:
    """A woman who comes into the book. `household` may be a new one, not saved, and shared."""

    unit: Unit
    details: dict
    joining: Joining
    household: Household | None = None
    standings: dict = field(default_factory=dict)  # {kind: place}
    standings_from: datetime.date | None = None


@dataclass
class Amendment:
    """What a list corrects of a locked member: details, her household if she had none, and what
    holds of her from a day on."""

    member: Member
    details: dict
    household: Household | None = None
    standings: dict = field(default_factory=dict)
    standings_from: datetime.date | None = None


@transaction.atomic
def enter_members(entries, *, by, told=lambda number: None):
    """Write women into the book: rows, spells, households, standings, or nothing at all.

    Returns the members in the order of `entries`. Raises `DomainError` by the rules of
    `admit_member`; those who enter are of old standing, so age is not asked.
    """
    entries = list(entries)
    _check_units(entries, by)
    open_households([entry.household for entry in entries], by=by)
    members = []
    for part in slices(entries, AT_ONCE):
        members += _entered(part, by)
        told(len(members))
    return members


def _check_units(entries, by):
    units = {entry.unit.pk: entry.unit for entry in entries}
    mine = Unit.objects.visible_to(by, Permission.MEMBER_CHANGE).filter(level__in=HOMES)
    if mine.filter(pk__in=units).count() != len(units):
        raise NotHers(_("A branch of the list is no longer in your unit. Nothing has been saved."))
    for entry in entries:
        if entry.joining.on not in entry.unit.valid:
            values = {"unit": entry.unit, "day": f"{entry.joining.on:%d/%m/%Y}"}
            raise DomainError(_("%(unit)s did not exist on %(day)s.") % values, field="unit")


def open_households(households, *, by):
    """Save those that are new, each once, in a branch where `by` keeps the book."""
    new = {id(home): home for home in households if home is not None and home.pk is None}
    units = {home.unit_id for home in new.values()}
    mine = Unit.objects.visible_to(by, Permission.MEMBER_CHANGE)
    if mine.filter(pk__in=units).count() != len(units):
        raise NotHers(_("A branch of the list is no longer in your unit. Nothing has been saved."))
    for home in new.values():
        home.recorded_by = by
    return Household.objects.bulk_create(new.values(), batch_size=AT_ONCE)


def _entered(entries, by):
    members = [_new_member(entry) for entry in entries]
    Member.objects.bulk_create(members)
    spells, standings = [], []
    for member, entry in zip(members, entries, strict=True):
        joining = entry.joining
        spells.append(
            Membership(
                member=member,
                unit=entry.unit,
                during=open_from(joining.on),
                began_as=joining.began_as,
                kind=joining.kind,
                recorded_by=by,
            )
        )
        standings += _standings(member, entry, joining.on, by)
    Membership.objects.bulk_create(spells)
    Standing.objects.bulk_create(standings)
    return members


def _new_member(entry):
    member = Member(home_unit=entry.unit)
    set_details(member, entry.details)
    check_day(entry.joining.on, member=member)
    _settle_in(member, entry.household, entry.unit)
    return member


def _settle_in(member, household, unit):
    if household and not same_home(household, unit):
        raise DomainError(
            _("Choose a household of %(unit)s, or make a new one.") % {"unit": unit},
            field="household",
        )
    member.household = household
    if household is None:
        member.relation = ""


def _standings(member, told, since, by):
    """Standings of a member; but for the Party, none is older than her membership."""
    start = told.standings_from or since
    for kind, place in told.standings.items():
        day = start if kind == StandingKind.PARTY else max(start, since)
        yield Standing(member=member, kind=kind, during=open_from(day), place=place, recorded_by=by)


def lock_members(ids, *, by):
    """{pk: member} of those that `by` may change, locked, with branch and household."""
    rows = Member.objects.visible_to(by, Permission.MEMBER_CHANGE).named().filter(pk__in=ids)
    rows = rows.select_for_update(of=("self",)).select_related("home_unit", "household__unit")
    return {member.pk: member for member in rows.order_by("pk")}


@transaction.atomic
def amend_members(amendments, *, by, told=lambda number: None):
    """Write what a list corrects. The members were locked by `lock_members` in this transaction."""
    amendments = list(amendments)
    open_households([amendment.household for amendment in amendments], by=by)
    done = 0
    for part in slices(amendments, AT_ONCE):
        _amend(part, by)
        done += len(part)
        told(done)


def _amend(amendments, by):
    fields, changed, standings = set(), [], []
    for amendment in amendments:
        member, written = amendment.member, _write(amendment)
        if written:
            member.version += 1
            fields |= {*written, "version"}
            changed.append(member)
        standings += _standings(member, amendment, amendment.standings_from, by)
    if changed:
        Member.objects.bulk_update(changed, sorted(fields))
    Standing.objects.bulk_create(standings)


def _write(amendment):
    """Set the changes on the row; the names of the fields that were set."""
    member, details = amendment.member, amendment.details
    set_details(member, details)
    written = {Member._meta.get_field(name).name for name in details}
    if "national_id" in details:
        written |= {"national_id_hash", "national_id_tail"}
    if amendment.household:
        _settle_in(member, amendment.household, member.home_unit)
        written.add("household")
    return written


@transaction.atomic
def list_households(listed, *, year, by):
    """Say what households are listed as in `year`: pairs of a saved household and its hardship."""
    wanted = {household.pk: hardship for household, hardship in listed}
    rows = HouseholdListing.objects.visible_to(by, Permission.MEMBER_CHANGE)
    known = {row.household_id: row for row in rows.filter(year=year, household__in=wanted)}
    changed = [row for pk, row in known.items() if row.hardship != wanted[pk]]
    for row in changed:
        row.hardship = wanted[row.household_id]
    HouseholdListing.objects.bulk_update(changed, ["hardship"], batch_size=AT_ONCE)
    HouseholdListing.objects.bulk_create(
        [
            HouseholdListing(household_id=pk, year=year, hardship=hardship, recorded_by=by)
            for pk, hardship in wanted.items()
            if pk not in known
        ],
        batch_size=AT_ONCE,
    )
