"""The reviews of many households at once, from a grid, by the rules that hold for one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.slices import slices
from members.models import Household
from members.services.rows import NotHers
from models_programs.enums import MET, Result
from models_programs.help import helped_now
from models_programs.models import Assistance, Finding, Review
from models_programs.services.reviews import (
    Judgement,
    check_review_day,
    may_reveal,
    record_review,
)
from models_programs.services.rows import CHANGE

AT_ONCE = 500


@dataclass
class Told:
    """What a grid tells of one household: results by criterion, and who helps it."""

    household: Household
    results: dict
    helper_name: str = ""
    helper: object = None


def lock_households(ids, *, by):
    """{pk: household} of those whose reviews `by` may change, locked."""
    rows = Household.objects.visible_to(by, CHANGE).filter(pk__in=ids).select_related("unit")
    return {home.pk: home for home in rows.select_for_update(of=("self",)).order_by("pk")}


@transaction.atomic
def record_reviews(told, *, year, criteria_set, on, by, done=lambda number: None):
    """Write the judgements of a grid, with findings and help; each household stands there once.

    A household without a review this year gets one; where there is one, it is corrected as by
    `record_review`. The households were locked by `lock_households`, or opened, in this
    transaction.
    """
    check_review_day(on, year, None)
    told = [_without_closed(one, by) for one in told]
    homes = [one.household.pk for one in told]
    if Household.objects.visible_to(by, CHANGE).filter(pk__in=homes).count() != len(homes):
        raise NotHers(_("A household of the list is no longer in your unit. Nothing is saved."))
    rows = Review.objects.visible_to(by, CHANGE).filter(year=year, criteria_set=criteria_set)
    known = {review.household_id: review for review in rows.filter(household__in=homes)}
    number = 0
    for part in slices(told, AT_ONCE):
        new = [one for one in part if one.household.pk not in known]
        _begin(new, year, criteria_set, on, by)
        for one in part:
            if review := known.get(one.household.pk):
                _correct(one, review, on, by)
        _assign_help(part, year, on, by)
        number += len(part)
        done(number)


def _without_closed(one, by):
    """Sensitive criteria are written by those alone who may see them."""
    if not may_reveal(by, one.household.unit):
        one.results = {c: result for c, result in one.results.items() if not c.sensitive}
    return one


def _begin(told, year, criteria_set, on, by):
    reviews = [
        Review(
            household=one.household,
            unit=one.household.unit,
            year=year,
            criteria_set=criteria_set,
            reviewed_on=on,
            recorded_by=by,
        )
        for one in told
    ]
    Review.objects.bulk_create(reviews)
    Finding.objects.bulk_create(
        Finding(review=review, criterion=criterion, result=result, found_on=on, recorded_by=by)
        for review, one in zip(reviews, told, strict=True)
        for criterion, result in one.results.items()
        if result != MET
    )


def _correct(one, review, on, by):
    results = {criterion.pk: result for criterion, result in one.results.items()}
    record_review(
        household_id=one.household.pk,
        year=review.year,
        criteria_set_id=review.criteria_set_id,
        judgement=Judgement(results, max(on, review.reviewed_on or on), review.version),
        by=by,
    )


def _assign_help(told, year, on, by):
    """Who helps is told for the household; it is written for each criterion that is not met."""
    helped = [one for one in told if one.helper_name]
    homes = [one.household.pk for one in helped]
    known = helped_now(homes, year)
    Assistance.objects.bulk_create(
        Assistance(
            household=one.household,
            unit=one.household.unit,
            criterion=criterion,
            year=year,
            helper=one.helper,
            helper_name=one.helper.full_name if one.helper else one.helper_name,
            started_on=on,
            until=max(on, date(year, 12, 31)),
            recorded_by=by,
        )
        for one in helped
        for criterion, result in one.results.items()
        if result == Result.UNMET and (one.household.pk, criterion.pk) not in known
    )
