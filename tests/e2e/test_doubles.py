"""Doubles on a phone and on a desk: looked through, compared, merged, and parted again."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from core.ranges import open_from
from members.doubles import scan
from members.models import Member
from tests.factories.members import EthnicGroupFactory, HouseholdFactory, MemberFactory
from tests.world import World


@pytest.fixture
def country(db):
    world = World()
    home = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    MemberFactory(
        full_name="NGUYEN THI DIEM SUONG",
        home_unit=world.branch,
        household=home,
        relation="wife",
        phone="0912345678",
        citizen_number="250123456",
    )
    MemberFactory(
        full_name="Nguyễn Thị Diễm Sương",
        nickname="Sương Tài",
        birth_date=datetime.date(1974, 3, 5),
        home_unit=world.other_branch,
        phone="0912345678",
        citizen_number="000174000222",
        ethnicity=EthnicGroupFactory(code="16"),
        spell__during=open_from(datetime.date(2022, 1, 1)),
    )
    for unit in (world.branch, world.foreign_branch):
        MemberFactory(
            full_name="Ka Brẻoh Lềnh",
            birth_date=datetime.date(1985, 9, 9),
            birth_year=1985,
            home_unit=unit,
            phone="0987654321",
        )
    scan.search(world.district.path)
    return world


def no_sideways(page):
    """Nothing makes the page itself scroll to the side."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("shape", ["phone", "desktop"])
def test_two_records_become_one_and_two_again(country, sign_in, axe, live_server, request, shape):
    page = request.getfixturevalue(shape)
    sign_in(page, country.user(Role.CHAPTER_OFFICER))

    def look():
        no_sideways(page)
        axe(page)

    page.goto(f"{live_server.url}/members/doubles/?show=look")
    expect(page.get_by_text("Kao Kuil")).to_have_count(0)
    page.goto(f"{live_server.url}/members/doubles/")
    look()
    page.get_by_role("link", name="So sánh và gộp").click()
    look()
    page.get_by_role("button", name="Xem kết quả").last.click()
    expect(page.get_by_role("heading", name="Hồ sơ sau khi gộp")).to_be_visible()
    look()
    page.get_by_role("button", name="Gộp hai hồ sơ").click()
    expect(page.get_by_text("Đã gộp hai hồ sơ làm một.")).to_be_visible()
    look()
    assert Member.objects.count() == 3
    page.get_by_role("button", name="Hoàn tác việc gộp").click()
    expect(page.get_by_text("Hai hồ sơ đã trở lại như trước khi gộp.")).to_be_visible()
    look()
    assert Member.objects.count() == 4


@pytest.mark.parametrize("shape", ["phone", "desktop"])
def test_three_records_of_one_woman_stand_together(
    country, sign_in, axe, live_server, request, shape
):
    third = MemberFactory(
        full_name="Nguyễn Diễm Sương",
        birth_date=datetime.date(1974, 3, 5),
        home_unit=country.branch,
        phone="0912345678",
    )
    scan.search(country.district.path)
    page = request.getfixturevalue(shape)
    sign_in(page, country.user(Role.CHAPTER_OFFICER))
    page.goto(f"{live_server.url}{third.get_absolute_url()}")
    page.get_by_role("link", name="Hồ sơ có thể trùng với hội viên này").click()
    together = page.get_by_role("heading", name="3 hồ sơ có thể là một người")
    expect(together).to_be_visible()
    no_sideways(page)
    axe(page)
    page.get_by_role("link", name="Nguyễn Diễm Sương · 1974 · Thôn 1 bỏ").click()
    page.get_by_role("searchbox", name="Tìm theo tên hoặc mã").last.fill("diem suong")
    page.get_by_role("button", name="Tìm").last.click()
    expect(together).to_be_visible()
    page.get_by_text("Theo cơ sở Hội, chi hội").click()
    page.get_by_label("Cơ sở Hội, chi hội hoặc tổ").select_option(label="Thôn 2")
    no_sideways(page)
    axe(page)
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("link", name="Thôn 2 bỏ")).to_have_attribute("aria-current", "true")
    no_sideways(page)
