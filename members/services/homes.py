"""What befalls whole households: one splits, another head, another branch, two become one.

Each is one transaction, dated, and told in a `HouseholdChange`. What was before stays: reviews
with the household they were made of, women with the home they had on a day (`Relocation`).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import HouseholdDeed, Relation
from members.models import Household, HouseholdChange
from members.services.home_rows import (
    Head,
    check_change,
    check_women_follow,
    locked_home,
    relation_of,
)
from members.services.rows import (
    check_after,
    check_day,
    check_still_hers,
    home_unit,
    locked,
    open_spell,
    relocate,
    same_home,
)
from members.services.spells import hand_over
from members.services.transfers import refuse_waiting


@transaction.atomic
def split_household(*, household_id, seen, leaving, head, on, by, address=""):
    """Some of its women found a household of their own from `on` on, in the same branch.

    `leaving` says what each is to the new head: `{member_id: relation}`. Returns the new household.
    Refused when nobody or everybody leaves, and while the head of the old one is among them.
    """
    home = locked_home(household_id, seen, by)
    check_change(home, on)
    women = {pk: home.women[pk] for pk in leaving if pk in home.women}
    _check_leaving(home, women)
    head_name = head.named(women)
    check_women_follow(women.values(), home.household, on)
    old = home.household
    new = Household.objects.create(
        unit=old.unit, head_name=head_name, address=address, began_on=on, recorded_by=by
    )
    change = _write(
        old,
        HouseholdDeed.SPLIT,
        on,
        by,
        other=new,
        head_before=old.head_name,
        head_after=head_name,
        address_before=old.address,
        address_after=address,
    )
    for pk, woman in women.items():
        relation = relation_of(pk, leaving, head)
        relocate(woman, new, on, by=by, relation=relation, change=change)
    details = {"what": "household_split", "members": len(women)}
    record(Verb.CHANGED, by=by, target=old, unit=old.unit, details=details)
    record(Verb.CREATED, by=by, target=new, unit=new.unit)
    return new


def _write(household, kind, on, by, **told):
    """Save the household as it is now, with the event that made it so."""
    household.version += 1
    household.save()
    return HouseholdChange.objects.create(
        household=household, kind=kind, on=on, recorded_by=by, **told
    )


def _check_leaving(home, women):
    if not women:
        raise DomainError(_("Choose who moves out."), field="leaving")
    if len(women) == len(home.women):
        raise DomainError(
            _(
                "If everybody moves out, the household does not split: it moves. Correct its "
                "address, or move it to its new branch."
            ),
            field="leaving",
        )
    for woman in women.values():
        if woman.relation == Relation.HEAD:
            raise DomainError(
                _("%(name)s is the head of this household. Write down first who heads it now.")
                % {"name": woman},
                field="leaving",
            )


@transaction.atomic
def change_head(*, household_id, seen, head, relations, on, by):
    """Another head from `on` on; `relations` says anew what each woman is to the head."""
    home = locked_home(household_id, seen, by)
    check_change(home, on)
    household, name = home.household, head.named(home.women)
    already = head.member_id and home.women[head.member_id].relation == Relation.HEAD
    if already or (head.member_id is None and name == household.head_name):
        raise DomainError(_("%(name)s is the head already.") % {"name": name}, field="head")
    before, household.head_name = household.head_name, name
    _write(household, HouseholdDeed.HEAD, on, by, head_before=before, head_after=name)
    for pk, woman in home.women.items():
        relate(woman, relation_of(pk, relations, head))
    details = {"what": "household_head", "from": before, "to": name}
    record(Verb.CHANGED, by=by, target=household, unit=household.unit, details=details)
    return household


def relate(woman, relation):
    if woman.relation != relation:
        woman.relation = relation
        woman.version += 1
        woman.save(update_fields=["relation", "version"])


@transaction.atomic
def move_household(*, household_id, seen, to_unit_id, along, on, by, address=""):
    """The household stands in another branch or group from `on` on.

    The membership of the women in `along` moves too, on the same day. The others stay where they
    belong, and leave the household if it now stands elsewhere; its reviews and help stay with it.
    """
    home = locked_home(household_id, seen, by)
    check_change(home, on)
    household, unit = home.household, home_unit(to_unit_id, by=by, on=on)
    if unit.pk == household.unit_id:
        raise DomainError(
            _("The household stands in %(unit)s already.") % {"unit": unit}, field="unit"
        )
    if not along <= home.members_now():
        raise DomainError(
            _("Only the membership of women who are members now can move along."), field="along"
        )
    before, address_before = household.unit, household.address
    household.unit, household.address = unit, address
    change = _write(
        household,
        HouseholdDeed.MOVED,
        on,
        by,
        from_unit=before,
        to_unit=unit,
        address_before=address_before,
        address_after=address,
    )
    for pk, woman in home.women.items():
        woman.household = household
        _take_along(woman, unit, on, by) if pk in along else _leave_behind(woman, change, by)
    details = {"from": before.name, "to": unit.name, "members": len(along)}
    record(Verb.MOVED, by=by, target=household, unit=unit, details=details)
    locked(Household.objects.all(), by=by, pk=household_id)
    return household


def _take_along(woman, unit, on, by):
    check_day(on, member=woman)
    refuse_waiting(woman)
    spell = open_spell(woman)
    if spell.unit_id == unit.pk:
        return
    hand_over(woman, spell, unit, on, by=by)
    check_still_hers(woman, by)
    details = {"from": spell.unit.name, "to": unit.name}
    record(Verb.MOVED, by=by, target=woman, unit=unit, details=details)


def _leave_behind(woman, change, by):
    if not same_home(change.household, woman.home_unit):
        check_women_follow([woman], None, change.on)
        relocate(woman, None, change.on, by=by, change=change)


@transaction.atomic
def merge_households(*, kept_id, kept_seen, gone_id, gone_seen, relations, on, by):
    """Two households become one from `on` on: the women of `gone` live in `kept`, whose head stays.

    `gone` is dissolved that day; what it was reviewed and listed as stays with it.
    """
    if kept_id == gone_id:
        raise DomainError(_("Choose another household than this one."), field="other")
    homes = dict.fromkeys(sorted((kept_id, gone_id)))
    for pk in homes:
        homes[pk] = locked_home(pk, kept_seen if pk == kept_id else gone_seen, by)
        check_change(homes[pk], on)
    kept, gone = homes[kept_id].household, homes[gone_id].household
    women = homes[gone_id].women
    _check_one_place(kept, gone, women)
    check_women_follow(women.values(), kept, on)
    change = _write(
        kept,
        HouseholdDeed.MERGED,
        on,
        by,
        other=gone,
        head_before=gone.head_name,
        head_after=kept.head_name,
        address_before=gone.address,
        address_after=kept.address,
    )
    for pk, woman in women.items():
        relation = relation_of(pk, relations, Head())
        relocate(woman, kept, on, by=by, relation=relation, change=change)
    if gone.began_on:
        check_after(on, gone.began_on)
    gone.ended_on = on
    gone.version += 1
    gone.save()
    details = {"what": "households_merged", "members": len(women)}
    for household in (kept, gone):
        record(Verb.CHANGED, by=by, target=household, unit=household.unit, details=details)
    return kept


def _check_one_place(kept, gone, women):
    """Both stand in one branch, and so do the women who come over."""
    if not same_home(kept, gone.unit):
        values = {"kept": kept.unit, "gone": gone.unit}
        raise DomainError(
            _(
                "One household stands in %(kept)s, the other in %(gone)s. Move one of them to the "
                "branch of the other first."
            )
            % values,
            field="other",
        )
    for woman in women.values():
        if not same_home(kept, woman.home_unit):
            values = {"name": woman, "unit": woman.home_unit, "head": kept.head_name}
            raise DomainError(
                _("%(name)s belongs to %(unit)s and cannot live in the household of %(head)s.")
                % values
            )
