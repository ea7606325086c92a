"""An officer narrows the list of members on a phone, and takes a filter off again."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from tests.factories.members import EthnicGroupFactory, MemberFactory, StandingFactory
from tests.world import World


@pytest.fixture
def country(transactional_db):
    return World()


@pytest.fixture
def women(country):
    group = EthnicGroupFactory(code="16")
    hoa = MemberFactory(full_name="Nguyễn Thị Hoa", home_unit=country.branch, phone="0912345678")
    du = MemberFactory(full_name="Ka Dụ", home_unit=country.group, ethnicity=group)
    for woman in (hoa, du):
        StandingFactory(member=woman)
    MemberFactory(full_name="Lê Thị Lan", home_unit=country.other_branch, phone="0987654321")
    return hoa, du


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filters_on_a_phone(live_server, phone, axe, sign_in, country, women):
    sign_in(phone, country.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + reverse("members:list"))
    phone.get_by_text("Lọc danh sách").click()
    phone.get_by_label("Nòng cốt").check()
    phone.get_by_label("Điện thoại", exact=True).select_option(label="có số điện thoại")
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="Xem").click()
    expect(phone.locator("tbody tr")).to_have_count(1)
    fits(phone)
    phone.get_by_role("link", name="Có số điện thoại").click()
    expect(phone.locator("tbody tr")).to_have_count(2)
    expect(phone).to_have_url(re.compile(r"\?state=active&held=core$"))
    axe(phone)


def test_filters_are_saved_and_opened_again_on_a_phone(
    live_server, phone, axe, sign_in, country, women
):
    sign_in(phone, country.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + reverse("members:list") + "?held=core&phone=no")
    phone.get_by_role("link", name="Lưu danh sách này").click()
    phone.get_by_label("Tên danh sách").fill("Nòng cốt chưa có số")
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="Lưu danh sách").click()
    expect(phone.locator("tbody tr")).to_have_count(1)
    fits(phone)
    axe(phone)
    phone.goto(live_server.url + reverse("members:list"))
    phone.get_by_role("link", name="Nòng cốt chưa có số").click()
    expect(phone).to_have_url(re.compile(r"\?held=core&phone=no$"))
    phone.get_by_role("link", name="Đổi tên, xóa").click()
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="Xóa Nòng cốt chưa có số").click()
    phone.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    expect(phone.get_by_text("Chưa lưu danh sách nào")).to_be_visible()


def test_several_women_are_ticked_shown_and_confirmed_on_a_phone(
    live_server, phone, axe, sign_in, country, women
):
    """One of the two is what she should become; the page says so before anything is done."""
    sign_in(phone, country.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + reverse("members:list"))
    axe(phone)
    phone.get_by_label("Đánh dấu Lê Thị Lan").check()
    phone.get_by_label("Đánh dấu Ka Dụ").check()
    phone.get_by_label("Với người được đánh dấu").select_option("core")
    fits(phone)
    phone.get_by_role("button", name="Tiếp tục").click()
    phone.get_by_label("Từ ngày").fill("2/5/2023")
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="Xem trước").click()
    expect(phone.get_by_role("heading", name="1 người sẽ thay đổi")).to_be_visible()
    expect(phone.get_by_role("heading", name="1 người không làm được")).to_be_visible()
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="Xác nhận cho 1 người").click()
    expect(phone.get_by_text("Đã xong cho 1 người")).to_be_visible()
    expect(phone.locator("tbody").get_by_text("hội viên nòng cốt")).to_have_count(3)


@pytest.mark.parametrize("page", ["list", "admissions", "worries", "doubles"])
def test_current_tab_is_in_sight_on_a_phone(live_server, phone, axe, sign_in, country, page):
    sign_in(phone, country.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + reverse(f"members:{page}"))
    row = phone.locator(".tabs")
    expect(row.locator("[aria-current]")).to_be_in_viewport(ratio=1)
    assert row.evaluate("row => row.scrollWidth > row.clientWidth")
    expect(row).to_have_attribute("data-after" if page == "list" else "data-before", "")
    fits(phone)
    axe(phone)
