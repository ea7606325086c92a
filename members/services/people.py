"""Members come into the book, and what is written of them changes."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.crypto import keyed_hash
from core.exceptions import DomainError, StaleEdit
from core.ranges import open_from
from members.enums import Began, MembershipKind, StandingKind
from members.models import Household, Member, Standing
from members.services.consents import write_consents
from members.services.rows import (
    check_day,
    check_still_hers,
    home_unit,
    locked_member,
    standing_household,
)
from members.services.spells import begin_spell, check_age

DETAILS = (
    "full_name",
    "nickname",
    "birth_year",
    "birth_date",
    "national_id",
    "phone",
    "ethnicity",
    "religion",
    "schooling",
    "schooling_detail",
    "qualification",
    "theory",
    "occupation",
    "address",
    "relation",
    "note",
)
ATTRIBUTES = {*DETAILS, "ethnicity_id", "religion_id"}


@dataclass(frozen=True)
class Home:
    """The household she lives in: an existing one by `pk`, or a new one with its head's name."""

    pk: int | None = None
    head_name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Joining:
    """How she comes to belong: the day, how, as what, the resolution that says so, and the
    admission list on which she stood."""

    on: object
    began_as: str = Began.ADMITTED
    kind: str = MembershipKind.ORDINARY
    decision_number: str = ""
    decision_on: object = None
    admission: object = None


@transaction.atomic
def admit_member(*, unit_id, details, joining, by, home=None, consents=(), core=False):
    """Write a member into the book: her row, spell, household and consents, or nothing at all.

    `details` names fields of `DETAILS`. `home` is a `Home` in the same branch, or None.
    `consents` are `members.services.consents.Agreement`s. Returns the member.
    Raises `DomainError` for a unit out of scope or not existing on that day, a day still to come,
    a woman under 18 at her admission, a household of another branch.
    """
    unit = home_unit(unit_id, by=by, on=joining.on)
    member = Member(home_unit=unit)
    set_details(member, details)
    check_day(joining.on, member=member)
    check_age(member, joining.on, joining.began_as)
    member.household = find_or_open_household(home, unit, by)
    member.save()
    begin_spell(
        member,
        unit,
        joining.on,
        began_as=joining.began_as,
        by=by,
        kind=joining.kind,
        decision_number=joining.decision_number,
        decision_on=joining.decision_on,
        admission=joining.admission,
    )
    if core:
        Standing.objects.create(
            member=member, kind=StandingKind.CORE, during=open_from(joining.on), recorded_by=by
        )
    write_consents(member, consents, by=by)
    check_still_hers(member, by)
    record(Verb.CREATED, by=by, target=member, unit=unit)
    return member


def find_or_open_household(home, unit, by):
    """The household of `home`, which stands in `unit`, or a new one there. Not for views."""
    if home is None:
        return None
    if home.pk:
        return standing_household(home.pk, unit)
    if not home.head_name:
        raise DomainError(_("Write the name of the head of the household."), field="head_name")
    return Household.objects.create(
        unit=unit, head_name=home.head_name, address=home.address, recorded_by=by
    )


@transaction.atomic
def update_member(*, member_id, changes, version, by, home=None):
    """Write `changes` (fields of `DETAILS`) on her row; `home` moves her to another household.

    `version` is that of the row she was shown. When somebody saved in between, a field that only
    one side changed is merged; where both did, differently, raises `StaleEdit` with both values
    and writes nothing. Returns the member.
    """
    member = locked_member(member_id, by)
    changes = _merged(member, changes, version)
    set_details(member, changes)
    if home is not None:
        member.household = find_or_open_household(home, member.home_unit, by)
    if not member.household_id:
        member.relation = ""
    member.version += 1
    member.save()
    fields = sorted(changes)
    record(Verb.CHANGED, by=by, target=member, unit=member.home_unit, details={"fields": fields})
    return member


def _merged(member, changes, version):
    """The changes that still stand over `version`; see `update_member`."""
    if version is None or version == member.version:
        return changes
    base = state_at(member, version)
    conflicts, standing = [], {}
    for name, ours in changes.items():
        theirs = getattr(member, name)
        was = getattr(base, name, None) if base else None
        if ours == theirs or (base and ours == was):
            continue  # nothing of ours to write: they say the same, or only they changed it
        if base is None or theirs != was:
            label = Member._meta.get_field(name).verbose_name
            conflicts.append((name, label, theirs, ours))
        standing[name] = ours
    if conflicts:
        raise StaleEdit(conflicts)
    return standing


def state_at(member, version):
    """Her row as it was in `version`, from its history; None when that is not kept."""
    return member.events.filter(version=version).order_by("-pgh_id").first()


def set_details(member, details):
    """Write details on the row, with what is kept beside a citizen number to find it again."""
    if unknown := details.keys() - ATTRIBUTES:
        raise ValueError(f"not a detail of a member: {sorted(unknown)}")
    for name, value in details.items():
        setattr(member, name, value)
    if "national_id" in details:
        member.national_id_hash = keyed_hash(member.national_id)
        member.national_id_tail = member.national_id[-4:]
