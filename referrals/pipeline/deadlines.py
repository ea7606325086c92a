"""Which term a step starts: by the Party's rules in force on its day, or as a reminder of ours.

Rules give working days (weekends and public holidays are skipped) or months; they come from the
rule set, and the deadline is stored with it, so that a later change of rules moves nothing.
"""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.dates import add_months
from core.workdays import add_working_days
from referrals.enums import CeremonyFrom, Stage

NO_CERTIFICATE = timedelta(days=180)


class Deadline(NamedTuple):
    """`rule` names the rule set's parameter; without it the term is a reminder of the Union's.

    `days` counts plain days of such a reminder. `words` say it to the officer; `%(n)s` in them is
    the parameter's value.
    """

    words: str
    days: int | None = None
    rule: str | None = None


DEADLINES = {
    Stage.PROPOSED: Deadline(_("30 days after the proposal (reminder)"), days=30),
    Stage.CHAPTER_REVIEW: Deadline(_("30 days before the chapter (reminder)"), days=30),
    Stage.DISTRICT_REVIEW: Deadline(_("15 days at the district (reminder)"), days=15),
    Stage.SENT_BACK: Deadline(_("15 days to answer the district (reminder)"), days=15),
    Stage.INTRODUCED: Deadline(_("ask the cell after 30 days (reminder)"), days=30),
    Stage.SYMPATHISER: Deadline(_("ask about a class after 180 days (reminder)"), days=180),
    Stage.SENT_TO_CLASS: Deadline(_("30 days after the class ends (reminder)"), days=30),
    Stage.NOT_FINISHED: Deadline(_("ask about the next class after 180 days (reminder)"), days=180),
    Stage.CERTIFIED: Deadline(_("the certificate serves %(n)s months"), rule="certificate_months"),
    Stage.DOSSIER: Deadline(_("the certificate serves %(n)s months"), rule="certificate_months"),
    Stage.OPINION_GIVEN: Deadline(
        _("the certificate serves %(n)s months"), rule="certificate_months"
    ),
    Stage.CELL_RESOLUTION: Deadline(
        _("%(n)s working days from the cell's resolution"), rule="decision_working_days"
    ),
    Stage.COMMITTEE_RESOLUTION: Deadline(
        _("%(n)s working days from the cell's resolution"), rule="decision_working_days"
    ),
    Stage.ADMISSION_DECISION: Deadline(
        _("%(n)s working days to hold the admission ceremony"), rule="ceremony_working_days"
    ),
    Stage.PROBATIONARY: Deadline(
        _("%(n)s working days after probation ends"),
        rule="review_working_days",
    ),
    Stage.PAUSED: Deadline(_("the day on which the pause is looked at again")),
}


def due_date(stage, on, *, rules, holidays, facts=None, case=None, class_ends=None):
    """The day by which the step after `stage` is due; None when nothing is.

    `facts` are those of the step (dates as dates), `case` the case before it, `rules` the rule set
    in force on `on`, `holidays` a set of days.
    """
    facts = facts or {}
    if stage == Stage.PAUSED:
        return facts.get("review_on") or add_months(on, 6)
    if stage in _BY_RULE:
        return _BY_RULE[stage](on, rules, holidays, facts, case)
    if stage not in DEADLINES:
        return None
    start = class_ends if stage == Stage.SENT_TO_CLASS and class_ends else on
    return start + timedelta(days=DEADLINES[stage].days)


def certificate_expiry(on, rules):
    """The last day on which a certificate issued on `on` serves (60 months; 06-HD/TW 5.4)."""
    return add_months(on, rules.certificate_months)


def probation_end(on, rules):
    """The day on which probation ends: 12 months from the ceremony, however late it is said."""
    return add_months(on, rules.probation_months)


def _certificate(on, rules, holidays, facts, case):
    return certificate_expiry(on, rules)


def _certificate_of_case(on, rules, holidays, facts, case):
    """Carried from the certificate as it was computed then; a reminder while none is recorded."""
    certified = case.last_of(Stage.CERTIFIED) if case else None
    return certified.due_on if certified else on + NO_CERTIFICATE


def _decision(on, rules, holidays, facts, case):
    return add_working_days(on, rules.decision_working_days, holidays)


def _decision_of_case(on, rules, holidays, facts, case):
    """From the cell's resolution; from the committee's when that was never recorded."""
    resolved = case.last_of(Stage.CELL_RESOLUTION) if case else None
    return resolved.due_on if resolved else _decision(on, rules, holidays, facts, case)


def _ceremony(on, rules, holidays, facts, case):
    """From receipt or from issue, as the rule set says; from issue while receipt is not known."""
    receipt = facts.get("received_on") if rules.ceremony_from == CeremonyFrom.RECEIPT else None
    return add_working_days(receipt or on, rules.ceremony_working_days, holidays)


def _official(on, rules, holidays, facts, case):
    return add_working_days(probation_end(on, rules), rules.review_working_days, holidays)


_BY_RULE = {
    Stage.CERTIFIED: _certificate,
    Stage.DOSSIER: _certificate_of_case,
    Stage.OPINION_GIVEN: _certificate_of_case,
    Stage.CELL_RESOLUTION: _decision,
    Stage.COMMITTEE_RESOLUTION: _decision_of_case,
    Stage.ADMISSION_DECISION: _ceremony,
    Stage.PROBATIONARY: _official,
}
