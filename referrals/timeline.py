"""A case as its page tells it: milestones in words, what comes next, what is worth a look."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import add_months
from referrals import pipeline
from referrals.enums import Stage
from referrals.models import Milestone
from referrals.services.rows import may, person_of


class Line(NamedTuple):
    """One milestone: the row, its facts as (label, value) pairs, whether she may withdraw it."""

    row: Milestone
    facts: list
    term: str
    undoable: bool


class Move(NamedTuple):
    """A step that could be recorded now, and whether it is hers to record."""

    stage: Stage
    allowed: bool


def lines_of(referral, by):
    """Every milestone of the case in the order in which it happened; two statements."""
    rows = Milestone.objects.filter(referral=referral).as_told()
    rows = rows.select_related("unit", "recorded_by", "voided_by", "awareness_class", "rule_set")
    held = {permission for permission in by.permissions if may(by, permission, referral)}
    now, may_change = timezone.now(), referral.emptied_on is None
    return [
        Line(
            row,
            facts_in_words(row),
            term_in_words(row),
            may_change and row.voided_at is None and pipeline.may_undo(row.recorded_at, now, held),
        )
        for row in rows
    ]


def term_in_words(milestone):
    """Which term the step started: by the rules of its day, or as a reminder of the Union's."""
    deadline = pipeline.DEADLINES.get(milestone.stage)
    if not milestone.due_on or not deadline:
        return ""
    if not deadline.rule:
        return str(deadline.words)
    words = deadline.words % {"n": getattr(milestone.rule_set, deadline.rule)}
    return f"{words}; {milestone.rule_set}"


def facts_in_words(milestone):
    """The facts of a milestone as (label, value) pairs, in the order of the form."""
    stage = Stage(milestone.stage)
    table = {fact.name: fact for fact in (*pipeline.NEEDED[stage], *pipeline.ANSWER)}
    data = milestone.data
    pairs = [(fact.label, _value(fact, data[name])) for name, fact in table.items() if name in data]
    if milestone.reason:
        pairs.insert(0, (_("Reason"), milestone.get_reason_display()))
    return pairs


def _value(fact, value):
    if fact.kind == "yes":
        return _("yes")
    if fact.kind == "date":
        return f"{datetime.date.fromisoformat(value):%d/%m/%Y}"
    if fact.options:
        labels = dict(fact.options)
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in chosen)
    return value


def next_of(case, today=None):
    """The next step of a case, for its page; the deadline is that of the pause while paused."""
    today = today or timezone.localdate()
    if case.stage is None:
        return None
    step = case.last_of(Stage.PAUSED) if case.paused else case.latest
    return pipeline.next_steps(
        case.stage,
        due_on=step.due_on,
        today=today,
        paused=case.paused,
        consented=case.consented,
    )


def moves_of(referral, case, by):
    """Steps that can be recorded now, the expected first, each with whether she may."""
    found = []
    for stage in pipeline.moves_open(case):
        allowed = may(by, pipeline.permission_for(stage, case.stage), referral)
        allowed = allowed and pipeline.refusal_of_person(case, stage, by.pk) is None
        found.append(Move(stage, allowed))
    return found


def cautions_of(referral, case, today=None):
    """Sentences for the top of the page: consent, certificate, a move to another branch."""
    today = today or timezone.localdate()
    if referral.closed_on:
        return []
    found = []
    if not case.consented:
        found.append(pipeline.CONSENT_FIRST)
    if words := _certificate_words(case, today):
        found.append(words)
    if referral.member.home_unit_id != referral.unit_id:
        found.append(
            _("She belongs to %(unit)s now. Hand the case over, or record where she went.")
            % {"unit": referral.member.home_unit}
        )
    return found


def _certificate_words(case, today):
    """A reminder from twelve months before the certificate expires, until the cell has decided."""
    certified = case.last_of(Stage.CERTIFIED)
    if not certified or not certified.due_on or case.has(Stage.CELL_RESOLUTION):
        return ""
    day = f"{certified.due_on:%d/%m/%Y}"
    if certified.due_on < today:
        return _("The certificate expired on %(day)s: she has to attend the class again.") % {
            "day": day
        }
    for months in (1, 3, 6, 12):
        if today >= add_months(certified.due_on, -months):
            return _("The certificate expires within %(months)s months, on %(day)s.") % {
                "months": months,
                "day": day,
            }
    return ""


def foresight(referral, case, stage, rules, today):
    """Doubts that can be told before the form is filled: her age, schooling, skipped steps."""
    person = person_of(referral.member, today)
    return pipeline.doubts(case, stage, today, data={}, person=person, rules=rules)
