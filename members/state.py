"""How a member stands today, in words: one line for lists, tags for her record."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.enums import MembershipKind, StandingKind


@dataclass(frozen=True)
class Tag:
    """`kind` is one of the signs of the house: good, wait, warn, bad, quiet."""

    kind: str
    words: str


def state_of(member):
    """Tags of a member read with `with_state`; no statement is run.

    Party membership is left out: it is sensitive, and shown on the record when asked for.
    """
    spell = member.spells[0] if member.spells else None
    if spell is None:
        return [Tag("quiet", _("no membership on record"))]
    if spell.during.upper is not None:
        return [Tag("quiet", left_in_words(spell))]
    tags = []
    if spell.kind == MembershipKind.HONORARY:
        tags.append(Tag("quiet", _("honorary member")))
    held = {standing.kind: standing for standing in member.standings_now}
    if StandingKind.CORE in held:
        tags.append(Tag("good", _("core member")))
    if away := held.get(StandingKind.AWAY):
        place = f": {away.place}" if away.place else ""
        tags.append(Tag("wait", _("working away") + place))
    return tags or [Tag("quiet", _("active"))]


def left_in_words(spell):
    """Why and since when a spell is over, e.g. "xin ra khỏi Hội, từ 02/05/2023"."""
    values = {"reason": spell.get_ended_as_display(), "day": f"{spell.during.upper:%d/%m/%Y}"}
    return _("left: %(reason)s, from %(day)s") % values


def woman_line(member, places=None):
    """Name · birth year · branch: never the name alone. Needs `home_unit` read along.

    `places` tells the branch with those above it, where several stand beside each other.
    """
    home = places(member.home_unit) if places else member.home_unit.name
    if member.anonymised_on:
        return f"{member.full_name} · {home}"
    return " · ".join([member.full_name, str(member.birth_year or _("birth year unknown")), home])


def household_line(household):
    """Household · branch. Needs `unit` read along."""
    return _("Household of %(head)s") % {"head": household.head_name} + f" · {household.unit.name}"
