"""Merging on the page: looked at first, done once, found again under both numbers, parted."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.ranges import open_from
from members.enums import StandingKind
from members.models import Double, Member, Merge
from tests.factories.members import (
    DoubleFactory,
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    StandingFactory,
    TransferFactory,
)
from tests.factories.referrals import ReferralFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def pair(world):
    kept = MemberFactory(
        full_name="Nguyen Thi Hoa",
        home_unit=world.branch,
        phone="0912345678",
        citizen_number="000174000111",
        ethnicity=EthnicGroupFactory(code="01"),
    )
    gone = MemberFactory(
        full_name="Nguyễn Thị Hoa",
        birth_date=datetime.date(1974, 3, 5),
        home_unit=world.other_branch,
        phone="0987654321",
        citizen_number="000174000222",
        ethnicity=EthnicGroupFactory(code="16"),
        spell__during=open_from(datetime.date(2022, 1, 1)),
    )
    return DoubleFactory(first=kept, second=gone)


def page(client, pair):
    return client.get(reverse("members:compare", args=[pair.pk]))


def answers(client, pair, **changed):
    form = page(client, pair).context["form"]
    given = {name: form[name].value() for name in form.fields}
    return given | changed


def send(client, pair, **changed):
    address = reverse("members:compare", args=[pair.pk])
    return client.post(address, answers(client, pair, **changed))


def test_only_what_differs_is_asked_and_the_better_is_preset(client, officer, pair):
    form = page(client, pair).context["form"]
    asked = {name: form[name].value() for name in form.fields if not name.endswith("version")}
    assert asked == {
        "spells": "gone",
        "full_name": "gone",
        "birth": "gone",
        "phone": asked["phone"],
        "national_id": "gone",
        "ethnicity": asked["ethnicity"],
    }


def test_closed_fields_stay_closed(client, officer, pair):
    StandingFactory(member=pair.first, kind=StandingKind.PARTY)
    for answer in (page(client, pair), send(client, pair)):
        text = answer.content.decode()
        assert "000174000111" not in text
        assert "•••0222" in text
        assert "Cơ-ho" not in text
        assert "đảng viên" not in text.lower()


def test_result_is_shown_and_nothing_written(client, officer, pair):
    answer = send(client, pair)
    side, _said = answer.context["result"]
    assert (side.member.full_name, side.member.home_unit.name) == ("Nguyễn Thị Hoa", "Thôn 2")
    assert len(side.spells) == 2
    assert Member.objects.count() == 2
    assert not Merge.objects.exists()
    assert "05/03/1974" in answer.content.decode()


def test_household_that_she_loses_is_named(world, client, officer, pair):
    home = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    Member.objects.filter(pk=pair.first_id).update(household=home)
    side, _said = send(client, pair).context["result"]
    assert side.left == home
    assert "Hộ của Trần Văn Tài" in send(client, pair).content.decode()
    assert send(client, pair, spells="kept").context["result"][0].left is None


def test_merging_leads_to_its_page_and_both_numbers_to_her(client, officer, pair):
    answer = send(client, pair, merge="1", phone="kept")
    merge = Merge.objects.get()
    assert answer.url == merge.get_absolute_url()
    her = Member.objects.get()
    assert (her.pk, her.phone) == (pair.first_id, "0912345678")
    assert client.get(f"/members/{pair.second_id}/").url == her.get_absolute_url()
    assert "Nguyễn Thị Hoa" in client.get(merge.get_absolute_url()).content.decode()
    assert merge in client.get("/members/doubles/").context["merges"]
    client.post(reverse("members:part", args=[merge.pk]))
    assert Member.objects.count() == 2
    assert client.get(f"/members/{pair.second_id}/").status_code == 200
    assert Double.objects.get().pk == pair.pk


def test_number_of_a_record_merged_elsewhere_tells_a_stranger_nothing(world, client, officer, pair):
    send(client, pair, merge="1")
    client.force_login(world.stranger)
    assert client.get(f"/members/{pair.second_id}/").status_code == 404


def test_stale_page_asks_again_and_then_means_what_stands_now(client, officer, pair):
    given = answers(client, pair)
    Member.objects.filter(pk=pair.first_id).update(version=5)
    address = reverse("members:compare", args=[pair.pk])
    answer = client.post(address, {**given, "merge": "1"})
    assert answer.status_code == 422
    assert Member.objects.count() == 2
    renewed = answer.context["form"]["kept_version"].value()
    assert client.post(address, {**given, "kept_version": renewed, "merge": "1"}).status_code == 302


def test_rule_that_refuses_is_told_on_the_page(world, client, officer, pair):
    TransferFactory(member=pair.second, to_unit=world.foreign_branch)
    for more in ({}, {"merge": "1"}):
        answer = send(client, pair, **more)
        assert answer.status_code == 422
        assert "chờ trả lời" in answer.content.decode()
    assert Member.objects.count() == 2


def test_cases_are_told_only_to_those_who_may_see_them(world, client, officer, pair):
    ReferralFactory(member=pair.second, unit=world.branch)

    def told():
        return [word for side in page(client, pair).context["sides"] for word, _n in side.held]

    assert told() == []
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert len(told()) == 1


def test_two_records_can_be_pointed_out_by_number(world, client, officer):
    one, other = (MemberFactory(home_unit=world.branch, full_name=n) for n in ("Ka Dụ", "Lê Lan"))
    foreign = MemberFactory(home_unit=world.foreign_branch)
    address = reverse("members:point_out", args=[one.pk])
    for number in (foreign.code, one.code, "HV9999999", "Lan"):
        assert client.post(address, {"number": number}).status_code == 422
    pair_page = client.post(address, {"number": other.code.lower()}).url
    pair = Double.objects.get()
    assert pair_page == reverse("members:compare", args=[pair.pk])
    assert client.post(address, {"number": other.code}).url == pair_page
    assert (pair.first_id, pair.second_id) == (one.pk, other.pk)


def test_page_runs_as_many_statements_for_many_spells_as_for_one(world, client, officer, pair):
    one = statements(lambda: page(client, pair))
    for _ in range(3):
        StandingFactory(member=pair.first, kind=["core", "away", "party"][_])
    assert statements(lambda: page(client, pair)) == one
