"""Which step may follow which, and who may record it.

The Union's own steps go in order. The Party's steps are facts that others produced: they may be
recorded late and out of order, with a warning, except for the few marked hard here.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from referrals.enums import Stage
from referrals.pipeline.stages import PAUSES, RANK

# What usually follows, the expected step first.
MOVES = {
    Stage.PROPOSED: (Stage.CHAPTER_REVIEW,),
    Stage.CHAPTER_REVIEW: (Stage.DISTRICT_REVIEW,),
    Stage.DISTRICT_REVIEW: (Stage.INTRODUCED, Stage.SENT_BACK),
    Stage.SENT_BACK: (Stage.DISTRICT_REVIEW,),
    Stage.INTRODUCED: (Stage.SYMPATHISER,),
    Stage.SYMPATHISER: (Stage.SENT_TO_CLASS,),
    Stage.SENT_TO_CLASS: (Stage.CERTIFIED, Stage.NOT_FINISHED),
    Stage.NOT_FINISHED: (Stage.SENT_TO_CLASS,),
    Stage.CERTIFIED: (Stage.DOSSIER, Stage.SENT_TO_CLASS),
    Stage.DOSSIER: (Stage.OPINION_GIVEN, Stage.CELL_RESOLUTION),
    Stage.OPINION_GIVEN: (Stage.CELL_RESOLUTION,),
    Stage.CELL_RESOLUTION: (Stage.COMMITTEE_RESOLUTION,),
    Stage.COMMITTEE_RESOLUTION: (Stage.ADMISSION_DECISION,),
    Stage.ADMISSION_DECISION: (Stage.PROBATIONARY,),
    Stage.PROBATIONARY: (Stage.OFFICIAL, Stage.STRUCK_OFF),
    Stage.OFFICIAL: (),
    Stage.MOVED_AWAY: (),
    Stage.STOPPED: (),
    Stage.STRUCK_OFF: (),
}

WAY = (
    Stage.PROPOSED,
    Stage.CHAPTER_REVIEW,
    Stage.DISTRICT_REVIEW,
    Stage.INTRODUCED,
    Stage.SYMPATHISER,
    Stage.SENT_TO_CLASS,
    Stage.CERTIFIED,
    Stage.DOSSIER,
    Stage.OPINION_GIVEN,
    Stage.CELL_RESOLUTION,
    Stage.COMMITTEE_RESOLUTION,
    Stage.ADMISSION_DECISION,
    Stage.PROBATIONARY,
    Stage.OFFICIAL,
)

# Hard: the step on the left cannot be recorded while the one on the right is not there.
AFTER = {
    Stage.CHAPTER_REVIEW: Stage.PROPOSED,
    Stage.DISTRICT_REVIEW: Stage.CHAPTER_REVIEW,
    Stage.SENT_BACK: Stage.DISTRICT_REVIEW,
    Stage.INTRODUCED: Stage.DISTRICT_REVIEW,
    Stage.NOT_FINISHED: Stage.SENT_TO_CLASS,
    Stage.OFFICIAL: Stage.PROBATIONARY,
}
UNION_STEPS = (
    Stage.PROPOSED,
    Stage.CHAPTER_REVIEW,
    Stage.DISTRICT_REVIEW,
    Stage.SENT_BACK,
    Stage.INTRODUCED,
)
CLASS_STEPS = (Stage.SENT_TO_CLASS, Stage.NOT_FINISHED, Stage.CERTIFIED)
# From here the terms are the Party's; following cannot be paused any more.
PAUSABLE_UNTIL = RANK[Stage.OPINION_GIVEN]
EXITS = {
    Stage.MOVED_AWAY: WAY[:-1],
    Stage.STOPPED: WAY[:-1],
    Stage.STRUCK_OFF: (Stage.PROBATIONARY,),
}

WHO = {
    Stage.PROPOSED: Permission.REFERRAL_CHANGE,
    Stage.CHAPTER_REVIEW: Permission.REFERRAL_CHANGE,
    Stage.DISTRICT_REVIEW: Permission.REFERRAL_ENDORSE,
    Stage.SENT_BACK: Permission.REFERRAL_REVIEW,
    Stage.INTRODUCED: Permission.REFERRAL_REVIEW,
    Stage.SYMPATHISER: Permission.REFERRAL_CHANGE,
    Stage.SENT_TO_CLASS: Permission.REFERRAL_CHANGE,
    Stage.NOT_FINISHED: Permission.REFERRAL_REVIEW,
    Stage.CERTIFIED: Permission.REFERRAL_REVIEW,
    Stage.DOSSIER: Permission.REFERRAL_CHANGE,
    Stage.OPINION_GIVEN: Permission.REFERRAL_ENDORSE,
    Stage.CELL_RESOLUTION: Permission.REFERRAL_CHANGE,
    Stage.COMMITTEE_RESOLUTION: Permission.REFERRAL_CHANGE,
    Stage.ADMISSION_DECISION: Permission.REFERRAL_REVIEW,
    Stage.PROBATIONARY: Permission.REFERRAL_CHANGE,
    Stage.OFFICIAL: Permission.REFERRAL_CHANGE,
    Stage.PAUSED: Permission.REFERRAL_ENDORSE,
    Stage.RESUMED: Permission.REFERRAL_CHANGE,
    Stage.MOVED_AWAY: Permission.REFERRAL_ENDORSE,
    Stage.STOPPED: Permission.REFERRAL_ENDORSE,
    Stage.STRUCK_OFF: Permission.REFERRAL_REVIEW,
}

CONSENT_FIRST = gettext_lazy(
    "Her consent to the referral is not recorded yet. Record it on her page first, with the date "
    "and where the signed paper is kept."
)


def permission_for(stage, current=None):
    """The permission that recording `stage` needs when the case stands at `current`.

    An answer to what the district sent back is the officer's; the first sending is the lead's.
    """
    if stage == Stage.DISTRICT_REVIEW and current == Stage.SENT_BACK:
        return Permission.REFERRAL_CHANGE
    return WHO[stage]


def refusal(case, stage):
    """Why `stage` cannot be recorded now, as a sentence; None when it can."""
    if case.stage is None:
        return None if stage == Stage.PROPOSED else _("The case has no proposal yet.")
    if stage in PAUSES:
        return _refusal_of_pause(case, stage)
    if case.closed:
        return None if _late_after_the_end(case, stage) else _("This case is closed.")
    if stage in EXITS:
        return _refusal_of_exit(case, stage)
    if case.paused:
        return _("Following is paused. Resume it first, then record the step.")
    return _refusal_of_order(case, stage) or _refusal_of_consent(case, stage)


def _refusal_of_pause(case, stage):
    if case.closed:
        return _("This case is closed.")
    if stage == Stage.RESUMED:
        return None if case.paused else _("Following is not paused.")
    if case.paused:
        return _("Following is paused already.")
    if RANK[case.stage] > PAUSABLE_UNTIL:
        return _("The cell has decided: the Party's terms run, so following cannot be paused.")
    return None


def _refusal_of_exit(case, stage):
    here = Stage(case.stage).label
    if _on_the_way(case.stage) in EXITS[stage]:
        return None
    return _("“%(step)s” cannot follow “%(here)s”.") % {"step": Stage(stage).label, "here": here}


def _on_the_way(stage):
    """The stage of the straight way that a side stage stands beside."""
    return {
        Stage.SENT_BACK: Stage.DISTRICT_REVIEW,
        Stage.NOT_FINISHED: Stage.SENT_TO_CLASS,
    }.get(stage, stage)


def _late_after_the_end(case, stage):
    """After the official decision, Party steps that nobody wrote down can still be recorded."""
    return (
        case.stage == Stage.OFFICIAL
        and stage in WAY
        and stage not in UNION_STEPS
        and not case.has(stage)
    )


def _refusal_of_order(case, stage):
    before = AFTER.get(stage)
    if before and not case.has(before):
        return _("“%(before)s” must be recorded before “%(step)s”.") % {
            "before": before.label,
            "step": Stage(stage).label,
        }
    if _stands_already(case, stage):
        return _("“%(step)s” is recorded already.") % {"step": Stage(stage).label}
    if stage == Stage.INTRODUCED and case.stage == Stage.SENT_BACK:
        return _("The case was sent back; the chapter answers first.")
    return None


def _stands_already(case, stage):
    """Only two rounds repeat: sent back and in again; sent to a class again."""
    if stage == Stage.DISTRICT_REVIEW:
        return case.has(stage) and case.stage != Stage.SENT_BACK
    if stage == Stage.SENT_BACK:
        return case.stage != Stage.DISTRICT_REVIEW
    if stage in CLASS_STEPS:
        return _class_stands(case, stage)
    return case.has(stage)


def _class_stands(case, stage):
    """A new class follows an unfinished one or an old certificate; an end follows a class."""
    rounds = [step for step in case.steps if step.stage in CLASS_STEPS]
    if not rounds:
        return False
    last = max(rounds, key=lambda step: step.on).stage
    return (last == Stage.SENT_TO_CLASS) == (stage == Stage.SENT_TO_CLASS)


def _refusal_of_consent(case, stage):
    """Her political standing is sensitive data: nothing beyond the proposal without her consent."""
    if stage != Stage.PROPOSED and not case.consented:
        return str(CONSENT_FIRST)
    return None


def refusal_of_person(case, stage, by):
    """Four eyes: nobody approves at the district what she proposed or sent in herself."""
    if stage != Stage.INTRODUCED or by is None:
        return None
    if case.opened_by == by:
        return _(
            "You entered this case yourself, so somebody else at the district must approve it."
        )
    sent = case.last_of(Stage.DISTRICT_REVIEW)
    if sent and sent.by == by:
        return _("You sent this case in yourself, so somebody else must approve it.")
    return None


def moves_open(case):
    """The stages that could be recorded now, whoever asks: the expected ones first."""
    expected = MOVES.get(case.stage, ()) if case.stage else (Stage.PROPOSED,)
    others = [stage for stage in (*WAY, *PAUSES, *EXITS) if stage not in expected]
    return [stage for stage in (*expected, *others) if refusal(case, stage) is None]


def skipped(case, stage):
    """Steps of the way before `stage` that are not recorded: told as a warning."""
    if stage not in WAY:
        return []
    before = WAY[: WAY.index(stage)]
    return [step for step in before if not case.has(step)]
