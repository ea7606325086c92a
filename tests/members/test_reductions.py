"""The list of members who left: its length is the figure of the movement line, always."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from audit.models import Entry, Verb
from chapters.counting import tally
from core.periods import Period
from core.ranges import days_from
from members.enums import Began, Ended, MembershipKind
from members.models import Membership
from members.reductions import LINES, lines_of, spells_of
from tests.factories.chapters import PaperSettingsFactory
from tests.factories.members import MemberFactory, MembershipFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

PERIOD = Period.parse("2023-Q3")
JULY = datetime.date(2023, 7, 10)
REASONS = [reason for reason in Ended if reason != Ended.TRANSFERRED]


def left(unit, on=JULY, reason=Ended.DIED, **more):
    """A woman whose spell in `unit` ended on `on`."""
    woman = MemberFactory(home_unit=unit, spell=None, **more)
    MembershipFactory(
        member=woman,
        during=days_from(datetime.date(2015, 3, 1), on),
        ended_as=reason,
        end_recorded_at=timezone.now(),
    )
    return woman


def moved(unit, to, on=JULY):
    woman = left(unit, on, Ended.TRANSFERRED)
    before = woman.memberships.get()
    MembershipFactory(
        member=woman,
        unit=to,
        during=days_from(on),
        began_as=Began.TRANSFERRED,
        came_from=before,
    )
    woman.home_unit = to
    woman.save(update_fields=["home_unit"])
    return woman


@pytest.fixture
def book(world):
    """One of every reason at home, moves inside, out and in, and what must not count."""
    for reason in REASONS:
        left(world.branch, reason=reason)
    left(world.group)
    moved(world.branch, world.other_branch)
    moved(world.branch, world.foreign_branch)
    moved(world.foreign_branch, world.branch)
    left(world.branch, PERIOD.start)
    left(world.branch, PERIOD.end)
    left(world.foreign_branch)
    Membership.objects.filter(member=left(world.branch)).update(kind=MembershipKind.HONORARY)
    MemberFactory(home_unit=world.branch)


@pytest.mark.parametrize("code", LINES)
@pytest.mark.parametrize("place", ["district", "home", "branch", "next_door", "other_branch"])
def test_list_is_as_long_as_the_figure_of_the_report(world, book, place, code):
    unit, user = getattr(world, place), world.user(Role.DISTRICT_STAFF)
    counted = tally(PERIOD, [unit], [code])[unit.pk][code]
    assert len(spells_of(unit, PERIOD, code, user)) == counted
    shown = {line.code: line.number for line in lines_of(unit, PERIOD)}
    assert shown.get(code, 0) == counted


def test_reasons_add_up_to_all_who_left(world, book):
    numbers = {line.code: line.number for line in lines_of(world.home, PERIOD)}
    reasons = [code for code in LINES if code.startswith("A9.")]
    assert {code for code in numbers if code.startswith("A9.")} == {*reasons}
    assert numbers["A9"] == sum(numbers[code] for code in reasons) == len(REASONS) + 2
    assert numbers["A8"] == 1  # the move inside the commune is none for it


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def page(client, **query):
    return client.get(reverse("members:reductions"), query)


def names(answer):
    return {spell.member for spell in answer.context["page"]}


def test_page_lists_by_period_branch_and_reason(client, world, officer):
    ill, old = left(world.branch), left(world.other_branch, reason=Ended.ELDERLY_UNION)
    later = left(world.branch, datetime.date(2023, 12, 1))
    foreign = left(world.foreign_branch)
    assert names(page(client, period="2023-Q3")) == {ill, old}
    assert names(page(client, period="2023")) == {ill, old, later}
    assert names(page(client, period="2023-Q3", line="A9.elderly_union")) == {old}
    assert names(page(client, period="2023-Q3", unit=world.branch.pk)) == {ill}
    assert names(page(client, period="2023-Q3", unit=world.foreign_branch.pk)) == {ill, old}
    assert foreign.memberships.exists()


@pytest.mark.parametrize("query", [{}, {"period": "x", "line": "A10", "unit": "x"}])
def test_what_cannot_be_read_means_all_who_left_this_quarter(client, world, officer, query):
    today = timezone.localdate()
    gone = left(world.branch, Period.containing(today, "quarter").start)
    assert names(page(client, **query)) == {gone}


def test_nobody_left_says_what_to_do(client, world, officer):
    assert "Không có ai giảm" in page(client, period="2023-Q3").content.decode()


def test_where_a_woman_lives_now_is_not_told_once_she_is_elsewhere(client, world, officer):
    gone = moved(world.branch, world.foreign_branch)
    type(gone).objects.update(address="Số 9 phố Mới")
    text = page(client, period="2023-Q3", line="A8").content.decode()
    assert gone.full_name in text
    assert "Số 9 phố Mới" not in text
    assert gone.get_absolute_url() not in text
    assert "Số 9 phố Mới" not in printed(paper(client, period="2023-Q3", line="A8"))


def paper(client, **query):
    return client.get(reverse("members:reduction_paper"), query)


def printed(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in pages)


def test_paper_prints_what_is_on_screen_and_that_is_on_the_trail(client, world, officer):
    PaperSettingsFactory(unit=world.home, signer_name="Ka Him")
    left(world.group, full_name="Ka Dụ", birth_year=1951, address="Xóm 3")
    left(world.branch, reason=Ended.RESIGNED, full_name="Ka Hoa")
    text = printed(paper(client, period="2023-Q3", line="A9.died"))
    for told in (
        "DANH SÁCH HỘI VIÊN GIẢM",
        "Xã Đồng Tâm – Quý III năm 2023",
        "Ka Dụ 1951 Tổ 1, Thôn 1 Xóm 3 2015 10/07/2023",
        "Tổng số: 01 người.",
        "Ka Him",
    ):
        assert told in text
    assert "Ka Hoa" not in text
    entry = Entry.objects.get(verb=Verb.PRINTED)
    assert (entry.details["rows"], entry.details["period"]) == (1, "2023-Q3")


def test_page_runs_the_same_statements_for_one_woman_as_for_three(client, world, officer):
    left(world.branch)
    one = statements(lambda: page(client, period="2023-Q3"))
    for _again in range(2):
        left(world.branch)
    assert statements(lambda: page(client, period="2023-Q3")) == one
