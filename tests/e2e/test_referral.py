"""A candidate moves along the pipeline: the chapter on a phone, the district at a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from members.enums import Purpose, Schooling
from referrals.enums import Stage
from referrals.models import Referral
from tests.factories.members import ConsentFactory, MemberFactory
from tests.factories.referrals import RuleSetFactory
from tests.world import World

SAVE = "Ghi mốc này"


@pytest.fixture
def country(transactional_db):
    RuleSetFactory()
    return World()


@pytest.fixture
def woman(country):
    member = MemberFactory(
        home_unit=country.branch, full_name="Ka Dụ", birth_year=1990, schooling=Schooling.UPPER
    )
    ConsentFactory(member=member, purpose=Purpose.REFERRAL)
    return member


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name=SAVE).click()


def next_step(page, words):
    page.get_by_role("link", name=f"Ghi: {words}").click()


def test_staff_advances_a_referral(live_server, phone, desktop, sign_in, axe, country, woman):
    sign_in(phone, country.user(Role.REFERRAL_OFFICER))
    phone.goto(live_server.url + reverse("referrals:new"))
    phone.locator("main [name=q]").fill("ka du")
    phone.get_by_role("button", name="Tìm").click()
    phone.get_by_role("link", name="Ka Dụ · 1990").click()
    phone.locator("[name=opened_on]").fill("1/3/2023")
    phone.locator("[name=merits]").fill("Chi hội trưởng nhiệt tình")
    phone.get_by_role("button", name="Lập hồ sơ giới thiệu").click()
    expect(phone.locator("h1")).to_contain_text("Ka Dụ · 1990")
    axe(phone)
    next_step(phone, "Hội cơ sở xét")
    fill(phone, on="31/02/2023", wish_on="04/03/2023")
    expect(phone.locator("[name=on]")).to_have_value("31/02/2023")
    expect(phone.locator("[name=wish_on]")).to_have_value("04/03/2023")
    axe(phone)
    fill(phone, on="05/03/2023")
    phone.wait_for_url("**/referrals/*/")

    case = Referral.objects.get(member=woman)
    sign_in(desktop, country.user(Role.CHAPTER_LEAD))
    desktop.goto(live_server.url + case.get_absolute_url())
    next_step(desktop, "Hội huyện rà soát")
    fill(desktop, on="10/03/2023", number="03/BB-BTV", votes_for="9", votes_total="9")
    desktop.wait_for_url("**/referrals/*/")

    sign_in(desktop, country.user(Role.DISTRICT_STAFF))
    desktop.goto(live_server.url + reverse("referrals:board"))
    expect(desktop.get_by_text("Quá hạn").first).to_be_visible()
    axe(desktop)
    desktop.get_by_role("link", name="Ka Dụ · 1990").click()
    next_step(desktop, "Đã giới thiệu với chi bộ")
    fill(desktop, on="20/03/2023", number="12-CV/HPN", cell="Chi bộ Thôn 1")
    desktop.wait_for_url("**/referrals/*/")
    assert Referral.objects.with_stage().get(pk=case.pk).stage == Stage.INTRODUCED
