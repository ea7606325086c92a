"""Putting a standing right: the wrong days stay in the history of the row, with the reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.ranges import days_from
from members.enums import StandingKind
from members.models import Membership, Standing
from members.services.amending import (
    amend,
    check_keeps,
    check_room,
    check_seen,
    check_why,
    shares_a_day,
    withdraw,
)
from members.services.rows import check_day, locked_member

OPEN = (StandingKind.CORE, StandingKind.AWAY)


@transaction.atomic
def correct_standing(
    *,
    member_id,
    standing_id,
    kind,
    begins_on,
    by,
    why,
    ends_on=None,
    place="",
    phone="",
    note="",
    seen=None,
):
    """Give one of her standings its right kind and days; without `ends_on` it lasts.

    Refused where it would overlap another one of its kind, and for days on which she was no member
    (but Party membership may be older); a day that stood already is not asked again. Refused too
    where it would change the figures of a unit whose book `by` does not keep. `seen` is the
    face of the standing as it was shown: raises `StaleEdit` when it is another one by now.
    """
    member, standing = _hers(member_id, standing_id, by)
    check_why(why)
    check_seen(standing, seen)
    _check_kind(standing, kind)
    _check_days(member, begins_on, ends_on)
    others = Standing.objects.filter(member=member, kind=kind).exclude(pk=standing.pk)
    check_room({standing: (begins_on, ends_on)}, others, _in_the_way)
    if kind != StandingKind.PARTY:
        _check_member_then(member, standing.during, begins_on, ends_on)
    refuse_days_elsewhere(member, _changed(standing, kind, begins_on, ends_on), by)
    away = kind == StandingKind.AWAY
    standing.kind, standing.note = kind, note
    standing.place, standing.phone = (place, phone) if away else ("", "")
    amend(standing, begins_on, ends_on, why=why)
    _record(member, "standing_corrected", kind, by)
    return standing


@transaction.atomic
def withdraw_standing(*, member_id, standing_id, by, why, seen=None):
    """A standing that was entered by mistake goes; its history tells what stood, and why it went.

    Raises `StaleEdit` when it is no longer as it was shown.
    """
    member, standing = _hers(member_id, standing_id, by)
    check_why(why)
    check_seen(standing, seen)
    refuse_days_elsewhere(member, [_bounds(standing)], by)
    withdraw(standing, why=why)
    _record(member, "standing_withdrawn", standing.kind, by)
    return member


def _hers(member_id, standing_id, by):
    """Her row and the standing, locked; Party membership takes the permission to reveal it."""
    member = locked_member(member_id, by)
    rows = Standing.objects.filter(member=member).select_for_update(of=("self",))
    standing = rows.filter(pk=standing_id).first()
    if standing is None:
        raise DomainError(_("This is no longer in her record; nothing has been saved."))
    if standing.kind == StandingKind.PARTY:
        locked_member(member_id, by, Permission.MEMBER_REVEAL)
    return member, standing


def _record(member, what, kind, by):
    record(
        Verb.CHANGED,
        by=by,
        target=member,
        unit=member.home_unit,
        details={"what": what, "kind": kind},
    )


def _check_kind(standing, kind):
    """Party membership is closed to many readers: it neither becomes something open nor comes of
    it."""
    if kind != standing.kind and not {kind, standing.kind} <= set(OPEN):
        raise DomainError(
            _(
                "Party membership is written by itself. Withdraw this one, then write the other "
                "one down."
            ),
            field="kind",
        )


def _check_days(member, begins_on, ends_on):
    check_day(begins_on, member=member, field="begins_on")
    if ends_on is not None:
        check_day(ends_on, member=member, field="ends_on")


def _in_the_way(other):
    values = {"kind": other.get_kind_display(), "since": f"{other.during.lower:%d/%m/%Y}"}
    if other.during.upper is None:
        return _("“%(kind)s” already stands, since %(since)s.") % values
    values["until"] = f"{other.during.upper:%d/%m/%Y}"
    return _("“%(kind)s” stood from %(since)s until %(until)s; the two would overlap.") % values


def _check_member_then(member, before, begins_on, ends_on):
    """Every day that the standing gains is one on which she was a member."""
    spells = Membership.objects.filter(member=member).order_by("during")
    spans = [spell.during for spell in spells]
    for first, until, field in gained(before, begins_on, ends_on):
        missing = first_uncovered(spans, first, until)
        if missing is not None:
            raise DomainError(
                _("She was no member on %(day)s. Correct her membership first, or this day.")
                % {"day": f"{missing:%d/%m/%Y}"},
                field=field,
            )


def _bounds(standing):
    return standing.during.lower, standing.during.upper


def _changed(standing, kind, begins_on, ends_on):
    """The pieces of time of which the correction says something else than before."""
    before, after = _bounds(standing), (begins_on, ends_on)
    if kind != standing.kind:
        return [before, after]
    pieces = gained(standing.during, *after) + gained(days_from(*after), *before)
    return [(first, until) for first, until, _field in pieces]


def refuse_days_elsewhere(member, pieces, by):
    """Refuse to change what stood on days, `(first, until)` each, that she spent in a unit whose
    book `by` does not keep. Not for views."""
    for spell in Membership.objects.filter(member=member).select_related("unit"):
        if any(shares_a_day(spell.during, *piece) for piece in pieces):
            check_keeps(spell.unit, by)


def gained(before, first, until):
    """The days of the new span that the old one does not hold: `(first, until, field)` each."""
    if not shares_a_day(before, first, until):
        return [(first, until, "begins_on")]
    pieces = []
    if first < before.lower:
        pieces.append((first, before.lower, "begins_on"))
    if before.upper is not None and (until is None or until > before.upper):
        pieces.append((before.upper, until, "ends_on"))
    return pieces


def first_uncovered(spans, first, until):
    """The first day from `first` up to `until` that none of `spans`, in order, holds; or None."""
    for span in spans:
        if span.lower > first:
            break
        if span.upper is None:
            return None
        first = max(first, span.upper)
    return first if until is None or first < until else None
