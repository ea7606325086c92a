"""What stands on the front page, for each who comes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.log import record
from audit.models import Verb
from chapters.enums import Level
from chapters.models import Unit
from core.periods import Kind, Period
from core.ranges import open_from
from reports.duties import duties_of
from reports.duties.words import Duty
from reports.front import Front
from reports.periods import due_on
from tests.factories.accounts import UserFactory
from tests.factories.members import HouseholdFactory, MemberFactory, TransferFactory
from tests.factories.programs import AssistanceFactory
from tests.factories.referrals import referral_at

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)


def days(number):
    return TODAY + datetime.timedelta(days=number)


def owed(user, unit, today=TODAY):
    return [(duty.url, duty.by) for duty in duties_of(user, unit, today)]


@pytest.fixture
def lead(world):
    return world.user(Role.CHAPTER_LEAD)


def test_nothing_is_owed_in_an_empty_unit_in_the_first_month_of_a_quarter(world, lead):
    Unit.objects.under(world.home).update(valid=open_from(datetime.date(2026, 1, 1)))
    assert owed(lead, world.home, datetime.date(2026, 10, 5)) == []


def test_help_is_owed_from_two_weeks_before_it_ends(world, lead):
    late, soon, _far = [
        AssistanceFactory(unit=world.branch, started_on=days(-100), until=days(until)).until
        for until in (-2, 14, 15)
    ]
    AssistanceFactory(unit=world.foreign_branch, started_on=days(-100), until=days(-9))
    urls = reverse("programs:assistance")
    assert [each for each in owed(lead, world.home) if urls in each[0]] == [
        (f"{urls}?state=due", late),
        (urls, soon),
    ]


def test_households_not_reviewed_this_year_are_owed_by_its_end(world, lead):
    HouseholdFactory.create_batch(2, unit=world.branch)
    assert (reverse("programs:reviews"), datetime.date(2026, 12, 31)) in owed(lead, world.home)


def test_transfers_wait_at_the_receiving_end_alone(world, lead):
    woman = MemberFactory(home_unit=world.foreign_branch)
    TransferFactory(member=woman, from_unit=world.foreign_branch, to_unit=world.branch, on=days(-1))
    waiting = (reverse("members:transfers"), days(-1))
    assert waiting in owed(lead, world.home)
    assert waiting not in owed(world.stranger, world.next_door)


def test_referrals_are_owed_by_name_to_those_who_may_see_them(world, lead):
    woman = MemberFactory(home_unit=world.branch, full_name="Ka Dụ")
    case = referral_at(member=woman, due_on=days(-3))
    first = duties_of(lead, world.home, TODAY)[0]
    assert (first.url, first.by, first.days) == (case.get_absolute_url(), days(-3), -3)
    assert first.words == "Ka Dụ · 1974 · Thôn 1"
    officer = world.user(Role.CHAPTER_OFFICER)
    assert case.get_absolute_url() not in dict(owed(officer, world.home))


def test_referrals_beyond_the_first_four_are_told_in_one_line(world, lead):
    for _ in range(6):
        referral_at(member=MemberFactory(home_unit=world.branch), due_on=days(-3))
    board = f"{reverse('referrals:board')}?show=overdue"
    urls = [url for url, _ in owed(lead, world.home)]
    assert (len(urls[:5]), urls[4]) == (5, board)


def test_report_is_owed_until_its_paper_is_drawn(world, lead):
    period = Period.containing(TODAY, Kind.QUARTER)
    report = (
        reverse("reports:report", args=[world.home.pk, period.code]),
        due_on(period, Level.COMMUNE),
    )
    assert report in owed(lead, world.home)
    assert report not in owed(lead, world.home, datetime.date(2026, 10, 20))
    record(
        Verb.PRINTED, by=lead, target=world.home, unit=world.home, details={"period": period.code}
    )
    assert report not in owed(lead, world.home)


def test_administrator_owes_a_posting_to_whoever_has_none(world):
    UserFactory()
    admin = world.user(Role.SYSTEM_ADMIN)
    assert owed(admin, world.district) == [(f"{reverse('accounts:list')}?state=unposted", None)]


@pytest.mark.parametrize(("left", "kind"), [(-1, "bad"), (0, "warn"), (14, "warn"), (15, "wait")])
def test_duty_says_how_near_it_is(left, kind):
    assert Duty("", "", "", TODAY, by=days(left)).kind == kind


@pytest.mark.parametrize("role", Role)
def test_front_page_opens_for_every_role(client, world, role):
    client.force_login(world.user(role))
    assert client.get(reverse("reports:home")).status_code == 200


def test_somebody_without_a_posting_is_told_so(client, world):
    client.force_login(world.nobody)
    page = client.get(reverse("reports:home"))
    assert (page.status_code, page.context["unit"]) == (200, None)


def test_five_figures_are_those_of_the_names(client, world, lead):
    MemberFactory.create_batch(3, home_unit=world.branch)
    client.force_login(lead)
    shown = Front(lead, world.home, timezone.localdate()).figures
    assert len(shown) == 5
    for figure in shown:
        assert client.get(figure.url).context["value"] == figure.value
    assert (shown[0].value, shown[0].change) == (3, 0)


def test_figures_and_funnel_of_referrals_are_hidden_from_officers(world):
    front = Front(world.user(Role.CHAPTER_OFFICER), world.home, TODAY)
    assert (len(front.figures), "H7" in front.codes, front.funnel) == (5, False, None)


def test_administrator_sees_no_figure_of_members(world):
    front = Front(world.user(Role.SYSTEM_ADMIN), world.district, TODAY)
    assert (front.figures, front.strength, front.funnel, front.cells) == ([], [], None, [])


def test_chapters_at_a_glance_say_what_is_late_there(world):
    AssistanceFactory(unit=world.branch, started_on=days(-100), until=days(-1))
    referral_at(member=MemberFactory(home_unit=world.branch), due_on=days(-1))
    cells = Front(world.user(Role.DISTRICT_LEAD), world.district, TODAY).cells
    assert [(cell.unit, cell.kind) for cell in cells] == [
        (world.home, "bad"),
        (world.next_door, "good"),
    ]
    assert "2" in cells[0].words
