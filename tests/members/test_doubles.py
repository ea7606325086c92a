"""Doubles are found by keys, shown to those who reach both women, and told apart for good."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from core.crypto import keyed_hash
from core.jobs import JobState
from members.doubles import blocks, decide, scan
from members.enums import DoubleState
from members.likeness import Kind
from members.models import Double, DoublesScan, Member
from tests.factories.accounts import until_yesterday
from tests.factories.members import (
    DoubleFactory,
    DoublesScanFactory,
    HouseholdFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
BORN = datetime.date(1974, 3, 5)
URL = "/members/doubles/"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def woman(unit, name="Phạm Thị Diễm Sương", **known):
    born = known.pop("birth_date", BORN)
    year = born.year if born else known.pop("birth_year", None)
    return MemberFactory(home_unit=unit, full_name=name, birth_date=born, birth_year=year, **known)


def found():
    return set(Double.objects.values_list("first", "second"))


def rows():
    return list(Double.objects.order_by("pk").values())


# ---- The search ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({}, {"birth_date": None, "birth_year": 1974}),
        ({}, {"birth_date": None, "birth_year": 1975}),
        ({}, {"birth_date": datetime.date(1974, 5, 3)}),
        ({"birth_date": None}, {}),
        ({}, {"name": "Pham Thij Dieemx Suwowng"}),
        ({}, {"name": "Phạm Thị Sương"}),
        ({"name": "Ka Dụ"}, {"name": "K'Dụ"}),
        (
            {"citizen_number": "000174000123"},
            {"name": "Lê Thị Lan", "citizen_number": "000174000123"},
        ),
        ({"phone": "0912345678"}, {"name": "Phạm Sương", "phone": "0912345678"}),
        ({"citizen_number": "000174000123"}, {"citizen_number": "250123456"}),
    ],
)
def test_search_finds_a_double(world, one, other):
    mine, hers = woman(world.branch, **one), woman(world.branch, **other)
    woman(world.branch, "Trần Thị Mai", birth_date=datetime.date(1960, 7, 7))
    scan.search(world.home.path)
    assert found() == {(mine.pk, hers.pk)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"birth_date": datetime.date(1974, 11, 20)}),
        ({"birth_date": None}, {"birth_date": None, "name": "Phạm Thị Lan"}),
        ({"phone": "0912345678"}, {"name": "Lê Thị Lan", "phone": "0912345678"}),
        (
            {"citizen_number": "000174000123"},
            {"citizen_number": "000174999999", "birth_date": None},
        ),
    ],
)
def test_search_leaves_two_women_alone(world, one, other):
    woman(world.branch, **one), woman(world.other_branch, **other)
    scan.search(world.home.path)
    assert found() == set()


def test_search_covers_the_unit_and_its_ties_to_the_rest_of_the_book(world):
    here, there = woman(world.branch), woman(world.foreign_branch)
    also_there = woman(world.other_foreign_branch)
    scan.search(world.home.path)
    assert found() == {(here.pk, there.pk), (here.pk, also_there.pk)}
    scan.search(world.district.path)
    assert (there.pk, also_there.pk) in found()


def test_searching_twice_changes_nothing(world):
    woman(world.branch), woman(world.branch), woman(world.foreign_branch)
    scan.search(world.district.path)
    before = rows()
    assert len(before) == 3
    scan.search(world.district.path)
    assert rows() == before


def test_proposal_goes_when_it_no_longer_holds(world):
    here, there = woman(world.branch), woman(world.branch)
    told = woman(world.foreign_branch, "Ka Dụ"), woman(world.foreign_branch, "Ka Dụ")
    scan.search(world.district.path)
    assert len(found()) == 2
    Member.objects.filter(pk=there.pk).update(full_name="Lê Thị Lan")
    Member.objects.filter(pk=told[0].pk).update(full_name="Ka Rim")
    scan.search(world.home.path)
    assert found() == {(told[0].pk, told[1].pk)}, "what is elsewhere is left alone"
    assert here.pk not in {pk for pair in found() for pk in pair}


def test_too_common_a_key_is_passed_over(world, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 2)
    for _ in range(3):
        woman(world.branch)
    scan.search(world.home.path)
    assert found() == set()


def test_household_and_phone_speak_for_it(world):
    home = HouseholdFactory(unit=world.branch)
    mine = woman(world.branch, birth_date=None, household=home, phone="0912345678")
    hers = woman(world.branch, birth_date=None, household=home, phone="0912345678")
    scan.search(world.home.path)
    kinds = {kind for kind, _weight in Double.objects.get().evidence}
    assert kinds == {"name_same", "household_same", "branch_same", "phone_equal"}
    assert found() == {(mine.pk, hers.pk)}


# ---- Told apart ---------------------------------------------------------------------------------


def test_two_women_told_apart_are_not_proposed_again(world, officer):
    woman(world.branch), woman(world.branch)
    scan.search(world.home.path)
    decide.tell_apart(pair_id=Double.objects.get().pk, by=officer)
    before = rows()
    scan.search(world.home.path)
    assert rows() == before
    assert before[0]["state"] == DoubleState.DIFFERENT
    assert Entry.objects.filter(details__what="told_apart").count() == 2


def test_equal_citizen_numbers_propose_them_anew(world, officer):
    woman(world.branch), woman(world.branch)
    scan.search(world.home.path)
    decide.tell_apart(pair_id=Double.objects.get().pk, by=officer)
    number = "000174000123"
    Member.objects.update(national_id=number, national_id_hash=keyed_hash(number))
    scan.search(world.home.path)
    pair = Double.objects.get()
    assert (pair.state, pair.decided_by) == (DoubleState.PROPOSED, None)
    decide.tell_apart(pair_id=pair.pk, by=officer)
    scan.search(world.home.path)
    assert Double.objects.get().state == DoubleState.DIFFERENT, "she knew of the numbers"


def test_telling_apart_can_be_taken_back(world, client, officer):
    pair = DoubleFactory(first=woman(world.branch), second=woman(world.branch))
    client.post(reverse("members:tell_apart", args=[pair.pk]))
    assert Double.objects.get().state == DoubleState.DIFFERENT
    assert "không phải một người" in client.get(f"{URL}?show=different").content.decode()
    client.post(reverse("members:propose_again", args=[pair.pk]))
    assert Double.objects.get().state == DoubleState.PROPOSED


def test_nothing_is_remembered_when_the_trail_cannot_be_written(world, officer, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    pair = DoubleFactory(first=woman(world.branch), second=woman(world.branch))
    monkeypatch.setattr(decide, "record", fail)
    with pytest.raises(RuntimeError):
        decide.tell_apart(pair_id=pair.pk, by=officer)
    assert Double.objects.get().state == DoubleState.PROPOSED


# ---- In the background --------------------------------------------------------------------------


def test_search_is_asked_for_once_and_done(
    world, client, officer, django_capture_on_commit_callbacks
):
    woman(world.branch), woman(world.branch)
    assert client.post(reverse("members:search_doubles")).url == URL
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("members:search_doubles"))
    job = DoublesScan.objects.get()
    assert job.state == JobState.WAITING
    assert "hx-trigger" in client.get(URL).content.decode()
    assert scan.run_scan(job.pk)
    assert not scan.run_scan(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)
    assert client.get(URL, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(URL).context["pairs"] == 1


def test_right_that_ended_ends_the_search(world, officer):
    job = DoublesScanFactory(unit=world.home, asked_by=officer)
    officer.postings.update(during=until_yesterday())
    with pytest.raises(scan.DomainError):
        scan.run_scan(job.pk)
    assert DoublesScan.objects.get().state == JobState.FAILED
    assert found() == set()


# ---- Who sees what ------------------------------------------------------------------------------


def test_of_a_pair_across_chapters_only_the_own_woman_is_shown(world, client, officer):
    mine = woman(world.branch, phone="0912345678")
    woman(world.foreign_branch, nickname="Bí Mật", phone="0912345678")
    scan.search(world.district.path)
    assert len(found()) == 1
    answer = client.get(URL)
    text = answer.content.decode()
    assert (answer.context["pairs"], list(answer.context["elsewhere"])) == (0, [mine])
    assert "Bí Mật" not in text
    assert "Kao Kuil" not in text
    assert str(Kind.PHONE_EQUAL.label) not in text
    client.force_login(world.user(Role.DISTRICT_STAFF))
    assert "Kao Kuil" in client.get(URL).content.decode()


def test_a_common_name_elsewhere_is_not_even_hinted_at(world, client, officer):
    woman(world.branch, birth_date=None, birth_year=1974)
    woman(world.foreign_branch, birth_date=None, birth_year=1974)
    scan.search(world.district.path)
    assert len(found()) == 1
    assert not client.get(URL).context["elsewhere"]


@pytest.mark.parametrize("name", ["tell_apart", "propose_again"])
def test_a_pair_across_chapters_is_not_hers_to_decide(world, client, officer, name):
    pair = DoubleFactory(first=woman(world.branch), second=woman(world.foreign_branch))
    assert client.post(reverse(f"members:{name}", args=[pair.pk])).status_code == 404
    with pytest.raises(decide.DomainError):
        decide.tell_apart(pair_id=pair.pk, by=officer)


def test_trail_of_a_chapter_does_not_name_the_woman_of_another(world):
    staff = world.user(Role.DISTRICT_STAFF)
    pair = DoubleFactory(first=woman(world.branch), second=woman(world.foreign_branch))
    decide.tell_apart(pair_id=pair.pk, by=staff)
    here = Entry.objects.get(unit_path=world.branch.path)
    assert here.details == {"what": "told_apart"}
    assert here.target_id == str(pair.first_id)


def test_pair_that_went_while_it_was_decided_is_told(world, client, officer, monkeypatch):
    pair = DoubleFactory(first=woman(world.branch), second=woman(world.branch))

    def too_late(**facts):
        Double.objects.all().delete()
        return tell_apart(**facts)

    tell_apart = decide.tell_apart
    monkeypatch.setattr(decide, "tell_apart", too_late)
    answer = client.post(reverse("members:tell_apart", args=[pair.pk]), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
