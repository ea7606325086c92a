"""Writing a step down, and withdrawing one."""

import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError, StaleEdit
from core.models import Holiday
from referrals import pipeline
from referrals.enums import Stage
from referrals.models import Milestone
from referrals.services.party import open_party_standing, take_back_party_standing
from referrals.services.rows import (
    case_of,
    check_kept,
    has_other_open,
    locked,
    may,
    person_of,
    rules_on,
    unit_on,
)


class Outcome(NamedTuple):
    """The step that was written, and sentences worth a second look."""

    milestone: Milestone
    warnings: list


@transaction.atomic
def record_milestone(
    *,
    referral_id,
    stage,
    on,
    by,
    data=None,
    awareness_class=None,
    reason="",
    note="",
    version=None,
):
    """Write one dated step of a case; the only writer of milestones and of `closed_on`.

    `data` holds the facts that `pipeline.NEEDED` names for the stage. Raises `DomainError` (its
    `field` names the fact) for what the tables refuse, `StaleEdit` when the case has moved on
    since `version`, `PermissionDenied` when the move is not hers to make.
    """
    referral = locked(referral_id, by)
    stage, data = Stage(stage), dict(data or {})
    case = case_of(referral)
    _check_permission(referral, case, stage, by)
    check_kept(referral)
    _check_fresh(referral, stage, on, version)
    _check_move(case, stage, by)
    _check_day(case, stage, on)
    awareness_class = awareness_class or _class_attended(referral, stage)
    _check_facts(stage, data, case, reason, awareness_class)
    milestone, warnings = _written(
        referral, case, stage, on, by, data, awareness_class, reason, note
    )
    if stage == Stage.PROBATIONARY:
        open_party_standing(member=referral.member, on=on, by=by)
    _count_up(referral)
    record(
        Verb.MOVED,
        by=by,
        target=referral,
        unit=referral.unit,
        details={"stage": stage.value, "on": on.isoformat()},
    )
    return Outcome(milestone, warnings)


@transaction.atomic
def void_milestone(*, milestone_id, reason, by):
    """Withdraw a step that was wrong: struck through with its reason, never deleted.

    Staff of the district may within seven days of its recording, afterwards its lead. A step that
    a later one rests on is refused: the later one goes first. Withdrawing the proposal itself
    closes the case as if it had never been open.
    """
    found = Milestone.objects.visible_to(by).get(pk=milestone_id)
    referral = locked(found.referral_id, by)
    milestone = Milestone.objects.get(pk=milestone_id)
    _check_undo(milestone, referral, by)
    if not reason.strip():
        raise DomainError(_("Write why it is withdrawn."), field="reason")
    milestone.voided_at, milestone.voided_by = timezone.now(), by
    milestone.void_reason = reason
    milestone.save(update_fields=["voided_at", "voided_by", "void_reason"])
    if milestone.stage == Stage.PROBATIONARY:
        take_back_party_standing(member=referral.member, on=milestone.on)
    _count_up(referral)
    record(
        Verb.VOIDED,
        by=by,
        target=referral,
        unit=referral.unit,
        details={"stage": milestone.stage, "on": milestone.on.isoformat(), "reason": reason},
    )
    return milestone


def _check_permission(referral, case, stage, by):
    if not may(by, pipeline.permission_for(stage, case.stage), referral):
        raise PermissionDenied


def _check_fresh(referral, stage, on, version):
    """A second press of the same button is told kindly; anything else newer is a stale edit."""
    same = Milestone.objects.valid().filter(referral=referral, stage=stage, on=on)
    if same.exists():
        raise DomainError(
            _("“%(step)s” of %(day)s is recorded already; nothing was written twice.")
            % {"step": stage.label, "day": f"{on:%d/%m/%Y}"}
        )
    if version is not None and version != referral.version:
        raise StaleEdit([("stage", _("Step"), _latest_words(referral), _words(stage, on))])


def _latest_words(referral):
    newest = Milestone.objects.filter(referral=referral).order_by("-recorded_at", "-pk").first()
    words = _words(Stage(newest.stage), newest.on)
    return f"{words} · {newest.recorded_by}" if newest.recorded_by else words


def _words(stage, on):
    return f"{stage.label} · {on:%d/%m/%Y}"


def _check_move(case, stage, by):
    why = pipeline.refusal(case, stage) or pipeline.refusal_of_person(case, stage, by.pk)
    if why:
        raise DomainError(why)


def _check_day(case, stage, on):
    """No day to come; the Union's own steps in order; a Party step may be older than the case."""
    if on > timezone.localdate():
        raise DomainError(_("%(day)s is still to come.") % {"day": f"{on:%d/%m/%Y}"}, field="on")
    before = Stage.PAUSED if stage == Stage.RESUMED else pipeline.AFTER.get(stage)
    floor = case.last_of(before) if before else None
    if stage in pipeline.UNION_STEPS or stage not in pipeline.WAY:
        floor = floor or case.latest
    if floor and on < floor.on:
        raise DomainError(
            _("%(day)s lies before “%(step)s” (%(earlier)s).")
            % {
                "day": f"{on:%d/%m/%Y}",
                "step": floor.stage.label,
                "earlier": f"{floor.on:%d/%m/%Y}",
            },
            field="on",
        )


def _check_facts(stage, data, case, reason, awareness_class):
    for field, sentence in pipeline.faults(stage, data, case.stage):
        raise DomainError(sentence, field=field)
    unknown = data.keys() - {fact.name for fact in pipeline.needed_for(stage, case.stage)}
    if unknown:
        raise ValueError(f"{stage} has no facts {sorted(unknown)}")
    if stage in pipeline.WITH_REASON and not reason:
        raise DomainError(_("Choose a reason."), field="reason")
    if stage == Stage.SENT_TO_CLASS and awareness_class is None:
        raise DomainError(_("Choose the class."), field="awareness_class")


def _class_attended(referral, stage):
    """The class to which she was last sent, for the step that ends it."""
    if stage not in (Stage.CERTIFIED, Stage.NOT_FINISHED):
        return None
    sent = Milestone.objects.valid().filter(referral=referral, stage=Stage.SENT_TO_CLASS)
    last = sent.select_related("awareness_class").furthest_first().first()
    return last.awareness_class if last else None


def _written(referral, case, stage, on, by, data, awareness_class, reason, note):
    rules = rules_on(on)
    warnings = pipeline.doubts(
        case, stage, on, data=data, person=person_of(referral.member, on), rules=rules
    )
    due_on = pipeline.due_date(
        stage,
        on,
        rules=rules,
        holidays=set(Holiday.objects.values_list("day", flat=True)),
        facts=data,
        case=case,
        class_ends=awareness_class.ends_on if awareness_class else None,
    )
    milestone = Milestone.objects.create(
        referral=referral,
        stage=stage,
        rank=pipeline.RANK[stage],
        on=on,
        unit=unit_on(referral, on),
        data={name: _plain(value) for name, value in data.items() if value not in (None, "")},
        awareness_class=awareness_class,
        reason=reason,
        note=note,
        rule_set=rules,
        due_on=due_on,
        recorded_by=by,
    )
    return milestone, warnings


def _plain(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _count_up(referral):
    """Count the version up, and close or reopen the case as its valid steps now say."""
    latest = case_of(referral).latest
    referral.closed_on = None
    if latest is None:
        referral.closed_on = referral.opened_on
    elif latest.stage in pipeline.CLOSING:
        referral.closed_on = max(latest.on, referral.opened_on)
    elif has_other_open(referral):
        raise DomainError(_("She has another open case, so this one cannot be opened again."))
    referral.version += 1
    referral.save(update_fields=["version", "closed_on"])


def _check_undo(milestone, referral, by):
    if milestone.voided_at:
        raise DomainError(_("This step was withdrawn already."))
    check_kept(referral)
    permissions = {p for p in by.permissions if may(by, p, referral)}
    if not pipeline.may_undo(milestone.recorded_at, timezone.now(), permissions):
        raise PermissionDenied
    others = Milestone.objects.valid().filter(referral=referral).exclude(pk=milestone.pk)
    stages = [Stage(stage) for stage in others.values_list("stage", flat=True)]
    resting = [stage for stage in stages if _rests_on(stage, milestone.stage)]
    if resting and milestone.stage not in stages:
        raise DomainError(
            _("“%(later)s” rests on this step. Withdraw that one first.")
            % {"later": resting[0].label}
        )


def _rests_on(later, earlier):
    return earlier == Stage.PROPOSED or pipeline.AFTER.get(later) == earlier
