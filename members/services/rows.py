"""What every writing of the member book begins and ends with: a locked row, checks, her scope."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.models import Unit
from core import locking
from core.exceptions import DomainError
from core.locking import NotHers
from members.models import Household, Member, Membership, Relocation

HOMES = (Level.BRANCH, Level.GROUP)


def locked(rows, *, by, pk, permission=Permission.MEMBER_CHANGE):
    """A row of the member book: see `core.locking.locked`."""
    return locking.locked(rows, by=by, permission=permission, pk=pk)


def locked_member(member_id, by, permission=Permission.MEMBER_CHANGE):
    """Her row, under a lock. Refused once her data were anonymised: nothing is written of her."""
    return locked(Member.objects.all(), by=by, pk=member_id, permission=permission)


def home_unit(unit_id, *, by, on):
    """The branch or group where `by` keeps the book and which exists on `on`."""
    unit = Unit.objects.visible_to(by, Permission.MEMBER_CHANGE).filter(pk=unit_id).first()
    if unit is None or unit.level not in HOMES:
        raise DomainError(_("Choose a branch or a group of your unit."), field="unit")
    if on not in unit.valid:
        values = {"unit": unit, "day": f"{on:%d/%m/%Y}"}
        raise DomainError(_("%(unit)s did not exist on %(day)s.") % values, field="unit")
    return unit


def check_day(on, *, member=None, field="on"):
    """Refuse a day still to come, or before she was born."""
    today = timezone.localdate()
    if on > today:
        values = {"day": f"{on:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
        raise DomainError(_("%(day)s is still to come; today is %(today)s.") % values, field=field)
    if member and member.birth_year and on.year < member.birth_year:
        values = {"day": f"{on:%d/%m/%Y}", "year": member.birth_year}
        raise DomainError(
            _("%(day)s lies before %(year)s, the year of her birth.") % values, field=field
        )


def check_after(day, since, *, field="on"):
    """Refuse an end that leaves no day: it must come after `since`."""
    if day <= since:
        values = {"day": f"{day:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"}
        raise DomainError(
            _("%(day)s is not after %(since)s, when it began. Choose a later day.") % values,
            field=field,
        )


def check_still_hers(member, by):
    """After a write that can move her: still where `by` keeps the book, or nothing is written."""
    if not Member.objects.visible_to(by, Permission.MEMBER_CHANGE).filter(pk=member.pk).exists():
        raise NotHers(_("That would move her out of your unit. Propose a transfer instead."))


def settle_home(member):
    """Write the unit of her current or last spell on her row; after every write of a spell."""
    last = Membership.objects.filter(member=member).order_by("-during").first()
    if last and last.unit_id != member.home_unit_id:
        member.home_unit_id = last.unit_id
        member.save(update_fields=["home_unit"])


def open_spell(member):
    """Her spell without an end, locked. Raises `DomainError` when she belongs nowhere."""
    spells = Membership.objects.filter(member=member).still_open()
    spell = spells.select_for_update(of=("self",)).select_related("unit").first()
    if spell is None:
        raise DomainError(_("She is not a member at present. Readmit her first."))
    return spell


def same_home(household, unit):
    """Whether a woman of `unit` can live in a household there: branch and its groups are one."""
    return unit.path.startswith(household.unit.path) or household.unit.path.startswith(unit.path)


def check_follows(member, household, on):
    """Her changes of home are written in the order of their days, in a household that stood."""
    last = Relocation.objects.filter(member=member, on__gt=on).order_by("-on").first()
    if last:
        values = {"name": member, "day": f"{last.on:%d/%m/%Y}"}
        raise DomainError(
            _("%(name)s changed her home on %(day)s. Choose that day or a later one.") % values,
            field="on",
        )
    if household:
        check_founded(household, on)


def check_founded(household, on):
    """Nothing happens in a household before the day on which it was founded, where it is known."""
    if household.began_on and on < household.began_on:
        values = {"head": household.head_name, "day": f"{household.began_on:%d/%m/%Y}"}
        raise DomainError(
            _("The household of %(head)s was founded on %(day)s. Choose that day or a later one.")
            % values,
            field="on",
        )


def relocate(member, household, on, *, by, relation="", change=None):
    """She lives in `household` (or in none) from `on` on; without a day it is put right, as if it
    had always been so. Not for views."""
    if on and member.household_id != (household and household.pk):
        Relocation.objects.create(
            member=member,
            left_id=member.household_id,
            entered=household,
            on=on,
            change=change,
            recorded_by=by,
        )
    member.household = household
    member.relation = relation if household else ""
    member.version += 1
    member.save(update_fields=["household", "relation", "version"])


def standing_household(household_id, unit, *, field="household"):
    """The household, which must stand in `unit` (or its branch) and not be dissolved."""
    household = Household.objects.select_related("unit").filter(pk=household_id).first()
    if household is None or not same_home(household, unit):
        raise DomainError(
            _("Choose a household of %(unit)s, or make a new one.") % {"unit": unit}, field=field
        )
    if household.ended_on:
        values = {"head": household.head_name, "day": f"{household.ended_on:%d/%m/%Y}"}
        raise DomainError(
            _("The household of %(head)s was dissolved on %(day)s.") % values, field=field
        )
    return household
