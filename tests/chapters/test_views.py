"""The pages of units as people use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from accounts.roles import GRANTS, Role
from audit.models import Entry, Verb
from chapters import services
from chapters.enums import Level, Title
from chapters.figures import Figures
from chapters.indicators import REGISTRY
from chapters.models import Headcount, Officer, Unit
from core.periods import Kind, Period
from tests.factories.accounts import days_ago, user_with
from tests.factories.chapters import HeadcountFactory, OfficerFactory, UnitFactory, branch_of
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def staff(client, world):
    client.force_login(world.user(Role.DISTRICT_STAFF))
    return world.user(Role.DISTRICT_STAFF)


def page(client, name, *args, **kwargs):
    return client.get(reverse(name, args=args), **kwargs)


def send(client, route, *args, **data):
    return client.post(reverse(route, args=args), data)


def names_below(answer):
    return [line.unit.name for line in answer.context["overview"].lines]


# ---- Reading ----------------------------------------------------------------------------------


def test_list_of_the_district_shows_its_communes(client, world, staff):
    MemberFactory.create_batch(3, home_unit=world.branch)
    HeadcountFactory(unit=world.home, women=8)
    answer = page(client, "chapters:list")
    assert names_below(answer) == ["Xã Đồng Tâm", "Xã Hòa Bình"]
    figures = {figure.code: figure.value for figure in answer.context["overview"].lines[0].figures}
    assert (figures["A2"], figures["A10"], figures["A4"]) == (2, 3, 8)
    assert "37,5%" in answer.text
    assert reverse("reports:names", args=[world.home.pk, this_month(), "A10"]) in answer.text


def this_month():
    return Period.containing(timezone.localdate(), Kind.MONTH).code


def test_unit_leads_to_its_dues_and_its_fund(client, world, officer):
    links = [
        f"{reverse('funds:dues')}?unit={world.branch.pk}",
        reverse("funds:book", args=[world.branch.pk]),
    ]
    shown = page(client, "chapters:detail", world.branch.pk).text
    for link in links:
        assert link in shown
        assert client.get(link).context["unit"] == world.branch


def test_unit_does_not_lead_to_funds_that_are_not_hers(client, world, officer, monkeypatch):
    held = GRANTS[Role.CHAPTER_OFFICER] - {Permission.FUND_VIEW}
    monkeypatch.setitem(GRANTS, Role.CHAPTER_OFFICER, held)
    shown = page(client, "chapters:detail", world.branch.pk)
    assert shown.status_code == 200
    assert reverse("funds:book", args=[world.branch.pk]) not in shown.text


def test_list_of_a_chapter_shows_its_branches_alone(client, world, officer):
    assert names_below(page(client, "chapters:list")) == ["Thôn 1", "Thôn 2"]


def test_list_tells_when_something_was_last_written(client, world, staff):
    services.rename_unit(unit_id=world.branch.pk, version=1, by=staff, name="Thôn 5")
    lines = page(client, "chapters:list").context["overview"].lines
    assert [bool(line.updated) for line in lines] == [True, False]


def test_last_update_does_not_tell_of_referrals(client, world, staff):
    Entry.objects.create(
        verb=Verb.MOVED, unit_path=world.branch.path, target_type="referrals.referral"
    )
    Entry.objects.create(verb=Verb.VIEWED, unit_path=world.branch.path)
    lines = page(client, "chapters:list").context["overview"].lines
    assert [line.updated for line in lines] == [None, None]


def test_detail_shows_figures_people_and_women(client, world, officer):
    OfficerFactory(unit=world.home, full_name="Ka Dụ", title=Title.CHAIR)
    OfficerFactory(unit=world.branch, full_name="Ka Thủy", title=Title.BRANCH_HEAD)
    HeadcountFactory(unit=world.home, women=3250)
    text = page(client, "chapters:detail", world.home.pk).text
    for word in ("Ka Dụ", "Ka Thủy", "3.250", "Thôn 2"):
        assert word in text


def test_detail_of_every_level_opens(client, world, staff):
    for unit in (world.district, world.home, world.branch, world.group):
        assert page(client, "chapters:detail", unit.pk).status_code == 200


def test_detail_names_only_the_way_that_she_may_go(client, world, officer):
    way = page(client, "chapters:detail", world.group.pk).context["way"]
    assert [unit.name for unit in way] == ["Xã Đồng Tâm", "Thôn 1"]


def test_inspector_reads_and_is_offered_nothing_to_write(client, world):
    client.force_login(world.user(Role.INSPECTOR))
    text = page(client, "chapters:detail", world.branch.pk).text
    for name in ("edit", "close", "appoint", "new"):
        assert reverse(f"chapters:{name}", args=[world.branch.pk]) not in text


def test_own_chapter_is_not_hers_to_edit_or_close(client, world, officer):
    text = page(client, "chapters:detail", world.home.pk).text
    assert reverse("chapters:new", args=[world.home.pk]) in text
    assert reverse("chapters:edit", args=[world.home.pk]) not in text
    assert page(client, "chapters:edit", world.home.pk).status_code == 403
    assert send(client, "chapters:close", world.home.pk, on="01/01/2024").status_code == 403


def statements(client, path):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["list", "detail"])
def test_pages_take_as_many_statements_for_any_number_of_units(client, world, staff, name):
    path = reverse(f"chapters:{name}", args=[] if name == "list" else [world.district.pk])
    statements(client, path)
    with_two = statements(client, path)
    for number in range(4):
        unit = UnitFactory(parent=world.district, name=f"Xã {number}")
        OfficerFactory(unit=unit)
        MemberFactory(home_unit=branch_of(unit))
    assert statements(client, path) == with_two


def test_figures_skip_what_no_app_declares(world, monkeypatch):
    monkeypatch.delitem(REGISTRY, "A12")
    figures = Figures([world.home], ["A12", "A2"]).of(world.home, ["A12", "A2"])
    assert [(figure.code, figure.value) for figure in figures] == [("A2", 2)]


# ---- Switching --------------------------------------------------------------------------------


def test_switch_changes_the_unit_in_which_she_works(client, world, staff):
    there = reverse("members:list")
    answer = send(client, "chapters:switch", unit=world.home.pk, next=there)
    assert (answer.status_code, answer.url) == (302, there)
    assert page(client, "chapters:list").context["unit"] == world.home


@pytest.mark.parametrize("unit", ["next_door", "branch", "district"])
def test_switch_knows_only_her_own_communes_and_above(client, world, officer, unit):
    assert send(client, "chapters:switch", unit=getattr(world, unit).pk).status_code == 404
    assert "working_unit" not in client.session


@pytest.mark.parametrize("typed", ["", "x", "9999999999999", "-1"])
def test_switch_to_nonsense_is_not_found(client, world, officer, typed):
    assert send(client, "chapters:switch", unit=typed).status_code == 404


def test_switch_follows_no_foreign_address(client, world, staff):
    answer = send(client, "chapters:switch", unit=world.home.pk, next="https://example.com/")
    assert answer.url == world.home.get_absolute_url()


def test_switch_is_a_post(client, world, staff):
    assert page(client, "chapters:switch").status_code == 405


# ---- Writing ----------------------------------------------------------------------------------


def test_branch_is_added(client, world, officer):
    answer = send(client, "chapters:new", world.home.pk, name="Thôn 10", since="5/3/2024")
    unit = Unit.objects.get(name="Thôn 10")
    assert answer.url == unit.get_absolute_url()
    assert (unit.level, unit.order, f"{unit.valid.lower}") == (Level.BRANCH, 10, "2024-03-05")


def test_group_is_added_under_a_branch(client, world, officer):
    send(client, "chapters:new", world.branch.pk, name="Tổ 2")
    assert Unit.objects.get(name="Tổ 2", path__startswith=world.branch.path).level == Level.GROUP


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "Thôn 1"}, "đã có “Thôn 1”"),
        ({"name": "Thôn 9", "since": "31/02/2024"}, "31/02/2024"),
        ({"name": "Thôn 9", "since": "01/01/1999"}, "01/01/2000"),
        ({"name": "Thôn 9", "order": "mười"}, "mười"),
        ({"name": ""}, ""),
        ({"name": "x" * 121}, ""),
    ],
)
def test_what_is_wrong_is_told_and_kept(client, world, officer, typed, told):
    before = Unit.objects.count()
    answer = send(client, "chapters:new", world.home.pk, **typed)
    assert answer.status_code == 200
    assert told in answer.text
    assert all(value in answer.text for value in typed.values())
    assert answer.context["form"].errors
    assert Unit.objects.count() == before


def test_nothing_is_added_under_a_group_or_the_district(client, world, staff):
    for unit in (world.group, world.district):
        assert page(client, "chapters:new", unit.pk).status_code == 404


def test_edit_shows_both_values_when_somebody_was_faster(client, world, officer):
    services.rename_unit(unit_id=world.branch.pk, version=1, by=None, name="Thôn Hoa Sen")
    typed = {"name": "Thôn 7", "order": "7", "version": "1"}
    answer = send(client, "chapters:edit", world.branch.pk, **typed)
    assert answer.status_code == 200
    assert "Thôn Hoa Sen" in answer.text
    assert "Thôn 7" in answer.text
    again = send(client, "chapters:edit", world.branch.pk, **(typed | {"version": "2"}))
    assert again.status_code == 302
    assert Unit.objects.get(pk=world.branch.pk).name == "Thôn 7"


def test_edit_of_a_branch_keeps_the_code_it_is_not_asked_for(client, world, officer):
    Unit.objects.filter(pk=world.branch.pk).update(code="77")
    send(client, "chapters:edit", world.branch.pk, name="Thôn 7", order="", version="1")
    unit = Unit.objects.get(pk=world.branch.pk)
    assert (unit.name, unit.order, unit.code) == ("Thôn 7", 7, "77")


def test_close_and_take_it_back(client, world, officer):
    today = f"{timezone.localdate():%d/%m/%Y}"
    send(client, "chapters:close", world.other_branch.pk, on=today)
    text = page(client, "chapters:detail", world.home.pk).text
    assert "1 đơn vị đã ngừng hoạt động" in text
    answer = client.post(reverse("chapters:reopen", args=[world.other_branch.pk]), follow=True)
    assert "hoạt động trở lại" in answer.text
    assert Unit.objects.open().filter(pk=world.other_branch.pk).exists()


def test_close_says_who_is_still_there(client, world, officer):
    MemberFactory(home_unit=world.other_branch)
    answer = send(client, "chapters:close", world.other_branch.pk, on="01/06/2024")
    assert "còn 1 hội viên" in answer.text


def test_move_offers_the_other_communes_of_hers(client, world, staff):
    choices = page(client, "chapters:move", world.branch.pk).context["form"].fields["parent"]
    assert list(choices.queryset) == [world.next_door]
    typed = {"parent": world.next_door.pk, "on": "01/06/2024"}
    send(client, "chapters:move", world.branch.pk, **typed)
    assert Unit.objects.get(pk=world.branch.pk).path.startswith(world.next_door.path)


def test_officer_cannot_move_a_branch_out_of_her_chapter(client, world, officer):
    typed = {"parent": world.next_door.pk, "on": "01/06/2024"}
    answer = send(client, "chapters:move", world.branch.pk, **typed)
    assert answer.context["form"].errors.keys() == {"parent"}


def test_person_in_charge_is_added_and_leaves(client, world, officer):
    typed = {"full_name": "Ka Dụ", "title": "branch_head", "since": "1/1/2024"}
    send(client, "chapters:appoint", world.branch.pk, **typed, phone="0912 345 678")
    head = Officer.objects.get()
    assert (head.full_name, head.phone) == ("Ka Dụ", "0912345678")
    send(client, "chapters:end_office", head.pk, on="1/6/2024", version="1")
    head.refresh_from_db()
    assert f"{head.during.upper}" == "2024-06-01"
    assert page(client, "chapters:end_office", head.pk).status_code == 200


def test_headcount_is_typed_as_it_is_printed(client, world, officer):
    send(client, "chapters:headcount", world.home.pk, women="3.250", as_of="1/6/2024")
    assert Headcount.objects.get().women == 3250
    for women in ("0", "1,5", "ba nghìn", "9999999999"):
        answer = send(client, "chapters:headcount", world.home.pk, women=women, as_of="1/6/2024")
        assert answer.context["form"].errors.keys() == {"women"}
        assert women in answer.text


def test_two_posts_of_one_form_write_once(client, world, officer):
    """A second click on a slow line: the second post finds the name taken."""
    for _ in range(2):
        send(client, "chapters:new", world.home.pk, name="Thôn 10")
    assert Unit.objects.filter(name="Thôn 10").count() == 1


def test_posting_at_a_branch_sees_that_branch(client, world):
    client.force_login(user_with(Role.CHAPTER_OFFICER, world.branch))
    assert names_below(page(client, "chapters:list")) == ["Tổ 1"]
    assert page(client, "chapters:detail", world.home.pk).status_code == 404


def test_closed_unit_offers_nothing_to_add(client, world, officer):
    services.close_unit(unit_id=world.other_branch.pk, on=days_ago(1), by=None)
    assert page(client, "chapters:new", world.other_branch.pk).status_code == 404
    assert page(client, "chapters:appoint", world.other_branch.pk).status_code == 404
    assert page(client, "chapters:detail", world.other_branch.pk).status_code == 200
