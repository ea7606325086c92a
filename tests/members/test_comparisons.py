"""Across chapters nothing is revealed: a chapter asks, the district looks and answers."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from members.doubles import asking, scan
from members.doubles.merge import Wish, merge_members
from members.doubles.part import part_again
from members.enums import ComparisonState, DoubleState
from members.models import Comparison, Double, Member
from reports.duties import duties_of
from tests.factories.members import ComparisonFactory, DoubleFactory, MemberFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db
SECRET = "Bí Mật"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def staff(world):
    return world.user(Role.DISTRICT_STAFF)


@pytest.fixture
def women(world):
    """One woman in two chapters; what the other chapter knows must never be read here."""
    known = {"full_name": "Ka Brẻoh Lềnh", "birth_date": datetime.date(1974, 3, 5)}
    mine = MemberFactory(home_unit=world.branch, phone="0912345678", **known)
    theirs = MemberFactory(
        home_unit=world.foreign_branch, phone="0912345678", nickname=SECRET, **known
    )
    return mine, theirs


def no_word(answer, theirs):
    text = answer.content.decode()
    assert answer.status_code == 200
    for word in (SECRET, "Kao Kuil", "Hòa Bình", theirs.code):
        assert word not in text


def asked_by(officer, member):
    return asking.ask_to_compare(member_id=member.pk, by=officer, note="chuyển về năm 2021")


def test_typing_her_offers_to_ask_and_saves_both(world, client, officer, women):
    _mine, theirs = women
    Member.objects.filter(home_unit=world.branch).delete()
    typed = {
        "full_name": "Ka Brẻoh Lềnh",
        "birth": "5/3/1974",
        "unit": world.branch.pk,
        "joined_on": "2/5/2023",
        "began_as": "admitted",
    }
    asked = client.post(reverse("members:new"), typed)
    assert "gửi yêu cầu đối chiếu cho Hội huyện" in asked.content.decode()
    assert theirs.code not in asked.content.decode()
    client.post(reverse("members:new"), {**typed, "ask_district": "on"})
    comparison = Comparison.objects.get()
    assert comparison.member == Member.objects.get(home_unit=world.branch)
    assert (comparison.unit, comparison.to_unit) == (world.home, world.district)


def test_question_reads_the_same_whether_or_not_there_is_another(world, client, officer, women):
    alone = MemberFactory(home_unit=world.branch, full_name="Không Trùng Ai")
    both = [women[0], alone]
    addresses = [reverse("members:ask_to_compare", args=[woman.pk]) for woman in both]
    pages = [client.get(address).content.decode() for address in addresses]
    told = [
        re.sub(r'\b\w{64}\b|nonce="[^"]*"', "", page)  # tokens differ each time
        .replace(woman.full_name, "")
        .replace(f"/{woman.pk}/", "")
        for page, woman in zip(pages, both, strict=True)
    ]
    assert told[0] == told[1]
    answers = [client.post(address, {"note": ""}).url for address in addresses]
    assert answers == [reverse("members:comparisons")] * 2


def test_pages_of_the_chapter_name_nobody_of_another(world, client, officer, staff, women):
    mine, theirs = women
    scan.search(world.district.path)
    assert list(client.get("/members/doubles/").context["elsewhere"]) == [mine]
    comparison = asked_by(officer, mine)
    assert not client.get("/members/doubles/").context["elsewhere"]
    for path in ("/members/doubles/", "/members/comparisons/", comparison.get_absolute_url()):
        no_word(client.get(path), theirs)
    asking.answer_different(comparison_id=comparison.pk, by=staff)
    for path in ("/members/doubles/", "/members/comparisons/", comparison.get_absolute_url()):
        no_word(client.get(path), theirs)


def test_district_sees_both_and_goes_on_to_compare(world, client, officer, staff, women):
    mine, theirs = women
    comparison = asked_by(officer, mine)
    client.force_login(staff)
    page = client.get(comparison.get_absolute_url())
    ((row, chapter, likeness),) = page.context["found"]
    assert (row, chapter) == (theirs, "Xã Hòa Bình")
    assert likeness.score >= 24
    answer = client.post(reverse("members:point_out", args=[mine.pk]), {"number": theirs.code})
    assert answer.url == reverse("members:compare", args=[Double.objects.get().pk])


@pytest.mark.parametrize(("spells", "here"), [("kept", True), ("gone", False)])
def test_merging_answers_without_the_data_of_the_other(
    world, client, officer, staff, women, spells, here
):
    mine, theirs = women
    comparison = asked_by(officer, mine)
    pair = DoubleFactory(first=mine, second=theirs)
    merge = merge_members(
        pair_id=pair.pk, versions=(None, None), wish=Wish(spells=spells), by=staff
    )
    comparison.refresh_from_db()
    assert (comparison.state, comparison.answered_by) == (ComparisonState.SAME, staff)
    answer = client.get(comparison.get_absolute_url())
    text = answer.content.decode()
    assert ("đơn vị khác" in text) is not here
    assert (mine.get_absolute_url() in text) is here
    assert "Kao Kuil" not in text
    part_again(merge_id=merge.pk, by=staff)
    comparison.refresh_from_db()
    assert comparison.state == ComparisonState.WAITING


def test_two_records_of_one_chapter_leave_one_question_waiting(world, officer, women):
    mine, other = women[0], MemberFactory(home_unit=world.other_branch)
    for woman in (mine, other):
        asked_by(officer, woman)
    pair = DoubleFactory(first=min(mine, other, key=lambda w: w.pk), second=other)
    merge_members(pair_id=pair.pk, versions=(None, None), wish=Wish(), by=officer)
    waiting = Comparison.objects.get()
    assert (waiting.member, waiting.state) == (mine, ComparisonState.WAITING)


def test_answer_that_she_is_another_is_remembered(world, client, officer, staff, women):
    mine, _theirs = women
    scan.search(world.district.path)
    comparison = asked_by(officer, mine)
    asking.answer_different(comparison_id=comparison.pk, by=staff)
    assert Double.objects.get().state == DoubleState.DIFFERENT
    scan.search(world.district.path)
    assert not client.get("/members/doubles/").context["elsewhere"]
    with pytest.raises(asking.DomainError):
        asking.answer_different(comparison_id=comparison.pk, by=staff)


def test_chapter_does_not_answer_itself(world, client, officer, women):
    comparison = asked_by(officer, women[0])
    address = reverse("members:answer_different", args=[comparison.pk])
    assert client.post(address).status_code == 302
    assert Comparison.objects.get().state == ComparisonState.WAITING
    page = client.get(comparison.get_absolute_url())
    assert (page.context["mine"], page.context["found"]) == (False, [])


def test_one_question_waits_at_a_time_and_the_district_is_told_at_home(
    world, officer, staff, women
):
    today = timezone.localdate()
    before = len(duties_of(staff, world.district, today))
    asked_by(officer, women[0])
    with pytest.raises(asking.DomainError):
        asked_by(officer, women[0])
    owed = duties_of(staff, world.district, today)
    assert len(owed) == before + 1
    assert reverse("members:comparisons") in [duty.url for duty in owed]
    mine = duties_of(officer, world.home, today)
    assert reverse("members:comparisons") not in [duty.url for duty in mine]


@pytest.mark.parametrize("what", ["ask", "answer"])
def test_half_way_nothing_is_written(world, officer, staff, women, monkeypatch, what):
    def fail(*args, **kwargs):
        raise RuntimeError

    comparison = asked_by(officer, women[0]) if what == "answer" else None
    monkeypatch.setattr(asking, "record", fail)
    deeds = {
        "ask": lambda: asked_by(officer, women[0]),
        "answer": lambda: asking.answer_different(comparison_id=comparison.pk, by=staff),
    }
    with pytest.raises(RuntimeError):
        deeds[what]()
    states = list(Comparison.objects.values_list("state", flat=True))
    assert states == ([ComparisonState.WAITING] if comparison else [])


def test_list_is_as_quick_for_three_as_for_one(world, client, officer, women):
    asked_by(officer, women[0])
    one = statements(lambda: client.get("/members/comparisons/"))
    for _ in range(2):
        ComparisonFactory(member=MemberFactory(home_unit=world.branch), unit=world.home)
    assert statements(lambda: client.get("/members/comparisons/")) == one


def test_trail_of_the_question_stays_with_the_chapter(world, officer, women):
    asked_by(officer, women[0])
    entry = Entry.objects.get(details__what="asked_to_compare")
    assert entry.unit_path == world.branch.path
