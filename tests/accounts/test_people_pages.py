"""The administrator's pages and one's own."""

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import User
from accounts.roles import Role
from audit.log import record
from tests.factories.accounts import PostingFactory, user_with
from tests.factories.chapters import UnitFactory
from tests.statements import statements


@pytest.fixture
def admin(world, client):
    client.force_login(world.user(Role.SYSTEM_ADMIN))
    return world.user(Role.SYSTEM_ADMIN)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def page(client, name, *args, **query):
    answer = client.get(reverse(f"accounts:{name}", args=args), query)
    assert answer.status_code == 200
    return answer


def listed(client, **query):
    return [person.username for person in page(client, "list", **query).context["page"]]


def invitation(world, **changes):
    return {
        "full_name": "Ka Dụ",
        "username": "ka.du",
        "phone": "+84 912 345 678",
        "role": "chapter_officer",
        "unit": world.home.pk,
        "since": "4/5/26",
        **changes,
    }


def test_list_is_in_given_name_order_and_finds_without_marks(client, world, admin):
    for name in ("Nguyễn Thị Ánh", "Lê Thị Đào", "K'Bọt", "Trần Thị Ân"):
        user_with(Role.CHAPTER_OFFICER, world.home, full_name=name)
    names = [p.full_name for p in page(client, "list").context["page"]]
    assert names[:4] == ["Nguyễn Thị Ánh", "Trần Thị Ân", "K'Bọt", "Lê Thị Đào"]
    found = page(client, "list", q="dao thi").context["page"]
    assert [p.full_name for p in found] == ["Lê Thị Đào"]


def test_list_is_narrowed_by_unit_role_and_state(client, world, admin, officer):
    world.user(Role.CHAPTER_LEAD)
    world.user(Role.DISTRICT_LEAD)
    disabled = user_with(Role.CHAPTER_LEAD, world.next_door, username="xa-ben", is_active=False)
    assert listed(client, unit=world.home.pk) == ["chapter-lead", "chapter-officer"]
    assert listed(client, role="chapter_lead", unit=world.home.pk) == ["chapter-lead"]
    assert listed(client, state="disabled") == [disabled.username]
    assert listed(client, state="unposted", q="x") == []
    assert world.nobody.username == "khong-ai"
    assert listed(client, state="unposted") == ["khong-ai"]
    assert len(listed(client, unit="99999", role="queen", state="?")) == 6


def test_posting_elsewhere_is_not_told(client, world, admin, officer):
    PostingFactory(user=officer, unit=UnitFactory(key="huyen-khac/xa"))
    (shown,) = page(client, "list", q="officer").context["page"]
    assert [posting.unit for posting in shown.today] == [world.home]


def test_unknown_people_are_not_listed(client, world, admin):
    user_with(Role.CHAPTER_OFFICER, UnitFactory(key="huyen-khac/xa"), username="nguoi-huyen-khac")
    assert "nguoi-huyen-khac" not in listed(client)


def test_list_takes_the_same_statements_for_any_number(client, world, admin):
    def one_more():
        PostingFactory(user=user_with(Role.CHAPTER_OFFICER, world.home), unit=world.next_door)

    one_more()
    few = statements(lambda: page(client, "list"))
    for _ in range(5):
        one_more()
    assert statements(lambda: page(client, "list")) == few <= 12


def test_invitation_shows_the_password_once(client, world, admin):
    answer = client.post(reverse("accounts:new"), invitation(world))
    person, password = answer.context["person"], answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert person.check_password(password)
    assert (person.full_name, person.phone) == ("Ka Dụ", "0912345678")
    assert password not in page(client, "detail", person.pk).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("username", "Ka Dụ", "ka dụ"),
        ("since", "31/02/2026", "31/02/2026"),
        ("until", "1/1/2020", "01/01/2020"),
        ("role", "queen", ""),
        ("unit", "0", ""),
        ("phone", "12", "12"),
    ],
)
def test_invitation_with_a_fault_names_it_and_keeps_the_rest(
    client, world, admin, field, typed, words
):
    answer = client.post(reverse("accounts:new"), invitation(world, **{field: typed}))
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]
    assert form["full_name"].value() == "Ka Dụ"
    assert not User.objects.filter(full_name="Ka Dụ").exists()


def test_unit_of_another_district_is_no_choice(client, world, admin):
    other = UnitFactory(key="huyen-khac/xa")
    answer = client.post(reverse("accounts:new"), invitation(world, unit=other.pk))
    assert list(answer.context["form"].errors) == ["unit"]


def test_posting_is_given_and_ended(client, world, admin, officer):
    facts = {"role": "chapter_lead", "unit": world.home.pk, "since": "01/05/2026"}
    answer = client.post(reverse("accounts:posting_new", args=[officer.pk]), facts)
    assert answer.url == reverse("accounts:detail", args=[officer.pk])
    posting = officer.postings.get(role="chapter_lead")
    end = reverse("accounts:posting_end", args=[posting.pk])
    wrong = client.post(end, {"last": "30/04/2026"})
    assert "30/04/2026" in wrong.context["form"].errors["last"][0]
    assert client.post(end, {"last": "31/05/2026"}).url == answer.url
    shown = page(client, "detail", officer.pk)
    assert [p.role for p in shown.context["over"]] == ["chapter_lead"]
    assert [p.role for p in shown.context["postings"]] == ["chapter_officer"]


def test_wrong_level_is_an_error_of_the_unit(client, world, admin, officer):
    facts = {"role": "district_lead", "unit": world.home.pk, "since": "01/05/2026"}
    answer = client.post(reverse("accounts:posting_new", args=[officer.pk]), facts)
    assert list(answer.context["form"].errors) == ["unit"]


def test_account_is_disabled_enabled_and_given_a_password(client, admin, officer):
    move = {n: reverse(f"accounts:{n}", args=[officer.pk]) for n in ("disable", "enable")}
    client.post(move["disable"])
    assert listed(client, state="disabled") == [officer.username]
    client.post(move["enable"])
    assert listed(client, state="disabled") == []
    answer = client.post(reverse("accounts:one_time_password", args=[officer.pk]))
    officer.refresh_from_db()
    assert officer.check_password(answer.context["password"])


@pytest.mark.parametrize("name", ["disable", "one_time_password"])
def test_administrator_does_not_shut_herself_out(client, admin, name):
    answer = client.post(reverse(f"accounts:{name}", args=[admin.pk]), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    admin.refresh_from_db()
    assert admin.is_active
    assert not admin.must_change_password


def test_name_and_reach_are_corrected(client, admin, officer):
    facts = {"full_name": "  Ka   Dụ ", "phone": "", "email": "kadu@example.org"}
    client.post(reverse("accounts:edit", args=[officer.pk]), facts)
    shown = page(client, "detail", officer.pk)
    assert shown.context["person"].full_name == "Ka Dụ"
    assert shown.context["changes"][0].by == admin.full_name


def test_edit_of_somebody_posted_elsewhere_meanwhile_is_told_and_not_written(
    client, admin, officer, monkeypatch
):
    def gone_when_saved(**facts):
        officer.postings.update(unit=UnitFactory(key="xa-xa"))
        return update_user(**facts)

    update_user = services.update_user
    monkeypatch.setattr(services, "update_user", gone_when_saved)
    answer = client.post(reverse("accounts:edit", args=[officer.pk]), {"full_name": "Ka Dụ"})
    assert answer.status_code == 200
    assert "không còn" in answer.text
    assert User.objects.get(pk=officer.pk).full_name == officer.full_name != "Ka Dụ"


def test_her_own_page_says_what_she_is_posted_to_do(client, officer, world):
    client.force_login(officer)
    answer = page(client, "profile")
    assert [post.unit for post, does in answer.context["postings"]] == [world.home]
    client.force_login(world.nobody)
    assert page(client, "profile").context["postings"] == []


class TestTrail:
    @pytest.fixture
    def lead(self, world, client):
        client.force_login(world.user(Role.DISTRICT_LEAD))
        return world.user(Role.DISTRICT_LEAD)

    def seen(self, client, **query):
        answer = client.get(reverse("audit:list"), query)
        assert answer.status_code == 200
        return [entry.verb for entry in answer.context["page"]]

    def test_lines_are_found_by_person_deed_and_day(self, client, lead, officer, time_machine):
        time_machine.move_to("2026-05-04T16:59:00+00:00", tick=False)  # 23:59 of the 4th here
        record("printed", by=officer)
        time_machine.move_to("2026-05-04T17:01:00+00:00", tick=False)
        record("exported", by=officer, details={"rows": 3, "what": "disabled", "odd": [1, 2]})
        assert self.seen(client, who="CHI chapter") == ["exported", "printed"]
        assert self.seen(client, verb="printed") == ["printed"]
        assert self.seen(client, since="05/05/2026", who="chapter") == ["exported"]
        assert self.seen(client, until="4/5/2026", who="chapter") == ["printed"]
        assert self.seen(client, since="32/13/2026", verb="?", who="chapter") == [
            "exported",
            "printed",
        ]

    def test_page_takes_the_same_statements_for_any_number(self, client, lead):
        few = statements(lambda: self.seen(client))
        for _ in range(9):
            record("viewed", by=lead, target=lead)
        assert statements(lambda: self.seen(client)) == few <= 12
