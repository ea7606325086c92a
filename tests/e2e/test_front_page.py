"""The front page of the district is counted ahead, and anew by itself after she has written."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from audit.log import record
from audit.models import Verb
from reports import services, tasks
from reports.models import Glance
from tests.factories.members import MemberFactory
from tests.factories.reports import GlanceFactory
from tests.world import World


@pytest.fixture
def country(transactional_db):
    return World()


@pytest.fixture
def queue(monkeypatch):
    """What would go to the workers."""
    sent = []
    monkeypatch.setattr(tasks.run_glance, "delay", sent.append)
    return sent


def test_page_is_counted_anew_after_she_has_written(
    live_server, phone, axe, sign_in, country, queue
):
    lead = country.user(Role.DISTRICT_LEAD)
    services.run_glance(GlanceFactory(unit=country.district).pk)
    sign_in(phone, lead)
    phone.goto(live_server.url)
    members = phone.locator(".figure__number").first
    expect(members).to_have_text("0")
    expect(phone.get_by_role("button", name="Tính lại")).to_be_visible()
    axe(phone)
    record(Verb.CREATED, by=lead, target=MemberFactory(home_unit=country.branch))
    phone.goto(live_server.url)
    expect(phone.get_by_text("Đang đếm lại")).to_be_visible()
    axe(phone)
    assert queue == [Glance.objects.get().pk]
    services.run_glance(queue[0])
    expect(members).to_have_text("1")
    expect(phone.get_by_text("Đang đếm lại")).to_have_count(0)
