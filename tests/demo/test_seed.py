"""The demonstration book: the same people each time, obviously invented, with the figures of 2023
counted from them, and never beside real people."""

import datetime
import hashlib
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import User
from chapters.counting import tally, things
from chapters.indicators import REGISTRY, Ratio
from chapters.models import Unit
from core.exceptions import DomainError
from core.periods import Period
from demo import seed as book
from demo.accounts import ACCOUNTS, DISTRICT
from funds.book import balances
from funds.integrity import lines_taken_back_whole, payments_taken_back_whole
from funds.models import Entry
from funds.positions import totals
from members.admissions import admit_list
from members.doubles.scan import search
from members.models import AdmissionList, Double, Household, Member
from reports.services import unit_and_children
from tests.factories.accounts import UserFactory
from tests.factories.chapters import UnitFactory, branch_of
from tests.factories.members import HouseholdFactory, MemberFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 26)
FIGURES_OF_2023 = {
    "A1": 19, "P1": 19, "D1c": 19, "P3": 100, "B6": 75, "D1a": 3, "C3": 110, "H2": 19, "H4": 14,
}  # fmt: skip
NOT_THE_SAME = {"national_id", "password"}  # sealed anew each time by design
WRITTEN_BY = ("accounts", "chapters", "members", "funds", "models_programs", "referrals", "reports")


def sown(members=book.FEWEST_MEMBERS, **more):
    return book.seed(members=members, today=TODAY, **more)


def digest():
    """One text for all rows that the demonstration writes, in the order of their keys."""
    told = hashlib.sha256()
    for label in WRITTEN_BY:
        for model in apps.get_app_config(label).get_models():
            if hasattr(model, "pgh_tracked_model"):
                continue
            names = [f.attname for f in model._meta.concrete_fields if f.name not in NOT_THE_SAME]
            for row in model.objects.order_by("pk").values_list(*names):
                told.update(repr((model._meta.label, row)).encode())
    return told.hexdigest()


def restart_numbers():
    """Undoing rows leaves their numbers used up; the next seeding would count on from there."""
    with connection.cursor() as cursor:
        cursor.execute("select setval(oid::regclass, 1, false) from pg_class where relkind = 'S'")


def test_same_seed_on_the_same_day_writes_the_same_rows(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False)
    digests = []
    for number in (7, 7, 8):
        restart_numbers()
        with transaction.atomic():
            sown(seed=number)
            digests.append(digest())
            transaction.set_rollback(True)
    assert digests[0] == digests[1] != digests[2]


@pytest.fixture
def sown_book(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC))
    sown()


def test_year_2023_gives_the_figures_that_the_union_published(sown_book):
    period = Period.parse("2023")
    district = Unit.objects.get(key="di-linh")
    figures = tally(period, unit_and_children(district, period.closing_day))
    own = figures[district.pk]
    assert {code: own[code] for code in FIGURES_OF_2023} == FIGURES_OF_2023
    communes = [pk for pk in figures if pk != district.pk]
    assert len(communes) == 19
    for code in ("A1", "P1", "C3", "H2", "H4"):  # some examples of B6 are the district's own
        assert sum(figures[pk][code] for pk in communes) == FIGURES_OF_2023[code]
    for pk in communes:
        assert (figures[pk]["P1"], figures[pk]["P3"], figures[pk]["D1c"]) == (1, 100, 1)


def test_every_figure_of_2023_is_as_long_as_its_list(sown_book):
    period = Period.parse("2023")
    district = Unit.objects.get(key="di-linh")
    figures = tally(period, [district])[district.pk]
    for code in FIGURES_OF_2023:
        entry = REGISTRY[code]
        if not isinstance(entry, Ratio):
            assert things(entry, period, district).count() == FIGURES_OF_2023[code], code
    assert (
        figures["A5"] + figures["A6"] + figures["A7"] - figures["A8"] - figures["A9"]
        == (figures["A10"])
    )


def test_everybody_is_marked_invented_and_has_a_number_of_no_province(sown_book):
    assert Member.objects.count() == book.FEWEST_MEMBERS
    for model in (Member, Household, User):
        assert not model.objects.filter(is_demo=False).exists()
    numbers = list(Member.objects.exclude(national_id="").values_list("national_id", flat=True))
    assert numbers
    assert {number[:3] for number in numbers} == {"000"}


def test_members_are_as_many_as_asked_for():
    assert sown(members=911) == Member.objects.count() == 911


def test_second_run_changes_nothing(sown_book):
    before = digest()
    assert book.seed(members=700, seed=1) == 0
    said = StringIO()
    call_command("seed_demo", stdout=said)
    assert digest() == before
    for username, *_ in ACCOUNTS:
        assert username in said.getvalue()


def a_member():
    MemberFactory()


def a_household():
    HouseholdFactory()


def an_account():
    UserFactory()


def a_branch():
    branch_of(UnitFactory(), "Thôn 1")


@pytest.mark.parametrize("real", [a_member, a_household, an_account, a_branch])
def test_refused_beside_real_data(real):
    real()
    before = Member.objects.count()
    with pytest.raises(DomainError):
        sown()
    with pytest.raises(CommandError):
        call_command("seed_demo", members=700)
    assert Member.objects.count() == before


def test_too_few_members_for_the_figures_are_refused():
    with pytest.raises(DomainError):
        sown(members=book.FEWEST_MEMBERS - 1)


def test_failure_half_way_writes_nothing(monkeypatch):
    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(book, "Referrals", broken)
    with pytest.raises(ZeroDivisionError):
        sown()
    assert not Member.objects.exists()
    assert not User.objects.exists()


def test_nothing_happens_in_days_to_come(sown_book):
    """What was written down, was written down by today, whatever the dice say."""
    for label in WRITTEN_BY:
        for model in apps.get_app_config(label).get_models():
            if hasattr(model, "recorded_at") and not hasattr(model, "pgh_tracked_model"):
                later = model.objects.filter(recorded_at__date__gt=TODAY)
                assert not later.exists(), model


def test_some_women_are_written_down_twice():
    sown(members=3000)
    search(Unit.objects.get(key=DISTRICT).path)
    pairs = list(Double.objects.sure().with_women())
    chapters = [{w.home_unit.ancestor_ids[2] for w in (p.first, p.second)} for p in pairs]
    assert len(pairs) >= 5
    assert {len(both) for both in chapters} == {1, 2}, "in one commune, and across two"


def test_admission_lists_stand_in_every_state_and_around_real_admissions(sown_book):
    states = set(AdmissionList.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "recorded"}
    for listed in AdmissionList.objects.filter(state="recorded"):
        women = set(listed.entries.values_list("member", flat=True))
        assert women == set(listed.spells.values_list("member", flat=True)) != set()
        days = set(listed.spells.values_list("during__startswith", "decision_number"))
        assert days == {(listed.admitted_on, listed.decision_number)}


def test_waiting_admission_list_can_be_approved_by_the_lead_of_its_chapter(sown_book):
    listed = AdmissionList.objects.filter(state="submitted").first()
    lead = User.objects.get(username=f"chutich.{listed.submitted_by.username.split('.')[1]}")
    admit_list(list_id=listed.pk, decision_number="1/NQ", decision_on=TODAY, by=lead)
    assert listed.spells.count() == listed.entries.count() > 1


def test_a_few_branches_show_dues_and_a_fund(sown_book):
    district = Unit.objects.get(key=DISTRICT)
    held = totals([district], 2026)[0]
    assert held.unset == 0
    assert min(held.paid, held.partly, held.unpaid, held.waived) > 0
    assert held.received == held.covered
    assert balances([district], Period.parse("2026"))[0].opening > 0
    assert all(line.balance >= 0 for line in Entry.objects.with_balance())
    assert [*lines_taken_back_whole(), *payments_taken_back_whole()] == []
