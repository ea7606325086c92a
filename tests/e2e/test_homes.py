"""What befalls households, on a phone and a desktop, under axe."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from members.models import Household
from tests.factories import members


@pytest.fixture
def home(world):
    household = members.HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    for name in ("Ka Dụ", "Ka Mai"):
        members.MemberFactory(home_unit=world.branch, household=household, full_name=name)
    members.HouseholdFactory(unit=world.branch, head_name="K'Tân")
    members.HouseholdChangeFactory(household=household)
    return household


def test_household_is_split_on_a_phone(phone, live_server, sign_in, world, axe, home):
    sign_in(phone, world.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + home.get_absolute_url())
    phone.get_by_role("link", name="Tách hộ").click()
    phone.get_by_label("Ka Mai · 1974 · Thôn 1", exact=True).check()
    phone.get_by_label("Chủ hộ mới").select_option(label="Ka Mai · 1974 · Thôn 1")
    axe(phone)
    phone.get_by_role("button", name="Tách hộ").last.click()
    phone.get_by_text("Ka Mai ra ở riêng, lập hộ mới.").wait_for()
    axe(phone)
    assert Household.objects.filter(head_name="Ka Mai").exists()


@pytest.mark.parametrize("name", ["split", "head", "move", "merge"])
def test_pages_of_households_pass_axe(desktop, live_server, sign_in, world, axe, home, name):
    sign_in(desktop, world.user(Role.CHAPTER_OFFICER))
    desktop.goto(live_server.url + reverse(f"members:household_{name}", args=[home.pk]))
    axe(desktop)
