"""Saved lists: each her own, and each a question that is asked by the rights of the day."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Posting
from accounts.roles import Role
from core.exceptions import DomainError
from core.ranges import open_from
from members.models import SavedList
from members.services import saved_lists as services
from tests.factories.accounts import until_yesterday, user_with
from tests.factories.members import (
    EthnicGroupFactory,
    MemberFactory,
    SavedListFactory,
    StandingFactory,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db
URL = "/members/lists/"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def colleague(world):
    return user_with(Role.CHAPTER_OFFICER, world.home)


def save(client, query, name="Nòng cốt"):
    return client.post(f"{URL}new/?{query}", {"name": name})


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def names(answer):
    return [member.full_name for member, _tags in answer.context["found"]]


# ---- Saving -------------------------------------------------------------------------------------


def test_filters_are_kept_in_their_shortest_form_without_the_words_searched(client, world, officer):
    query = f"q=hoa&unit={world.branch.pk}&held=core&held=core&phone=&page=3&x=1&joined_from=1.5.23"
    asked = client.get(f"{URL}new/?{query}")
    assert "Thôn 1, nòng cốt, vào Hội từ 01/05/2023" in asked.text
    answer = save(client, query, "  Nòng   cốt thôn 1 ")
    saved = SavedList.objects.get()
    kept = f"unit={world.branch.pk}&held=core&joined_from=01%2F05%2F2023"
    assert (saved.owner, saved.name, saved.query) == (officer, "Nòng cốt thôn 1", kept)
    assert answer.url == f"/members/?{kept}"


def test_what_cannot_be_read_is_told_and_not_kept(client, officer):
    assert "Đã bỏ bớt mục lọc" in client.get(f"{URL}new/?held=core&born_from=x").text
    save(client, "held=core&born_from=x")
    assert SavedList.objects.get().query == "held=core"


def test_very_long_question_is_shortened_and_a_long_name_refused(client, officer):
    save(client, "&".join(["held=core"] * 900 + ["lacks=address"] * 900))
    assert SavedList.objects.get().query == "held=core&lacks=address"
    answer = save(client, "held=core", "a" * 61)
    assert answer.status_code == 422
    assert SavedList.objects.count() == 1


def test_name_is_hers_once_whatever_its_capitals(client, officer, colleague):
    SavedListFactory(owner=officer, name="Đảng viên trẻ")
    answer = save(client, "held=core", "đảng VIÊN trẻ")
    assert answer.status_code == 422
    assert "Xin đặt tên khác" in answer.text
    assert save(client, "held=core", "").status_code == 422
    services.save_list(name="Đảng viên trẻ", query="", by=colleague)
    assert SavedList.objects.filter(owner=officer).count() == 1


def test_the_database_holds_the_name_too(officer):
    SavedListFactory(owner=officer, name="Nòng cốt")
    for name in ("Nòng cốt", "NÒNG CỐT", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedListFactory(owner=officer, name=name)


def test_nobody_keeps_more_lists_than_can_be_seen_at_a_glance(client, officer):
    SavedListFactory.create_batch(services.MOST, owner=officer)
    answer = save(client, "held=core", "Một danh sách nữa")
    assert answer.status_code == 422
    assert "30" in answer.text
    assert SavedList.objects.count() == services.MOST


# ---- Opening ------------------------------------------------------------------------------------


def test_her_lists_stand_above_the_members_and_nobody_elses(client, officer, colleague):
    mine = SavedListFactory(owner=officer, name="Của tôi")
    SavedListFactory(owner=colleague, name="Của chị khác")
    shown = client.get("/members/?held=core")
    assert shown.context["saved"] == [mine]
    assert f'?list={mine.pk}" aria-current="true"' in shown.text
    assert "Của chị khác" not in shown.text + client.get(URL).text


def test_opened_list_shows_who_fits_today(client, world, officer):
    saved = SavedListFactory(owner=officer, query="held=core")
    core = StandingFactory(member__home_unit=world.branch, member__full_name="Ka Dụ").member
    StandingFactory(member__home_unit=world.foreign_branch)
    MemberFactory(home_unit=world.branch)
    answer = client.get(f"{URL}open/?list={saved.pk}", follow=True)
    assert answer.redirect_chain == [("/members/?held=core", 302)]
    assert names(answer) == [core.full_name]


def test_unit_that_left_her_scope_is_left_out_with_a_sentence(client, world, officer):
    """She kept two communes once, and now one: the other's members are not shown again."""
    Posting.objects.create(
        user=officer,
        role=Role.CHAPTER_OFFICER,
        unit=world.next_door,
        during=open_from(timezone.localdate()),
    )
    MemberFactory(full_name="Hoa", home_unit=world.branch)
    MemberFactory(full_name="Bên Cạnh", home_unit=world.foreign_branch)
    saved = SavedListFactory(owner=officer, query=f"unit={world.foreign_branch.pk}&phone=no")
    client.post("/units/switch/", {"unit": world.next_door.pk})
    Posting.objects.filter(user=officer, unit=world.next_door).update(during=until_yesterday())
    answer = client.get(f"{URL}open/?list={saved.pk}", follow=True)
    assert answer.redirect_chain == [("/members/?phone=no", 302)]
    assert names(answer) == ["Hoa"]
    assert ["Chi hội hoặc tổ" in words for words in told(answer)] == [True]
    assert client.get(URL).status_code == 200


def test_right_to_see_the_group_is_asked_again(client, world):
    inspector = world.user(Role.INSPECTOR)
    client.force_login(inspector)
    saved = SavedListFactory(owner=inspector, query="ethnicity=16&lacks=national_id")
    MemberFactory(home_unit=world.branch)
    answer = client.get(f"{URL}open/?list={saved.pk}", follow=True)
    assert len(names(answer)) == 1
    assert ["Dân tộc" in words for words in told(answer)] == [True]


@pytest.mark.parametrize("address", ["open", "rename"])
def test_list_of_somebody_else_is_not_told_from_none(client, officer, colleague, address):
    foreign = SavedListFactory(owner=colleague, name="Của chị khác")
    for key in (foreign.pk, 0, "x", "9" * 30, ""):
        answer = client.get(f"{URL}{address}/?list={key}", follow=True)
        assert answer.status_code == 200
        assert told(answer) == ["Danh sách này không còn được lưu."]


# ---- Renaming, deleting -------------------------------------------------------------------------


def test_rename_and_delete(client, officer):
    first, second = SavedListFactory.create_batch(2, owner=officer)
    answer = client.post(f"{URL}rename/?list={first.pk}", {"name": "Tên mới"})
    assert answer.url == URL
    first.refresh_from_db()
    assert first.name == "Tên mới"
    refused = client.post(f"{URL}rename/?list={second.pk}", {"name": "tên mới"})
    assert refused.status_code == 422
    assert client.post(f"{URL}rename/?list={first.pk}", {"name": "TÊN mới"}).status_code == 302
    client.post(f"{URL}delete/", {"list": first.pk})
    assert list(SavedList.objects.all()) == [second]


def test_nobody_renames_or_deletes_the_list_of_another(client, officer, colleague):
    foreign = SavedListFactory(owner=colleague, name="Của chị khác")
    client.post(f"{URL}rename/?list={foreign.pk}", {"name": "Lấy"})
    client.post(f"{URL}delete/", {"list": foreign.pk})
    client.post(f"{URL}delete/", {"list": "x"})
    for call in (
        lambda: services.rename_list(list_id=foreign.pk, name="Lấy", by=officer),
        lambda: services.drop_list(list_id=foreign.pk, by=officer),
    ):
        with pytest.raises(DomainError):
            call()
    foreign.refresh_from_db()
    assert foreign.name == "Của chị khác"


def test_change_keeps_its_history(officer):
    saved = services.save_list(name="Một", query="held=core", by=officer)
    services.rename_list(list_id=saved.pk, name="Hai", by=officer)
    services.drop_list(list_id=saved.pk, by=officer)
    events = saved.events.model.objects.filter(pgh_obj_id=saved.pk).order_by("pgh_id")
    assert [event.name for event in events] == ["Một", "Hai", "Hai"]


def test_pages_run_the_same_few_statements_whatever_the_number(client, world, officer):
    EthnicGroupFactory(code="16")
    query = f"unit={world.branch.pk}&ethnicity=16&held=core"
    counts = set()
    for more in (1, 2, 6):
        SavedListFactory.create_batch(more, owner=officer, query=query)
        counts.add(tuple(statements(lambda url=url: client.get(url)) for url in (URL, "/members/")))
    assert len(counts) == 1
    assert max(counts.pop()) <= 14
    assert client.get(URL).text.count("Thôn 1, đang sinh hoạt, nòng cốt, Cơ-ho") == 9


def test_lists_of_units_that_are_gone_from_her_scope_are_still_hers(client, world, officer):
    for unit in (world.foreign_branch.pk, "9" * 30, "x"):
        SavedListFactory(owner=officer, query=f"unit={unit}&held=core")
    assert client.get(URL).text.count("một đơn vị nay không thuộc phạm vi của chị") == 3
