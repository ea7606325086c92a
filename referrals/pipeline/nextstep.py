"""What happens next, by when, who must act, what is missing: one sentence for every state."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.enums import Stage
from referrals.pipeline.facts import NEEDED
from referrals.pipeline.moves import MOVES

SOON_DAYS = 30
FAR_DAYS = 180  # beyond, a day says more than a number of days

# Who acts, and what she does: the halves of the sentence.
ACTOR = {
    Stage.PROPOSED: gettext_lazy("the chapter officer"),
    Stage.CHAPTER_REVIEW: gettext_lazy("the chapter's chairwoman"),
    Stage.DISTRICT_REVIEW: gettext_lazy("the district Union"),
    Stage.SENT_BACK: gettext_lazy("the chapter officer"),
    Stage.INTRODUCED: gettext_lazy("the chapter officer"),
    Stage.SYMPATHISER: gettext_lazy("the chapter officer and the district Union"),
    Stage.SENT_TO_CLASS: gettext_lazy("the district Union"),
    Stage.NOT_FINISHED: gettext_lazy("the chapter officer"),
    Stage.CERTIFIED: gettext_lazy("the chapter officer"),
    Stage.DOSSIER: gettext_lazy("the chapter's chairwoman"),
    Stage.OPINION_GIVEN: gettext_lazy("the Party cell; the chapter officer records it"),
    Stage.CELL_RESOLUTION: gettext_lazy("the Party committee; the chapter officer records it"),
    Stage.COMMITTEE_RESOLUTION: gettext_lazy(
        "the competent Party committee; the district Union records it"
    ),
    Stage.ADMISSION_DECISION: gettext_lazy("the Party cell; the chapter officer records it"),
    Stage.PROBATIONARY: gettext_lazy("the Party cell; the chapter officer records it"),
}
ACTION = {
    Stage.PROPOSED: gettext_lazy("confirm her wish and hand the case in to the chapter"),
    Stage.CHAPTER_REVIEW: gettext_lazy(
        "hold the committee's vote and send the case to the district"
    ),
    Stage.DISTRICT_REVIEW: gettext_lazy(
        "review the case, then introduce her to the cell or send it back"
    ),
    Stage.SENT_BACK: gettext_lazy("complete what is lacking and send the case in again"),
    Stage.INTRODUCED: gettext_lazy("ask the cell whether she is on its list and who helps her"),
    Stage.SYMPATHISER: gettext_lazy("propose her for an awareness class"),
    Stage.SENT_TO_CLASS: gettext_lazy("record the certificate, or that she did not finish"),
    Stage.NOT_FINISHED: gettext_lazy("propose her for the next awareness class"),
    Stage.CERTIFIED: gettext_lazy(
        "begin the dossier (1-, 2-, 3-KND) while the certificate is valid"
    ),
    Stage.DOSSIER: gettext_lazy("hold the meeting and give the Union's opinion (5-KND)"),
    Stage.OPINION_GIVEN: gettext_lazy("the cell considers her and votes"),
    Stage.CELL_RESOLUTION: gettext_lazy("the Party committee considers her"),
    Stage.COMMITTEE_RESOLUTION: gettext_lazy("the decision on admission is issued"),
    Stage.ADMISSION_DECISION: gettext_lazy("the cell holds the admission ceremony"),
    Stage.PROBATIONARY: gettext_lazy(
        "probation ends and the cell considers her official membership"
    ),
}
END = {
    Stage.OFFICIAL: gettext_lazy("She is an official Party member; the case is complete."),
    Stage.MOVED_AWAY: gettext_lazy("Handed over; another unit follows her now."),
    Stage.STOPPED: gettext_lazy("The referral was stopped; the case is closed."),
    Stage.STRUCK_OFF: gettext_lazy("She was not recognised; the case is closed."),
}


class NextStep(NamedTuple):
    """`stage` is the expected one, None at the end or while paused; `days` left, negative late."""

    stage: Stage | None
    sentence: str
    action: str = ""
    who: str = ""
    due_on: date | None = None
    days: int | None = None
    missing: tuple = ()

    @property
    def overdue(self):
        return self.days is not None and self.days < 0

    @property
    def soon(self):
        return self.days is not None and 0 <= self.days <= SOON_DAYS

    @property
    def kind(self):
        """How the state is shown: bad, warn, wait or quiet (see the state tag of the house)."""
        if self.overdue:
            return "bad"
        return "warn" if self.soon else "wait" if self.days is not None else "quiet"

    @property
    def when(self):
        """The deadline in words: overdue is a word, not only a colour."""
        if self.days is None:
            return ""
        if self.days < 0:
            late = -self.days
            return ngettext("Overdue by %(n)s day", "Overdue by %(n)s days", late) % {"n": late}
        if self.days == 0:
            return _("Due today")
        if self.days > FAR_DAYS:
            return _("By %(day)s") % {"day": f"{self.due_on:%d/%m/%Y}"}
        return ngettext("%(n)s day left", "%(n)s days left", self.days) % {"n": self.days}


def next_steps(stage, *, due_on, today, paused=False, consented=True):
    """The next step of a case that stands at `stage` with the deadline `due_on`.

    While paused, `due_on` is the day on which the pause is looked at again.
    """
    stage = Stage(stage)
    if stage in END:
        return NextStep(None, str(END[stage]))
    days = (due_on - today).days if due_on else None
    if paused:
        action = _("decide whether to go on following her")
        return _told(None, action, _("the chapter officer"), due_on, days, ())
    follower = MOVES[stage][0]
    missing = [str(fact.label) for fact in NEEDED[follower] if fact.required]
    if not consented:
        missing.insert(0, _("her consent to the referral, recorded on her page"))
    return _told(follower, str(ACTION[stage]), str(ACTOR[stage]), due_on, days, tuple(missing))


def _told(stage, action, who, due_on, days, missing):
    values = {"action": action, "who": who}
    if due_on is None:
        sentence = _("Next: %(action)s. To act: %(who)s.") % values
    else:
        values["day"] = f"{due_on:%d/%m/%Y}"
        sentence = _("Next: %(action)s, by %(day)s. To act: %(who)s.") % values
    return NextStep(stage, sentence, action, who, due_on, days, missing)
