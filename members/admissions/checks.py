"""Who on a list cannot be admitted, and why: told before it is approved, asked again when it is."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.scope import holds_at
from core.crypto import keyed_hash
from core.exceptions import DomainError
from core.identity import DoubtAbout, doubts
from members.enums import Began
from members.models import Member, Membership
from members.services.rows import check_day
from members.services.spells import check_age
from members.state import woman_line


@dataclass(frozen=True)
class AtFault:
    """One woman of a list, and the sentence that says why she cannot be admitted as it stands."""

    entry: object
    words: str


def faults_of(entries, on, user):
    """What stands in the way of admitting `entries` on `on`; two statements for any number.

    Of a woman with the same citizen number `user` is told who she is only inside her reach.
    """
    spells, twins = _spells_of(entries), _twins_of(entries)
    found = []
    for entry in entries:
        words = [
            *_of_person(entry.member if entry.is_returning else entry, on),
            *_of_unit(entry, on),
            *_of_past(entry, spells, on, user),
            *_of_number(entry, twins, entries, user),
        ]
        found += [AtFault(entry, sentence) for sentence in words]
    return found


def _spells_of(entries):
    """{member id: spells} of those who were members before."""
    spells = defaultdict(list)
    ids = [entry.member_id for entry in entries if entry.is_returning and entry.member_id]
    if ids:
        rows = Membership.objects.filter(member__in=ids).select_related("unit")
        for spell in rows.order_by("during"):
            spells[spell.member_id].append(spell)
    return spells


def _twins_of(entries):
    """{hash of a citizen number: a woman of the whole book}, those who are members now first."""
    hashes = {_number(entry) for entry in entries} - {""}
    if not hashes:
        return {}
    now = Membership.objects.still_open().filter(member=OuterRef("pk"))
    women = Member.objects.filter(national_id_hash__in=hashes).select_related("home_unit")
    women = women.annotate(is_member=Exists(now)).order_by("is_member", "pk")
    return {woman.national_id_hash: woman for woman in women}


def _number(entry):
    """The citizen number of a new woman, as it is looked for in the book."""
    return "" if entry.is_returning or not entry.national_id else keyed_hash(entry.national_id)


def _of_person(person, on):
    """Born too late, or a man. `person` is the entry of a new woman, the record of another."""
    if person is None:
        return
    if not person.birth_year:
        yield _("Her year of birth is not known. Write it first.")
    try:
        check_day(on, member=person)
        check_age(person, on, Began.ADMITTED)
    except DomainError as refused:
        yield refused.message
    for doubt in doubts(person.national_id):
        if doubt.about == DoubtAbout.SEX:
            yield (
                doubt.message
                + " "
                + _(
                    "Members are women; a man can be an honorary member, which is written on the "
                    "page for a new member. If she is a woman, put the number right."
                )
            )


def _of_unit(entry, on):
    if on not in entry.unit.valid:
        values = {"unit": entry.unit, "day": f"{on:%d/%m/%Y}"}
        yield _("%(unit)s did not exist on %(day)s.") % values


def _of_past(entry, spells, on, user):
    """Somebody who comes back: still in the book, not a member, out of it by `on`."""
    if not entry.is_returning:
        return
    if entry.member is None:
        yield _("Her record is no longer in the book. Take her off the list.")
    elif not holds_at(user, Permission.MEMBER_CHANGE, entry.member.home_unit):
        yield _("She is in the book of another unit by now. Ask that unit to transfer her.")
    elif blocking := [s for s in spells[entry.member_id] if not s.during.upper]:
        values = {"unit": blocking[0].unit, "since": f"{blocking[0].during.lower:%d/%m/%Y}"}
        yield _("She already belongs to %(unit)s, since %(since)s.") % values
    elif late := [s for s in spells[entry.member_id] if s.during.upper > on]:
        values = {"unit": late[-1].unit, "until": f"{late[-1].during.upper:%d/%m/%Y}"}
        yield _("She belonged to %(unit)s until %(until)s; that day or a later one.") % values


def _of_number(entry, twins, entries, user):
    """The citizen number is somebody's already: in the book, or on this list."""
    number = _number(entry)
    if not number:
        return
    if any(other.pk < entry.pk and _number(other) == number for other in entries):
        yield _("Her citizen number stands twice on this list.")
    if (twin := twins.get(number)) is None:
        return
    if not holds_at(user, Permission.MEMBER_VIEW, twin.home_unit):
        yield _(
            "Her citizen number is that of a woman in the book of another unit. Ask that unit to "
            "transfer her, or the district to compare."
        )
    elif twin.is_member:
        yield _("Her citizen number is that of a member: %(woman)s.") % {"woman": woman_line(twin)}
    else:
        yield _(
            "Her citizen number is that of a former member: %(woman)s. Put that record on the list."
        ) % {"woman": woman_line(twin)}
