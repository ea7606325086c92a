"""Awareness classes, and the two steps that are recorded for many women at once."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.models import Unit
from core.exceptions import DomainError
from referrals.enums import Stage
from referrals.models import AwarenessClass, Referral
from referrals.services.milestones import record_milestone


class Result(NamedTuple):
    """How a class ended for one woman: a certificate number, or an outcome without one."""

    referral_id: int
    number: str = ""
    outcome: str = ""


@transaction.atomic
def make_class(
    *, unit_id, name, organiser, starts_on, ends_on, by, decision_number="", decision_on=None
):
    """Write a class down, kept by a unit where she may follow cases."""
    unit = Unit.objects.visible_to(by, Permission.REFERRAL_CHANGE).filter(pk=unit_id).first()
    if unit is None:
        raise PermissionDenied
    if ends_on < starts_on:
        raise DomainError(_("The class cannot end before it begins."), field="ends_on")
    made = AwarenessClass.objects.create(
        unit=unit,
        name=name,
        organiser=organiser,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=decision_number,
        decision_on=decision_on,
        recorded_by=by,
    )
    record(Verb.CREATED, by=by, target=made, unit=unit)
    return made


@transaction.atomic
def send_to_class(*, class_id, referral_ids, on, by, number=""):
    """Record S6 for each of the women, or for none: the refusals are told by name."""
    course = AwarenessClass.objects.visible_to(by).get(pk=class_id)
    if not referral_ids:
        raise DomainError(_("Choose at least one woman."))
    data = {"number": number} if number else {}
    steps = [
        {
            "referral_id": pk,
            "stage": Stage.SENT_TO_CLASS,
            "on": on,
            "by": by,
            "data": data,
            "awareness_class": course,
        }
        for pk in referral_ids
    ]
    return _record_all(steps, by)


@transaction.atomic
def certify(*, class_id, results, on, issued_by, by):
    """Record the end of a class for each woman, or for none: S7, or that she did not finish."""
    course = AwarenessClass.objects.visible_to(by).get(pk=class_id)
    if not results:
        raise DomainError(_("Type at least one certificate number."))
    numbers = [result.number for result in results if result.number]
    if len(numbers) != len(set(numbers)):
        raise DomainError(_("Two women have the same certificate number."))
    return _record_all([_end_of(course, result, on, issued_by, by) for result in results], by)


def _end_of(course, result, on, issued_by, by):
    common = {"referral_id": result.referral_id, "by": by, "awareness_class": course}
    if result.number:
        facts = {"number": result.number, "issued_by": issued_by}
        return {**common, "stage": Stage.CERTIFIED, "on": on, "data": facts}
    facts = {"outcome": result.outcome}
    return {**common, "stage": Stage.NOT_FINISHED, "on": course.ends_on, "data": facts}


def _record_all(steps, by):
    """All or nothing; cases are locked in one order, so that two lists cannot block each other."""
    outcomes, refusals = [], []
    for step in sorted(steps, key=lambda step: step["referral_id"]):
        try:
            outcomes.append(record_milestone(**step))
        except DomainError as error:
            refusals.append((step["referral_id"], str(error)))
    if refusals:
        raise DomainError(_told(refusals, by))
    return outcomes


def _told(refusals, by):
    cases = Referral.objects.visible_to(by).select_related("member")
    names = {row.pk: str(row.member) for row in cases.filter(pk__in=[pk for pk, _why in refusals])}
    return " ".join(f"{names[pk]}: {why}" for pk, why in refusals)
