"""A past fact is put right on a phone and a desktop, and the record tells both values."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.ranges import days_from
from members.enums import StandingKind
from members.models import Standing
from tests.factories.members import MemberFactory, StandingFactory


@pytest.fixture
def away(world):
    return StandingFactory(
        member=MemberFactory(home_unit=world.branch, full_name="Ka Bình"),
        kind=StandingKind.AWAY,
        during=days_from(datetime.date(2021, 3, 1), datetime.date(2022, 3, 1)),
        place="Bình Dương",
    )


@pytest.mark.parametrize("shape", ["phone", "desktop"])
def test_a_standing_is_put_right(request, live_server, sign_in, world, axe, away, shape):
    page = request.getfixturevalue(shape)
    sign_in(page, world.user(Role.CHAPTER_OFFICER))
    page.goto(live_server.url + reverse("members:detail", args=[away.member_id]))
    page.get_by_role("link", name="Sửa đi làm ăn xa").click()
    axe(page)
    page.get_by_role("textbox", name="Từ ngày", exact=True).fill("1/3/2020")
    page.get_by_label("Lý do sửa").fill("Ghi nhầm năm")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã sửa: từ 01/03/2021 → 01/03/2020").wait_for()
    axe(page)
    assert Standing.objects.get().during.lower == datetime.date(2020, 3, 1)


def test_a_standing_is_taken_out(phone, live_server, sign_in, world, axe, away):
    sign_in(phone, world.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + reverse("members:detail", args=[away.member_id]))
    phone.get_by_role("link", name="Ghi nhầm").click()
    axe(phone)
    phone.get_by_label("Lý do sửa").fill("Nhầm người")
    phone.get_by_role("button", name="Rút tình trạng này").click()
    phone.get_by_text("Đã rút: đi làm ăn xa, 01/03/2021 – 01/03/2022").wait_for()
    axe(phone)
    assert not Standing.objects.exists()
