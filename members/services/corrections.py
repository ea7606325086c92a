"""Putting dates and kind of a spell right: the wrong ones stay in the history of the row."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.ranges import days_from
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.models import Membership, Standing
from members.services.amending import (
    amend,
    check_keeps,
    check_room,
    check_seen,
    check_why,
)
from members.services.rows import (
    check_day,
    check_still_hers,
    locked_member,
    settle_home,
)
from members.services.spells import check_age, check_reason


@transaction.atomic
def correct_spell(
    *, member_id, spell_id, begins_on, by, why, ends_on=None, reason="", kind="", seen=None
):
    """Give one of her spells its right dates and `kind` (kept when empty); an empty `ends_on`
    undoes a leaving.

    `why` they were wrong stays beside them; `reason` is why she left. `seen` is the face of the
    spell (`face_of`) as it was shown: raises `StaleEdit` when it is another one by now.
    Where a transfer or a change of kind joins two spells, the seam moves: one ends on the day
    the other begins.
    Refused for the kind where a decision changed it: that day is put right instead. Refused when
    the spell would overlap another one or leave a neighbour without a day, for what
    the seam fixes (a spell that another one follows keeps an end), and where it would change the
    figures of a unit whose book `by` does not keep.
    """
    member = locked_member(member_id, by)
    spells = Membership.objects.filter(member=member).select_for_update(of=("self",))
    known = {spell.pk: spell for spell in spells.select_related("unit")}
    if (spell := known.get(spell_id)) is None:
        raise DomainError(_("This spell of membership is not hers."))
    check_why(why)
    check_seen(spell, seen)
    before, after = _neighbours(spell, known.values())
    _check_dates(member, spell, after, begins_on, ends_on, reason)
    spans = {spell: (begins_on, ends_on)}
    if before:
        spans[before] = (before.during.lower, begins_on)
    if after:
        spans[after] = (ends_on, after.during.upper)
    _refuse_others(spell, spans, by)
    check_room(spans, known.values(), _in_the_way)
    _set_kind(spell, kind or spell.kind, begins_on, ends_on)
    _set_end(spell, ends_on, spell.ended_as if after else reason, by)
    _write(spans, why)
    settle_home(member)
    check_still_hers(member, by)
    record(Verb.CHANGED, by=by, target=member, unit=spell.unit, details={"spell": spell.pk})
    return spell


def _neighbours(spell, spells):
    """The spells that share a seam with it: by a transfer, or by a change of kind."""
    by_end = {row.during.upper: row for row in spells if row.ended_as == Ended.CONVERTED}
    before = next((row for row in spells if row.pk == spell.came_from_id), None)
    if spell.began_as == Began.CONVERTED:
        before = by_end.get(spell.during.lower)
    after = next((row for row in spells if row.came_from_id == spell.pk), None)
    if spell.ended_as == Ended.CONVERTED:
        begun = (row for row in spells if row.began_as == Began.CONVERTED)
        after = next((row for row in begun if row.during.lower == spell.during.upper), None)
    return before, after


def _check_dates(member, spell, after, begins_on, ends_on, reason):
    check_day(begins_on, member=member, field="begins_on")
    if spell.began_as == Began.ADMITTED:
        check_age(member, begins_on, spell.began_as, field="begins_on")
    if after and ends_on is None:
        raise DomainError(
            _("Another spell of hers follows on that day, so this one keeps an end."),
            field="ends_on",
        )
    if ends_on is None:
        return
    check_day(ends_on, member=member, field="ends_on")
    if not after:
        check_reason(reason)


def _refuse_others(spell, spans, by):
    """She is hers by now, but not the time that she spent elsewhere: its figures are another's."""
    for row, (first, until) in spans.items():
        changes = row == spell or (row.during.lower, row.during.upper) != (first, until)
        if changes:
            check_keeps(row.unit, by)


def _in_the_way(other):
    values = {"unit": other.unit, "since": f"{other.during.lower:%d/%m/%Y}"}
    return _("That overlaps her time in %(unit)s from %(since)s.") % values


def _set_kind(spell, kind, begins_on, ends_on):
    """Core membership is the ordinary members', as in `convert_membership`."""
    if kind == spell.kind:
        return
    if spell.began_as == Began.CONVERTED or spell.ended_as == Ended.CONVERTED:
        raise DomainError(
            _("A decision changed the kind of her membership. Put the day of the change right."),
            field="kind",
        )
    span = days_from(begins_on, ends_on)
    core = Standing.objects.filter(member=spell.member_id, kind=StandingKind.CORE)
    if kind == MembershipKind.HONORARY and core.filter(during__overlap=span).exists():
        raise DomainError(
            _("She is written down as a core member in these days. Put that right first."),
            field="kind",
        )
    spell.kind = kind


def _set_end(spell, ends_on, reason, by):
    if ends_on is None:
        spell.ended_as, spell.end_note = "", ""
        spell.end_recorded_at = spell.end_recorded_by = None
    else:
        spell.ended_as = reason
        spell.end_recorded_at = spell.end_recorded_at or timezone.now()
        spell.end_recorded_by = spell.end_recorded_by or by


def _write(spans, why):
    """The shrinking first: the database refuses an overlap at every step."""
    for row, (first, until) in sorted(spans.items(), key=lambda item: _growth(item[0], *item[1])):
        amend(row, first, until, why=why)


def _growth(row, first, until):
    """0 when the new span lies within the old, 2 when it holds it, 1 when it moves."""
    before, after = row.during.upper, until
    later = after is None if before is None else after is None or after > before
    within = first >= row.during.lower and not (later and before is not None)
    beyond = first <= row.during.lower and later
    return 0 if within else 2 if beyond else 1
