"""An officer brings in her register: upload, questions, into the book; on a phone and a desktop."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from members.models import Member
from tests.factories.members import MemberFactory
from tests.imports.desk import paste, women
from tests.world import World

ROWS = [
    *women(6),
    ("Ka Dụ", 85, "", "", "Thôn 1"),
    ("Lê Thị Mai", 1980, "", "", "Thôn 1"),
    ("Ka Thoa", "31/02/1980", "", "091234", "Thôn Mới"),
]


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_from_the_upload_over_the_questions_into_the_book(
    live_server, request, sign_in, axe, transactional_db, screen
):
    page, world = request.getfixturevalue(screen), World()
    MemberFactory(full_name="Lê Thị Mai", birth_year=1980, home_unit=world.other_branch)
    sign_in(page, world.user(Role.CHAPTER_OFFICER))
    page.goto(live_server.url + "/imports/")
    axe(page)
    page.get_by_role("link", name="Nhập danh sách").last.click()
    axe(page)
    page.get_by_text("Dán từ bảng tính").click()
    page.get_by_label("Dán các ô vào đây").fill(paste(*ROWS))
    page.get_by_role("button", name="Đọc danh sách").click()
    expect(page.get_by_text("Đã đọc xong danh sách")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    page.get_by_role("button", name="Dùng gợi ý").first.click()
    expect(page.get_by_role("button", name="Nhận 7 dòng vào sổ")).to_be_visible()
    page.get_by_role("button", name="Là Lê Thị Mai · 1980 · Thôn 2").click()
    expect(page.get_by_role("button", name="Nhận 8 dòng vào sổ")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Nhận 8 dòng vào sổ").click()
    expect(page.get_by_text("8 dòng của danh sách này đã vào sổ.")).to_be_visible()
    assert Member.objects.count() == 8
    axe(page)
