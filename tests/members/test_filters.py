"""Filters of the list: each narrows, all hold together, and each is a chip to take off."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from audit.models import Entry, Verb
from core.dates import years_before
from core.ranges import open_from
from members.forms.filters import MemberFilterForm
from members.models import Member
from tests.factories.accounts import user_with
from tests.factories.members import (
    ConsentFactory,
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    MembershipFactory,
    StandingFactory,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db
URL = "/members/"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def women(world):
    """Three at home who differ in everything that can be asked for, and their like next door."""
    kinh, koho = EthnicGroupFactory(), EthnicGroupFactory(code="16")
    for branch in (world.branch, world.foreign_branch):
        home = HouseholdFactory(unit=branch)
        hoa = MemberFactory(
            full_name="Hoa",
            birth_date=date(1974, 3, 5),
            phone="0912345678",
            address="Tổ 3",
            citizen_number="068174000123",
            ethnicity=kinh,
            household=home,
            home_unit=branch,
        )
        StandingFactory(member=hoa)
        StandingFactory(member=hoa, kind="away")
        ConsentFactory(member=hoa)
        du = MemberFactory(
            full_name="Ka Dụ",
            birth_year=1990,
            ethnicity=koho,
            household=home,
            home_unit=branch,
            spell__during=open_from(date(2023, 5, 2)),
        )
        StandingFactory(member=du)
        MemberFactory(
            full_name="Lan",
            birth_year=None,
            phone="0987",
            home_unit=branch,
            spell__kind="honorary",
            spell__during=open_from(date(2024, 1, 1)),
        )


def asked(client, query):
    return client.get(f"{URL}?{query}")


def names(answer):
    return [member.full_name for member, _tags in answer.context["found"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("held=core", ["Ka Dụ", "Hoa"]),
        ("held=core&held=away", ["Hoa"]),
        ("held=core&held=not_away", ["Ka Dụ"]),
        ("held=not_away", ["Ka Dụ", "Lan"]),
        ("held=honorary", ["Lan"]),
        ("held=core&state=left", []),
        ("state=away&held=core", ["Hoa"]),
        ("phone=yes", ["Hoa", "Lan"]),
        ("phone=no", ["Ka Dụ"]),
        ("phone=no&held=away", []),
        ("joined_from=1/1/2023", ["Ka Dụ", "Lan"]),
        ("joined_from=2/5/2023&joined_to=31.12.2023", ["Ka Dụ"]),
        ("joined_to=1/5/2023", ["Hoa"]),
        ("lacks=birth_year", ["Lan"]),
        ("lacks=birth_day", ["Ka Dụ", "Lan"]),
        ("lacks=household", ["Lan"]),
        ("lacks=address", ["Lan"]),
        ("lacks=consent", ["Ka Dụ", "Lan"]),
        ("lacks=national_id", ["Ka Dụ", "Lan"]),
        ("lacks=birth_day&lacks=household&phone=yes", ["Lan"]),
        ("ethnicity=16", ["Ka Dụ"]),
        ("ethnicity=minority", ["Ka Dụ"]),
        ("ethnicity=unknown", ["Lan"]),
        ("born_from=1970&born_to=1974", ["Hoa"]),
        ("q=ka&held=core", ["Ka Dụ"]),
        # what cannot be read is passed over
        ("held=x&lacks=x&phone=x&joined_from=x&age_from=x&ethnicity=99&state=x", None),
        ("joined_from=32/1/2023&phone=no", ["Ka Dụ"]),
    ],
)
def test_each_filter_narrows_and_all_hold_together(client, officer, women, query, found):
    everybody = ["Ka Dụ", "Hoa", "Lan"]
    answer = asked(client, query)
    assert answer.status_code == 200
    assert names(answer) == (everybody if found is None else found)


def test_age_is_that_of_today_and_the_year_decides_where_it_is_all_that_is_known(world, officer):
    today = timezone.localdate()
    turns_30, turned_30 = years_before(today, 30) + timedelta(days=1), years_before(today, 30)
    MemberFactory(full_name="29", birth_date=turns_30, birth_year=turns_30.year)
    MemberFactory(full_name="30", birth_date=turned_30, birth_year=turned_30.year)
    MemberFactory(full_name="about 30", birth_year=today.year - 30)
    MemberFactory(full_name="unknown", birth_year=None)

    def aged(*ages):
        return set(Member.objects.aged(*ages, day=today).values_list("full_name", flat=True))

    assert aged(30) == {"30", "about 30"}
    assert aged(None, 29) == {"29"}
    assert aged(29, 30) == {"29", "30", "about 30"}
    assert aged() == {"29", "30", "about 30", "unknown"}
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_a_woman_readmitted_joined_when_she_came_first(world, client, officer):
    member = MemberFactory(home_unit=world.branch, spell=None)
    MembershipFactory(member=member, ended=True)
    MembershipFactory(member=member, during=open_from(date(2024, 1, 1)))
    assert names(asked(client, "joined_from=1/1/2023")) == []
    assert names(asked(client, "joined_to=31/12/2020")) == [member.full_name]


def test_every_filter_is_a_chip_that_leads_to_the_list_without_it(client, officer, women, world):
    query = (
        f"held=core&held=away&unit={world.branch.pk}&age_from=18&joined_to=1/1/2024&phone=yes"
        "&lacks=consent&lacks=address&ethnicity=16&state=all&born_to=2000&q=ka&page=3"
    )
    chips = [chip for chip in asked(client, query).context["chips"] if chip.leaves]
    assert [chip.words for chip in chips] == [
        "Thôn 1",
        "Nòng cốt",
        "Đi làm ăn xa",
        "Sinh đến năm 2000",
        "Từ 18 tuổi",
        "Vào Hội đến 01/01/2024",
        "Có số điện thoại",
        "Chưa có đồng ý lưu hồ sơ",
        "Thiếu địa chỉ",
        "Cơ-ho",
    ]
    whole = pairs(asked(client, query).context["filters"].as_query()) | {("q", "ka")}
    assert len(whole) == len(chips) + 2
    left = {(whole - pairs(QueryDict(chip.address[1:]))).pop() for chip in chips}
    assert left == whole - {("q", "ka"), ("state", "all")}


def pairs(query):
    return {(name, value) for name, values in query.lists() for value in values}


def test_standings_are_switched_on_beside_what_is_asked(client, officer, women):
    chips = {chip.words: chip for chip in asked(client, "phone=yes&state=left").context["chips"]}
    assert chips["Nòng cốt"].address == "?state=active&phone=yes&held=core"
    assert chips["Đã thôi, chuyển đi"].chosen
    assert chips["Tất cả trong sổ"].address == "?state=all&phone=yes"


def test_filters_of_a_bad_range_are_told_in_words(client, officer, women):
    answer = asked(client, "born_from=1990&born_to=1980")
    assert answer.status_code == 200
    assert "Mốc này nằm trước" in answer.text
    assert answer.context["filters"].given == {"born_from": 1990}


# ---- Who may ask --------------------------------------------------------------------------------


def test_who_may_not_reveal_cannot_ask_for_the_group_or_the_number(world, client, women):
    client.force_login(world.user(Role.INSPECTOR))
    for query in ("ethnicity=16", "lacks=national_id"):
        answer = asked(client, query)
        assert len(names(answer)) == 6
        assert not [chip for chip in answer.context["chips"] if chip.leaves]
    assert "ethnicity" not in answer.context["filters"].fields
    assert not Entry.objects.filter(verb=Verb.REVEALED).exists()


def test_group_is_told_of_those_alone_whose_fields_she_may_reveal(world, client, women):
    """She keeps one commune and only reads the other."""
    user = user_with(Role.CHAPTER_OFFICER, world.home)
    Posting.objects.create(
        user=user, role=Role.INSPECTOR, unit=world.next_door, during=open_from(date(2020, 1, 1))
    )

    def found(query):
        filters = MemberFilterForm(QueryDict(query), user=User.objects.get(pk=user.pk))
        return filters.narrow(Member.objects.visible_to(user)).count()

    assert found("held=core") == 4
    assert found("ethnicity=16") == 1


def test_asking_for_a_sensitive_field_is_on_the_trail_without_the_group(
    world, client, officer, women
):
    asked(client, "held=core")
    assert not Entry.objects.filter(verb=Verb.REVEALED).exists()
    asked(client, "held=core&ethnicity=16")
    entry = Entry.objects.get(verb=Verb.REVEALED)
    assert entry.unit_path == world.home.path
    assert entry.target_ids == [Member.objects.get(full_name="Ka Dụ", home_unit=world.branch).pk]
    assert entry.details == {"rows": 1, "filter": {"held": "core", "ethnicity": True}}


def test_unit_of_another_commune_finds_nobody_there(world, client, officer, women):
    answer = asked(client, f"unit={world.foreign_branch.pk}&held=core")
    assert {member.home_unit for member, _tags in answer.context["found"]} == {world.branch}
    assert answer.context["filters"].errors["unit"]


def test_export_means_the_same_women(client, officer, women):
    query = "held=core&held=not_away&joined_from=1/1/2023&lacks=birth_day&phone=no&age_from=20"
    asked_for = client.get(f"/members/export/?{query}")
    assert asked_for.context["count"] == 1
    assert asked_for.context["filters"] == [
        "đang sinh hoạt",
        "nòng cốt",
        "không đi làm xa",
        "từ 20 tuổi",
        "vào Hội từ 01/01/2023",
        "chưa có số điện thoại",
        "thiếu ngày sinh",
    ]


# ---- The address --------------------------------------------------------------------------------


def test_search_keeps_the_filters(client, officer, women):
    answer = asked(client, "held=core&held=away&joined_to=5-1-2024&page=2")
    assert answer.context["carried"] == [
        ("held", "core"),
        ("held", "away"),
        ("joined_to", "05/01/2024"),
    ]
    for name, value in answer.context["carried"]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in answer.text


def test_filters_cost_the_same_few_statements(client, officer, world):
    query = {"held": "core", "lacks": "consent", "phone": "no", "ethnicity": "16"}
    counts = set()
    koho = EthnicGroupFactory(code="16")
    for more in (1, 2, 10):
        for member in MemberFactory.create_batch(more, home_unit=world.branch, ethnicity=koho):
            StandingFactory(member=member)
        counts.add(statements(lambda: client.get(reverse("members:list"), query)))
    assert len(counts) == 1
    assert counts.pop() <= 13


def test_filters_are_a_page_of_their_own_and_keep_what_was_asked(client, officer, women):
    client.force_login(officer)
    address = reverse("members:filters") + "?born_from=1950&q=ka&state=all"
    page = client.get(address)
    part = client.get(address, headers={"HX-Request": "true"})
    for answer in (page, part):
        drawn = answer.content.decode()
        assert 'name="born_from" value="1950"' in drawn
        assert 'name="q" value="ka"' in drawn
        assert 'name="state" value="all"' in drawn
    assert ("<h1>" in page.content.decode(), "<h1>" in part.content.decode()) == (True, False)
