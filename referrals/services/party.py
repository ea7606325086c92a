"""The one fact of the member book that a case writes: from when she is a Party member.

Not through `members.services`, which asks for the right to change members: whoever may record the
ceremony may have this written, even for a woman who has left the Union since.
"""

from core.ranges import open_from
from members.enums import StandingKind
from members.models import Standing


def open_party_standing(*, member, on, by):
    """She is a Party member from `on`; nothing is written when that is recorded already."""
    standings = Standing.objects.filter(member=member, kind=StandingKind.PARTY)
    if standings.filter(during__overlap=open_from(on)).exists():
        return
    Standing.objects.create(
        member=member, kind=StandingKind.PARTY, during=open_from(on), recorded_by=by
    )


def take_back_party_standing(*, member, on):
    """Undo `open_party_standing` of the same day; a standing of another day was not ours."""
    standings = Standing.objects.filter(member=member, kind=StandingKind.PARTY)
    standings.filter(during=open_from(on)).delete()
