"""Household reviews: one row a household, year and criteria set; findings are its exceptions."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.models import Unit
from chapters.scope import holds_at
from core.exceptions import DomainError, StaleEdit
from members.models import Household
from models_programs.enums import MET, result_words
from models_programs.models import CriteriaSet, Criterion, Finding, Review
from models_programs.services.rows import CHANGE, check_day, locked, written


@dataclass(frozen=True)
class Judgement:
    """What an officer says of one household: a result for each criterion that she was shown.

    `results` maps a criterion's id to `MET` or a `Result`; a criterion that is not named stays as
    it stands. `registered` None leaves the registration alone. `version` is that of the review
    she saw, 0 when there was none.
    """

    results: dict
    on: date
    version: int
    registered: bool | None = None


@transaction.atomic
def record_review(*, household_id, year, criteria_set_id, judgement, by):
    """Write the judgement down and return the review.

    On the day of the finding a change corrects it; on a later day it is history: what is met now
    was resolved then, what is unmet now was found then. So "unmet at the start of the year" stays
    true after the household has been helped.

    Raises `StaleEdit` when somebody saved in between and says otherwise, `DomainError` for a day
    outside the year, or before the first review.
    """
    household = locked(Household.objects, by=by, pk=household_id)
    criteria = judged_criteria(criteria_set_id, year, household.unit, by)
    review = Review.objects.filter(
        household=household, year=year, criteria_set=criteria_set_id
    ).first()
    open_findings = _open_findings(review)
    _check_fresh(review, open_findings, criteria, judgement)
    check_review_day(judgement.on, year, review)
    review = review or Review(
        household=household,
        unit=household.unit,
        year=year,
        criteria_set_id=criteria_set_id,
        version=0,
        recorded_by=by,
    )
    first = review.reviewed_on is None
    review.reviewed_on = review.reviewed_on or judgement.on
    _register(review, judgement)
    review.carried_over = review.carried_over and not _differs(
        open_findings, criteria, judgement.results
    )
    review.version += 1
    review.save()
    for criterion in criteria:
        wanted = judgement.results.get(criterion.pk, MET if first else None)
        _write_finding(review, criterion, open_findings.get(criterion.pk), wanted, judgement.on, by)
    return review


def judged_criteria(criteria_set_id, year, unit, by):
    """Criteria in use that year; the sensitive ones only for those who may reveal in `unit`."""
    criteria = Criterion.objects.of_year(year).filter(criteria_set=criteria_set_id)
    if not may_reveal(by, unit):
        criteria = criteria.filter(sensitive=False)
    return list(criteria)


def may_reveal(user, unit):
    """Sensitive criteria stay inside the unit and the district above it."""
    return holds_at(user, Permission.MEMBER_REVEAL, unit)


def _open_findings(review):
    """Findings not resolved yet, by criterion id; none without a review."""
    rows = review.findings.open() if review else ()
    return {finding.criterion_id: finding for finding in rows}


def _result(finding):
    return finding.result if finding else MET


def _differs(open_findings, criteria, results):
    return any(
        results.get(c.pk, _result(open_findings.get(c.pk))) != _result(open_findings.get(c.pk))
        for c in criteria
    )


def _check_fresh(review, open_findings, criteria, judgement):
    if (review.version if review else 0) == judgement.version:
        return
    conflicts = []
    for criterion in criteria:
        theirs = _result(open_findings.get(criterion.pk))
        ours = judgement.results.get(criterion.pk, theirs)
        if theirs != ours:
            words = str(criterion), result_words(theirs), result_words(ours)
            conflicts.append((f"c{criterion.pk}", *words))
    registered = bool(review and review.registered_on)
    if judgement.registered is not None and judgement.registered != registered:
        yes_no = {True: _("registered"), False: _("not registered")}
        words = yes_no[registered], yes_no[judgement.registered]
        conflicts.append(("registered", _("Registration"), *words))
    if conflicts:
        raise StaleEdit(conflicts)


def check_review_day(on, year, review):
    """A review is of a day of its year, not to come, and not before the first one."""
    if on.year != year:
        raise DomainError(
            _("%(day)s is not in %(year)s. Write a day of that year.")
            % {"day": written(on), "year": year},
            field="on",
        )
    since = review.reviewed_on if review else None
    check_day(on, field="on", since=since, since_words=_("the first review of the year"))


def _register(review, judgement):
    if judgement.registered:
        review.registered_on = review.registered_on or judgement.on
    elif judgement.registered is False:
        review.registered_on = None


def _write_finding(review, criterion, current, wanted, on, by):
    if wanted is None or wanted == _result(current):
        return
    if current:
        end_finding(current, on)
    if wanted != MET:
        Finding.objects.create(
            review=review, criterion=criterion, result=wanted, found_on=on, recorded_by=by
        )


def end_finding(finding, on):
    """Resolve it on `on`; one found that day (or later) was a slip and goes. History keeps both."""
    if finding.found_on >= on:
        finding.delete()
        return
    finding.resolved_on = on
    finding.save(update_fields=["resolved_on"])


@transaction.atomic
def resolve_finding(*, finding_id, on, by):
    """The criterion is met since `on`. Raises `DomainError` for a day before it was found."""
    finding = Finding.objects.visible_to(by, CHANGE).filter(pk=finding_id).first()
    review = locked(Review.objects, by=by, pk=finding.review_id if finding else None)
    finding = review.findings.open().filter(pk=finding_id).first()
    if finding is None:
        raise DomainError(_("This criterion is already marked as met."))
    check_day(on, field="on", since=finding.found_on, since_words=_("found unmet"))
    finding.resolved_on = on
    finding.save(update_fields=["resolved_on"])
    Review.objects.filter(pk=review.pk).update(version=F("version") + 1)
    return finding


@transaction.atomic
def register_households(*, unit_id, year, criteria_set_id, on, by):
    """Register every household of a branch that has not registered yet; returns how many."""
    branch = locked(Unit.objects, by=by, pk=unit_id)
    check_review_day(on, year, None)
    households = _households(branch, year)
    reviews = _reviews_of(households, year, criteria_set_id)
    waiting = [r.pk for r in reviews.values() if r.registered_on is None]
    Review.objects.filter(pk__in=waiting).update(registered_on=on, version=F("version") + 1)
    new = [
        _new_review(household, year, criteria_set_id, by, registered_on=on)
        for household in households
        if household.pk not in reviews
    ]
    Review.objects.bulk_create(new)
    return len(waiting) + len(new)


@transaction.atomic
def carry_over_reviews(*, unit_id, year, criteria_set_id, on, by, household_ids=None):
    """Give households of a branch that wait for review the result of the year before.

    Marked as carried over. Only under the same criteria set: another set asks other questions.
    Households without a result last year still wait. Returns how many were reviewed.
    """
    branch = locked(Unit.objects, by=by, pk=unit_id)
    check_review_day(on, year, None)
    households = _households(branch, year)
    if household_ids is not None:
        households = [h for h in households if h.pk in set(household_ids)]
    last = _reviews_of(households, year - 1, criteria_set_id, reviewed_on__isnull=False)
    this = _reviews_of(households, year, criteria_set_id)
    waiting = [
        (last[h.pk], this.get(h.pk))
        for h in households
        if h.pk in last and not (h.pk in this and this[h.pk].reviewed_on)
    ]
    _copy_results(waiting, year, on, by)
    return len(waiting)


def _households(branch, year):
    """Households of the branch that stood at some time of the year, locked."""
    day = min(timezone.localdate(), date(year, 12, 31))
    standing = Household.objects.placed_under(branch, day).to_review_in(year)
    return list(standing.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _reviews_of(households, year, criteria_set_id, **condition):
    rows = Review.objects.filter(
        household__in=households, year=year, criteria_set=criteria_set_id, **condition
    )
    return {review.household_id: review for review in rows}


def _new_review(household, year, criteria_set_id, by, **fields):
    return Review(
        household=household,
        unit_id=household.unit_id,
        year=year,
        criteria_set_id=criteria_set_id,
        recorded_by=by,
        **fields,
    )


def _copy_results(pairs, year, on, by):
    """For pairs (last year's review, this year's or None): the same result, found on `on`."""
    marks = {"reviewed_on": on, "carried_over": True}
    registered = [this.pk for _last, this in pairs if this]
    Review.objects.filter(pk__in=registered).update(version=F("version") + 1, **marks)
    new = {
        last.pk: _new_review(last.household, year, last.criteria_set_id, by, **marks)
        for last, this in pairs
        if this is None
    }
    Review.objects.bulk_create(new.values())
    into = {last.pk: this or new[last.pk] for last, this in pairs}
    in_use = Criterion.objects.of_year(year)
    old = Finding.objects.open().filter(review__in=into, criterion__in=in_use.order_by())
    Finding.objects.bulk_create(
        Finding(
            review=into[finding.review_id],
            criterion_id=finding.criterion_id,
            result=finding.result,
            found_on=on,
            note=finding.note,
            recorded_by=by,
        )
        for finding in old
    )


def set_of_year(year, key=""):
    """The criteria set `key` if it is in force in `year`, else the main one; None before 2010."""
    sets = list(CriteriaSet.objects.of_year(year))
    return next((s for s in sets if s.key == key), sets[0] if sets else None)
