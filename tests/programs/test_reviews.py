"""Writing reviews: what is corrected, what becomes history, what is refused."""

import datetime

import pytest

from accounts import roles
from accounts.roles import Role
from core.exceptions import DomainError, StaleEdit
from models_programs import reference
from models_programs.enums import MET, Result
from models_programs.models import CriteriaSet, Criterion, Finding, Review
from models_programs.services import (
    assign_help,
    carry_over_reviews,
    close_help,
    record_review,
    register_households,
    resolve_finding,
)
from models_programs.services.reviews import Judgement
from tests.factories.accounts import user_with
from tests.factories.members import HouseholdFactory
from tests.factories.programs import FindingFactory, ReviewFactory

pytestmark = pytest.mark.django_db

FEBRUARY, MAY = datetime.date(2023, 2, 15), datetime.date(2023, 5, 20)


@pytest.fixture(autouse=True)
def _reference(db):
    reference.load()


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def household(world):
    return HouseholdFactory(unit=world.branch)


@pytest.fixture
def five_nots():
    return CriteriaSet.objects.get(key="5k3s")


def criterion(number):
    return Criterion.objects.get(criteria_set__key="5k3s", number=number)


def results(*unmet):
    numbers = Criterion.objects.filter(criteria_set__key="5k3s")
    return {c.pk: Result.UNMET if c.number in unmet else MET for c in numbers}


def write(household, five_nots, by, *unmet, on=FEBRUARY, version=0, year=2023, registered=None):
    judgement = Judgement(results(*unmet), on, version, registered)
    return record_review(
        household_id=household.pk,
        year=year,
        criteria_set_id=five_nots.pk,
        judgement=judgement,
        by=by,
    )


def findings(review):
    rows = review.findings.order_by("criterion__number", "found_on")
    return [(f.criterion.number, f.found_on, f.resolved_on) for f in rows]


def test_first_review_keeps_what_is_unmet(household, five_nots, officer):
    review = write(household, five_nots, officer, 1, 6, registered=True)
    assert (review.unit, review.reviewed_on, review.registered_on) == (
        household.unit,
        FEBRUARY,
        FEBRUARY,
    )
    assert findings(review) == [(1, FEBRUARY, None), (6, FEBRUARY, None)]
    assert review.version == 1
    assert review.recorded_by == officer


def test_change_on_the_same_day_corrects(household, five_nots, officer):
    write(household, five_nots, officer, 1, 6)
    review = write(household, five_nots, officer, 7, version=1)
    assert findings(review) == [(7, FEBRUARY, None)]


def test_change_on_a_later_day_is_history(household, five_nots, officer):
    write(household, five_nots, officer, 1)
    review = write(household, five_nots, officer, 7, on=MAY, version=1)
    assert findings(review) == [(1, FEBRUARY, MAY), (7, MAY, None)]
    assert review.reviewed_on == FEBRUARY
    assert list(Review.objects.unmet_at_start()) == [review]


def test_stale_review_writes_nothing_and_tells_both_values(household, five_nots, officer):
    review = write(household, five_nots, officer, 1)
    with pytest.raises(StaleEdit) as refused:
        write(household, five_nots, officer, 6)
    told = {name: (theirs, ours) for name, _label, theirs, ours in refused.value.conflicts}
    assert told == {
        f"c{criterion(1).pk}": ("chưa đạt", "đạt"),
        f"c{criterion(6).pk}": ("đạt", "chưa đạt"),
    }
    assert findings(review) == [(1, FEBRUARY, None)]


def test_stale_review_that_says_the_same_is_no_conflict(household, five_nots, officer):
    write(household, five_nots, officer, 1)
    assert findings(write(household, five_nots, officer, 1)) == [(1, FEBRUARY, None)]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (datetime.date(2022, 12, 31), "không thuộc năm 2023"),
        (datetime.date(2023, 1, 3), "trước 15/02/2023"),
    ],
)
def test_day_that_cannot_be_is_refused(household, five_nots, officer, on, words):
    write(household, five_nots, officer)
    with pytest.raises(DomainError, match=words):
        write(household, five_nots, officer, 1, on=on, version=1)
    assert Finding.objects.count() == 0


def test_stranger_writes_nothing(household, five_nots, world):
    with pytest.raises(DomainError):
        write(household, five_nots, world.stranger)
    assert Review.objects.count() == 0


def test_who_may_not_reveal_leaves_sensitive_findings_alone(household, five_nots, world, officer):
    write(household, five_nots, officer, 2, 6)
    plain = user_with(Role.CHAPTER_OFFICER, world.home)
    kept = roles.GRANTS[Role.CHAPTER_OFFICER]
    roles.GRANTS[Role.CHAPTER_OFFICER] = kept - {"member_reveal"}
    try:
        review = write(household, five_nots, plain, version=1, on=MAY)
    finally:
        roles.GRANTS[Role.CHAPTER_OFFICER] = kept
    assert findings(review) == [(2, FEBRUARY, None), (6, FEBRUARY, MAY)]


def test_carry_over_copies_last_year_and_says_so(world, household, five_nots, officer):
    last = ReviewFactory(household=household, criteria_set=five_nots, year=2022)
    FindingFactory(review=last, criterion=criterion(6))
    gone = FindingFactory(review=last, criterion=criterion(7))
    gone.resolved_on = datetime.date(2022, 6, 1)
    gone.save()
    HouseholdFactory(unit=world.branch)
    args = {"unit_id": world.branch.pk, "year": 2023, "criteria_set_id": five_nots.pk}
    assert carry_over_reviews(**args, on=FEBRUARY, by=officer) == 1
    review = Review.objects.get(year=2023)
    assert (review.household, review.carried_over) == (household, True)
    assert findings(review) == [(6, FEBRUARY, None)]
    assert carry_over_reviews(**args, on=FEBRUARY, by=officer) == 0


def test_carried_over_review_that_is_changed_is_no_longer_carried_over(
    world, household, five_nots, officer
):
    ReviewFactory(household=household, criteria_set=five_nots, year=2022)
    carry_over_reviews(
        unit_id=world.branch.pk,
        year=2023,
        criteria_set_id=five_nots.pk,
        on=FEBRUARY,
        by=officer,
    )
    assert write(household, five_nots, officer, version=1).carried_over is True
    assert write(household, five_nots, officer, 6, version=2).carried_over is False


def test_registering_a_branch_takes_each_household_once(world, household, five_nots, officer):
    reviewed = ReviewFactory(household=household, criteria_set=five_nots)
    HouseholdFactory(unit=world.group)
    HouseholdFactory(unit=world.other_branch)
    args = {"unit_id": world.branch.pk, "year": 2023, "criteria_set_id": five_nots.pk}
    assert register_households(**args, on=MAY, by=officer) == 2
    assert register_households(**args, on=MAY, by=officer) == 0
    reviewed.refresh_from_db()
    assert (reviewed.registered_on, reviewed.version) == (MAY, 2)


def test_resolved_finding_counts_as_met_from_its_day(household, five_nots, officer):
    review = write(household, five_nots, officer, 6)
    resolve_finding(finding_id=review.findings.get().pk, on=MAY, by=officer)
    assert findings(review) == [(6, FEBRUARY, MAY)]
    assert list(Review.objects.met_on(MAY)) == [review]
    assert list(Review.objects.met_on(MAY - datetime.timedelta(days=1))) == []
    review.refresh_from_db()
    assert review.version == 2


def test_help_closed_as_met_resolves_the_finding(household, five_nots, officer):
    review = write(household, five_nots, officer, 6)
    help_ = assign_help(
        finding_id=review.findings.get().pk,
        helper_name="Tổ tiết kiệm",
        helper=None,
        started_on=FEBRUARY,
        until=datetime.date(2023, 12, 31),
        by=officer,
    )
    close_help(assistance_id=help_.pk, result="met", on=FEBRUARY, by=officer)
    assert findings(review) == [(6, FEBRUARY, FEBRUARY)]
    assert list(Review.objects.unmet_at_start()) == [review]


def test_a_criterion_is_helped_once_at_a_time(household, five_nots, officer):
    finding = write(household, five_nots, officer, 6).findings.get()
    args = {
        "finding_id": finding.pk,
        "helper": None,
        "started_on": FEBRUARY,
        "until": MAY,
        "by": officer,
    }
    assign_help(helper_name="Chị Hoa", **args)
    with pytest.raises(DomainError, match="Chị Hoa đang giúp"):
        assign_help(helper_name="Chị Mai", **args)
