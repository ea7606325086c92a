"""An officer writes a member into the book on a phone, with the mistakes that people make."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from members.models import Member
from members.services import move_member
from tests.factories.accounts import PASSWORD
from tests.factories.members import (
    ConsentFactory,
    HouseholdFactory,
    MemberFactory,
    StandingFactory,
    TransferFactory,
)
from tests.world import World


@pytest.fixture
def country(transactional_db):
    return World()


@pytest.fixture
def officer(country):
    return country.user(Role.CHAPTER_OFFICER)


def enter(page, user):
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def save(page):
    page.get_by_role("button", name="Lưu", exact=True).click()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_sign_in_to_a_saved_member_with_her_household(
    live_server, phone, axe, country, officer
):
    """A wrong date, a number that lost its zero, a head without marks: each is met and mended."""
    household = HouseholdFactory(unit=country.branch, head_name="Trần Văn Tài")
    phone.goto(live_server.url + reverse("members:list"))
    enter(phone, officer)
    phone.get_by_role("link", name="Thêm hội viên").first.click()
    phone.get_by_label("Họ và tên").fill("Nguyen Thi Hoa")
    phone.get_by_label("Ngày sinh hoặc năm sinh").fill("31/02/1974")
    phone.get_by_label("Chi hội hoặc tổ").select_option(label="Thôn 1")
    phone.get_by_label("Chủ hộ").first.press_sequentially("tran van tai")
    phone.get_by_label("Trần Văn Tài").check()
    phone.get_by_label("Quan hệ với chủ hộ").select_option(label="vợ")
    phone.get_by_text("Giấy tờ, dân tộc").click()
    phone.get_by_label("Số căn cước").fill("68174000123")
    save(phone)
    expect(phone.get_by_role("alert")).to_contain_text("31/02/1974")
    expect(phone.get_by_label("Họ và tên")).to_have_value("Nguyen Thi Hoa")
    expect(phone.get_by_label("Trần Văn Tài")).to_be_checked()
    axe(phone)
    phone.get_by_label("Ngày sinh hoặc năm sinh").fill("1974")
    phone.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
    phone.get_by_role("button", name="068174000123").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị Hoa")
    expect(phone.get_by_text("Đã lưu Nguyễn Thị Hoa · 1974 · Thôn 1")).to_be_visible()
    member = Member.objects.get()
    assert (member.household, member.relation) == (household, "wife")
    assert (member.national_id, member.birth_year) == ("068174000123", 1974)
    fits(phone)
    axe(phone)


def test_back_button_and_reload_bring_the_draft_back_but_no_sensitive_part(
    live_server, phone, sign_in, officer
):
    sign_in(phone, officer)
    phone.goto(live_server.url + reverse("members:new"))
    phone.get_by_label("Họ và tên").fill("Ka Dụ")
    phone.get_by_text("Giấy tờ, dân tộc").click()
    phone.get_by_label("Số căn cước").fill("068185000123")
    phone.wait_for_timeout(600)
    phone.goto(live_server.url + reverse("members:list"))
    phone.goto(live_server.url + reverse("members:new"))
    expect(phone.get_by_label("Họ và tên")).to_have_value("Ka Dụ")
    expect(phone.locator("#id_national_id")).to_have_value("")


def test_session_that_ended_keeps_the_member(live_server, phone, sign_in, country, officer):
    sign_in(phone, officer)
    phone.goto(live_server.url + reverse("members:new"))
    phone.get_by_label("Họ và tên").fill("Ka Dụ")
    phone.get_by_label("Ngày sinh hoặc năm sinh").fill("5/3/85")
    phone.get_by_label("Chi hội hoặc tổ").select_option(label="Thôn 1")
    Session.objects.all().delete()
    phone.get_by_label("Chủ hộ").first.press_sequentially("K'Brèo")
    phone.wait_for_timeout(1000)  # the lookup finds nobody signed in, and leaves her form alone
    save(phone)
    enter(phone, officer)
    phone.get_by_role("button", name="Gửi lại phần chị vừa nhập").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ka Dụ")
    member = Member.objects.get()
    assert (member.birth_date, member.household.head_name) == (datetime.date(1985, 3, 5), "K'Brèo")


def test_form_works_without_script(live_server, browser, browser_context_args, country, officer):
    """The household is offered after saving instead of while typing."""
    HouseholdFactory(unit=country.branch, head_name="Trần Văn Tài")
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    page.goto(live_server.url + reverse("members:new"))
    enter(page, officer)
    page.get_by_label("Họ và tên").fill("Ka Dụ")
    page.get_by_label("Ngày sinh hoặc năm sinh").fill("1985")
    page.get_by_label("Chi hội hoặc tổ").select_option(label="Thôn 1")
    page.get_by_label("Chủ hộ").first.fill("tai")
    page.get_by_label("Họ và tên").press("Enter")
    page.get_by_label("Trần Văn Tài").check()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ka Dụ")
    assert Member.objects.get().household.head_name == "Trần Văn Tài"


def test_search_narrows_while_she_types(live_server, phone, sign_in, axe, country, officer):
    for name in ("Nguyễn Thị Hoa", "Lê Thị Hòa", "Ka Dụ"):
        MemberFactory(full_name=name, home_unit=country.branch)
    sign_in(phone, officer)
    phone.goto(live_server.url + reverse("members:list"))
    phone.locator("#find-member").press_sequentially("hòa")
    expect(phone.get_by_text("2 người khớp")).to_be_visible()
    rows = phone.locator("#found tbody th")
    expect(rows.first).to_contain_text("Lê Thị Hòa · 1974 · Thôn 1")
    assert "q=h" in phone.url
    axe(phone)


def test_sensitive_part_opens_in_its_place(live_server, desktop, sign_in, country, officer):
    member = MemberFactory(home_unit=country.branch, citizen_number="068174000123")
    sign_in(desktop, officer)
    desktop.goto(live_server.url + member.get_absolute_url())
    expect(desktop.get_by_text("•••0123")).to_be_visible()
    desktop.get_by_role("button", name="Xem").click()
    expect(desktop.get_by_text("068174000123")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_pages_are_fit_to_read(live_server, request, sign_in, axe, country, officer, screen):
    page = request.getfixturevalue(screen)
    household = HouseholdFactory(unit=country.branch)
    member = MemberFactory(home_unit=country.branch, household=household, nickname="Hoa Tài")
    StandingFactory(member=member)
    ConsentFactory(member=member)
    other = MemberFactory(home_unit=country.branch)
    TransferFactory(member=other, to_unit=country.next_door)
    day = datetime.date(2023, 5, 2)
    move_member(member_id=member.pk, to_unit_id=country.group.pk, on=day, by=officer)
    sign_in(page, officer)
    hers = ["detail", "edit", "history", "leave", "transfer", "away", "consent", "household"]
    for path in (
        *(reverse(f"members:{name}") for name in ("list", "transfers", "household_list")),
        *(reverse(f"members:{name}", args=[member.pk]) for name in [*hers, "sensitive"]),
        reverse("members:new"),
        household.get_absolute_url(),
    ):
        page.goto(live_server.url + path)
        fits(page)
        axe(page)
