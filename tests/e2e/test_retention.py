"""Women past their time are ticked and proposed, on a phone and a desktop, under axe."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from members.enums import Ended
from members.models import Erasure
from tests.factories.members import MemberFactory


@pytest.fixture
def women(world):
    spell = {
        "spell__during": (datetime.date(2005, 1, 1), datetime.date(2010, 6, 1)),
        "spell__ended_as": Ended.DIED,
        "spell__end_recorded_at": timezone.now(),
    }
    names = ("Ka Anh", "Ka Bình", "Nguyễn Thị Chi")
    return [MemberFactory(home_unit=world.branch, full_name=name, **spell) for name in names]


def look(page, live_server, sign_in, world, axe):
    sign_in(page, world.user(Role.DISTRICT_LEAD))
    page.goto(live_server.url + reverse("members:retention"))
    axe(page)


def test_ticked_women_are_proposed_on_a_phone(phone, live_server, sign_in, world, axe, women):
    look(phone, live_server, sign_in, world, axe)
    phone.get_by_label("Đánh dấu Ka Bình").check()
    phone.get_by_role("button", name="Đề nghị ẩn danh những người đã đánh dấu").click()
    phone.get_by_text("Đã đề nghị ẩn danh 1 người").wait_for()
    assert Erasure.objects.get().member == women[1]


def test_all_of_the_page_are_proposed(desktop, live_server, sign_in, world, axe, women):
    look(desktop, live_server, sign_in, world, axe)
    desktop.get_by_role("button", name="Đề nghị ẩn danh cả trang này").click()
    desktop.get_by_text("Không có ai quá hạn").wait_for()
    axe(desktop)
    assert set(Erasure.objects.values_list("member", flat=True)) == {w.pk for w in women}
