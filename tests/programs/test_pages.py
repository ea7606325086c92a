"""Every page opens, with the same number of statements for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from models_programs import reference
from models_programs.models import Criterion
from tests.factories import members, programs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    reference.load()


@pytest.fixture
def officer(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    return client


def criterion(number=6):
    return Criterion.objects.get(criteria_set__key="5k3s", number=number)


def one_of_each(world):
    household = members.HouseholdFactory(unit=world.branch)
    woman = members.MemberFactory(home_unit=world.branch, household=household)
    review = programs.ReviewFactory(household=household, criteria_set=criterion().criteria_set)
    programs.FindingFactory(review=review, criterion=criterion())
    before = programs.ReviewFactory(
        household=household, criteria_set=criterion().criteria_set, year=2022
    )
    programs.FindingFactory(review=before, criterion=criterion(7))
    programs.AssistanceFactory(household=household, criterion=criterion(), helper=woman)
    model = programs.ShowcaseModelFactory(unit=world.branch)
    programs.ParticipationFactory(model=model, member=woman)
    programs.RegistrationFactory(model=model)
    programs.ExemplarFactory(unit=world.branch, member=woman, name=woman.full_name)
    programs.ActivityFactory(unit=world.branch)
    return woman


LISTS = {
    "list": "",
    "reviews": "?year=2023",
    "assistance": "?state=open",
    "models": "?state=all",
    "exemplars": "?year=2023",
    "activities": "?year=2023",
    "campaigns": "?year=2023",
}


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_one_row_and_three(officer, world, name):
    address = reverse(f"programs:{name}") + LISTS[name]
    one_of_each(world)
    officer.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert officer.get(address).status_code == 200
    one_of_each(world)
    one_of_each(world)
    with CaptureQueriesContext(connection) as three:
        assert officer.get(address).status_code == 200
    assert len(three) == len(one)


@pytest.mark.parametrize("name", ["grid", "review_sheet"])
def test_grid_and_sheet_cost_the_same_for_one_row_and_three(officer, world, name):
    address = reverse(f"programs:{name}", args=[world.branch.pk, 2023])
    one_of_each(world)
    officer.get(address)
    with CaptureQueriesContext(connection) as one:
        officer.get(address)
    one_of_each(world)
    one_of_each(world)
    with CaptureQueriesContext(connection) as three:
        assert officer.get(address).status_code == 200
    assert len(three) == len(one)


def test_reviews_list_says_how_many_wait(officer, world):
    one_of_each(world)
    members.HouseholdFactory(unit=world.branch)
    page = officer.get(reverse("programs:reviews") + "?year=2023")
    (row, other) = page.context["rows"]
    assert (row.unit, row.households, row.reviewed, row.met, row.waiting) == (
        world.branch,
        2,
        1,
        0,
        1,
    )
    assert (other.unit, other.households) == (world.other_branch, 0)


def test_record_of_a_member_tells_her_part(officer, world):
    woman = one_of_each(world)
    page = officer.get(reverse("programs:of_member", args=[woman.pk]))
    assert page.status_code == 200
    assert [spell.member for spell in page.context["spells"]] == [woman]
    assert [row.member for row in page.context["exemplars"]] == [woman]
    assert [row.helper for row in page.context["helps"]] == [woman]
    assert len(page.context["reviews"]) == 2


def test_withdrawn_activity_leaves_the_list_and_can_be_found(officer, world):
    activity = programs.ActivityFactory(unit=world.branch)
    officer.post(reverse("programs:activity_withdraw", args=[activity.pk]))
    address = reverse("programs:activities") + "?year=2023"
    assert list(officer.get(address).context["page"]) == []
    assert list(officer.get(address + "&withdrawn=1").context["page"]) == [activity]


@pytest.mark.parametrize("name", ["model_detail", "exemplar_detail"])
def test_one_who_has_moved_on_is_named_without_her_new_unit(officer, world, name):
    woman = members.MemberFactory(home_unit=world.branch)
    model = programs.ShowcaseModelFactory(unit=world.branch)
    programs.ParticipationFactory(model=model, member=woman)
    exemplar = programs.ExemplarFactory(unit=world.branch, member=woman, name=woman.full_name)
    about = {"model_detail": model, "exemplar_detail": exemplar}[name]
    address = reverse(f"programs:{name}", args=[about.pk])
    assert woman.get_absolute_url() in officer.get(address).text
    woman.home_unit = world.foreign_branch
    woman.save()
    told = officer.get(address).text
    assert woman.full_name in told
    assert woman.get_absolute_url() not in told
    assert world.foreign_branch.name not in told
    assert "nay thuộc đơn vị khác" in told
