"""Who may withdraw a milestone: the district's staff within seven days, after that its lead."""

from datetime import timedelta

from accounts.permissions import Permission

UNDO_DAYS = timedelta(days=7)


def undo_permission(recorded_at, now):
    """The permission that withdrawing needs: staff for seven days from recording, then the lead.

    The lead is she who both reviews and endorses; `may_undo` asks for both.
    """
    fresh = now - recorded_at <= UNDO_DAYS
    return Permission.REFERRAL_REVIEW if fresh else Permission.REFERRAL_ENDORSE


def may_undo(recorded_at, now, holds):
    """Whether somebody who holds the permissions `holds` at the case may withdraw the step."""
    needed = {Permission.REFERRAL_REVIEW, undo_permission(recorded_at, now)}
    return needed <= set(holds)
