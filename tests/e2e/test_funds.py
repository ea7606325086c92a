"""Dues ticked by keyboard and on a phone, the fund book, all under axe."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.ranges import open_from
from funds.models import Payment
from tests.factories import funds, members
from tests.factories.chapters import UnitSettingFactory


@pytest.fixture
def women(world):
    UnitSettingFactory(unit=world.home, during=open_from(date(2020, 1, 1)))
    women = [
        members.MemberFactory(home_unit=world.branch, full_name=name)
        for name in ("Ka Anh", "Ka Bình", "Ka Chi")
    ]
    funds.PaymentFactory(member=women[2])
    funds.WaiverFactory(member=members.MemberFactory(home_unit=world.branch, full_name="Ka Diệp"))
    line = funds.EntryFactory(unit=world.branch)
    funds.EntryFactory(unit=world.branch, direction="out", reverses=line, purpose="Ghi nhầm")
    return women


def grid_of(world):
    return reverse("funds:grid", args=[world.branch.pk, 2023])


def test_dues_are_ticked_by_keyboard(desktop, live_server, sign_in, world, axe, women):
    sign_in(desktop, world.user(Role.CHAPTER_OFFICER))
    desktop.goto(live_server.url + grid_of(world))
    axe(desktop)
    desktop.get_by_label("Ka Anh đóng đủ").focus()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowRight")
    desktop.keyboard.type("6.000")
    desktop.get_by_role("button", name="Lưu", exact=True).last.click()
    desktop.get_by_text("Đã ghi 2 khoản, 30.000 đ.").wait_for()
    rows = Payment.objects.filter(member__in=women[:2]).order_by("member__full_name")
    assert [row.amount for row in rows] == [24_000, 6_000]


def test_dues_are_ticked_on_a_phone(phone, live_server, sign_in, world, axe, women):
    sign_in(phone, world.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + grid_of(world))
    axe(phone)
    phone.get_by_role("button", name="Tất cả đã đóng đủ").click()
    phone.get_by_text("Đã ghi 2 khoản, 48.000 đ.").wait_for()
    assert Payment.objects.count() == 3


@pytest.mark.parametrize("name", ["dues", "books", "book", "member", "new_entry", "pay"])
def test_pages_of_funds_pass_axe(phone, live_server, sign_in, world, axe, women, name):
    keys = {"book": world.branch.pk, "new_entry": world.branch.pk}
    keys |= dict.fromkeys(("member", "pay"), women[2].pk)
    sign_in(phone, world.user(Role.CHAPTER_OFFICER))
    address = reverse(f"funds:{name}", args=[keys[name]] if name in keys else [])
    phone.goto(f"{live_server.url}{address}?period=2023&year=2023")
    axe(phone)
