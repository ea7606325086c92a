"""Coming in as an officer does, and a session that ends while she types."""

import pytest
from django.contrib.sessions.models import Session

from accounts.roles import Role
from tests.factories.accounts import PASSWORD
from tests.world import World


@pytest.fixture
def world(transactional_db):
    return World()


@pytest.fixture
def admin(world):
    return world.user(Role.SYSTEM_ADMIN)


def enter(page, user, password=PASSWORD):
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_sign_in_says_what_is_wrong_and_then_opens(live_server, request, world, axe, screen):
    page = request.getfixturevalue(screen)
    page.goto(f"{live_server.url}/accounts/me/")
    axe(page)
    enter(page, world.user(Role.CHAPTER_OFFICER), "sai mật khẩu")
    assert "chưa đúng" in page.locator("[data-error-summary]").inner_text()
    assert page.get_by_label("Tên đăng nhập").input_value() == "chapter-officer"
    axe(page)
    enter(page, world.user(Role.CHAPTER_OFFICER))
    page.wait_for_url("**/accounts/me/")
    assert "Xã Đồng Tâm" in page.locator("main").inner_text()
    axe(page)


def test_session_that_ended_keeps_the_form(live_server, phone, admin, world, sign_in, axe):
    """She types an invitation while her session ends: one sign-in and one click, and it is sent."""
    sign_in(phone, admin)
    phone.goto(f"{live_server.url}/accounts/new/")
    phone.get_by_label("Họ và tên").fill("Ka Dụ")
    phone.get_by_label("Tên đăng nhập").fill("ka.du")
    phone.get_by_label("Cán bộ Hội cơ sở").check()
    phone.get_by_label("Đơn vị", exact=True).select_option(label="Xã Đồng Tâm")
    Session.objects.all().delete()
    phone.get_by_role("button", name="Tạo tài khoản").click()
    assert "vẫn còn" in phone.locator("main").inner_text()
    axe(phone)
    enter(phone, admin)
    assert "Ka Dụ" in phone.locator("main").inner_text()
    axe(phone)
    phone.get_by_role("button", name="Gửi lại phần chị vừa nhập").click()
    assert "Mật khẩu dùng một lần" in phone.locator("h1").inner_text()
    assert "ka.du" in phone.locator("main").inner_text()
    axe(phone)


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_pages_of_accounts_and_trail_are_accessible(
    live_server, request, admin, world, sign_in, axe, screen
):
    page = request.getfixturevalue(screen)
    officer = world.user(Role.CHAPTER_OFFICER)
    for path in ("", "new/", f"{officer.pk}/", f"{officer.pk}/postings/new/", "me/password/"):
        sign_in(page, admin)
        page.goto(f"{live_server.url}/accounts/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    sign_in(page, world.user(Role.DISTRICT_LEAD))
    page.goto(f"{live_server.url}/audit/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
