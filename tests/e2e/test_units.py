"""Units as they are looked at and kept, on a phone and on a desk."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from chapters.enums import Title
from tests.factories.chapters import HeadcountFactory, OfficerFactory
from tests.factories.members import MemberFactory
from tests.world import World


@pytest.fixture
def country(db):
    world = World()
    OfficerFactory(unit=world.home, full_name="Nguyễn Thị Thanh Hương", title=Title.CHAIR)
    OfficerFactory(unit=world.branch, full_name="Ka Dụ", title=Title.BRANCH_HEAD)
    HeadcountFactory(unit=world.home, women=3250, as_of=datetime.date(2026, 1, 5))
    MemberFactory.create_batch(4, home_unit=world.branch)
    return world


def no_sideways(page):
    """Nothing makes the page itself scroll to the side."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("shape", ["phone", "desktop"])
def test_pages_of_units_are_fit_to_read(country, sign_in, axe, live_server, request, shape):
    page = request.getfixturevalue(shape)
    sign_in(page, country.user(Role.DISTRICT_STAFF))
    for path in (
        "/chapters/",
        country.home.get_absolute_url(),
        country.branch.get_absolute_url(),
        *(f"/chapters/{country.branch.pk}/{form}/" for form in ("edit", "close", "move")),
        f"/chapters/{country.home.pk}/new/",
        f"/chapters/{country.home.pk}/headcount/",
        f"/chapters/{country.home.pk}/officers/new/",
    ):
        page.goto(live_server.url + path)
        no_sideways(page)
        axe(page)


def test_officer_adds_a_branch_on_a_phone(country, sign_in, phone, live_server):
    sign_in(phone, country.user(Role.CHAPTER_OFFICER))
    phone.goto(f"{live_server.url}/chapters/")
    phone.get_by_role("link", name="Thêm chi hội").click()
    phone.get_by_label("Tên").fill("Thôn 2")
    phone.get_by_label("Có từ ngày").fill("5/3/24")
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("alert")).to_contain_text("đã có “Thôn 2”")
    expect(phone.get_by_label("Có từ ngày")).to_have_value("5/3/24")
    phone.get_by_label("Tên").fill("Thôn Bù Nho")
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thôn Bù Nho")
