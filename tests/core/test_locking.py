"""One lock for all apps: in scope, read anew, and nothing more of a woman who was anonymised."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Permission
from accounts.roles import Role
from core.exceptions import DomainError
from core.locking import Forgotten, NotHers, locked
from funds import services as funds
from funds.enums import WaiverReason
from funds.models import Payment, Waiver
from funds.services.dues import Tick
from funds.services.rows import locked as of_funds
from members.models import Member
from members.services.rows import locked as of_members
from members.services.rows import locked_member
from models_programs import services as programs
from models_programs.enums import ExemplarField
from models_programs.models import Exemplar, Participation
from models_programs.picks import find_members
from models_programs.services.rows import locked as of_programs
from referrals import services as referrals
from referrals.models import Referral
from tests.factories.chapters import UnitFactory
from tests.factories.funds import PaymentFactory
from tests.factories.members import MemberFactory
from tests.factories.programs import ExemplarFactory, ShowcaseModelFactory
from tests.members.test_erasures import anonymised, left_member

pytestmark = pytest.mark.django_db
PAST = datetime.date(2021, 3, 8)  # she was a member then
DOORS = pytest.mark.parametrize("door", [of_members, of_funds, of_programs])


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def forgotten(world):
    users = (world.user(Role.DISTRICT_LEAD), world.user(Role.DISTRICT_STAFF))
    return anonymised(left_member(world.branch, full_name="Ka Dụ"), *users)


# ---- The lock -----------------------------------------------------------------------------------


@DOORS
def test_row_is_locked_and_read_anew(world, officer, door):
    woman = MemberFactory(home_unit=world.branch)
    Member.objects.filter(pk=woman.pk).update(nickname="Hoa Tài")
    with CaptureQueriesContext(connection) as captured:
        found = door(Member.objects.all(), by=officer, pk=woman.pk)
    assert (found, found.nickname) == (woman, "Hoa Tài")
    assert "UPDATE OF" in captured[-1]["sql"]
    assert ("NO KEY" in captured[-1]["sql"]) == (door is not of_members)


@DOORS
def test_row_out_of_scope_is_refused_like_one_that_is_not_there(world, officer, door):
    hidden = MemberFactory(home_unit=world.foreign_branch)
    said = []
    for pk in (hidden.pk, 0, None):
        with pytest.raises(NotHers) as refused:
            door(Member.objects.all(), by=officer, pk=pk)
        said.append(refused.value.message)
    assert len(set(said)) == 1
    assert door(Member.objects.all(), by=world.user(Role.DISTRICT_STAFF), pk=hidden.pk) == hidden


@DOORS
def test_who_may_only_read_locks_nothing(world, door):
    woman = MemberFactory(home_unit=world.branch)
    assert Member.objects.visible_to(world.user(Role.INSPECTOR)).filter(pk=woman.pk).exists()
    with pytest.raises(NotHers):
        door(Member.objects.all(), by=world.user(Role.INSPECTOR), pk=woman.pk)


@DOORS
def test_woman_who_was_anonymised_is_refused(forgotten, officer, door):
    with pytest.raises(Forgotten, match="ẩn danh"):
        door(Member.objects.all(), by=officer, pk=forgotten.pk)


def test_rows_that_are_no_women_pass(world):
    unit = UnitFactory(parent=world.home)
    lead = world.user(Role.DISTRICT_LEAD)
    assert locked(type(unit).objects, by=lead, permission=Permission.UNIT_VIEW, pk=unit.pk) == unit


# ---- What begins with it ------------------------------------------------------------------------


def deeds(woman, officer, lead, unit, model):
    """What could be written of her on a day on which she was a member."""
    one = {"member_id": woman.pk, "by": officer}
    return {
        "pay": lambda: funds.pay_dues(year=2021, amount=1_000, on=PAST, **one),
        "waive": lambda: funds.waive_dues(year=2021, reason=WaiverReason.POOR, **one),
        "edit": lambda: locked_member(woman.pk, officer),
        "join": lambda: programs.add_participant(model_id=model.pk, since=model.founded_on, **one),
        "example": lambda: programs.introduce_exemplar(
            by=officer, member=woman, unit=unit, field=ExemplarField.ECONOMY, introduced_on=PAST
        ),
        "refer": lambda: referrals.open_referral(member_id=woman.pk, on=PAST, by=lead),
    }


@pytest.mark.parametrize("deed", ["pay", "waive", "edit", "join", "example", "refer"])
def test_of_an_anonymised_woman_nothing_is_written_not_even_of_the_past(
    world, forgotten, officer, deed
):
    model, lead = ShowcaseModelFactory(unit=world.branch), world.user(Role.REFERRAL_OFFICER)
    with pytest.raises(DomainError):
        deeds(forgotten, officer, lead, world.branch, model)[deed]()
    tables = (Payment, Waiver, Participation, Exemplar, Referral)
    assert [table.objects.count() for table in tables] == [0] * len(tables)


@pytest.mark.parametrize("deed", ["pay", "waive", "edit", "join", "example"])
def test_of_another_who_left_the_same_day_it_is_written(world, officer, deed):
    model = ShowcaseModelFactory(unit=world.branch)
    woman = left_member(world.branch)
    assert deeds(woman, officer, officer, world.branch, model)[deed]()


def test_she_is_passed_over_when_many_are_ticked(world, forgotten, officer):
    other = left_member(world.branch)
    ticks = [Tick(woman.pk, 0, 1_000) for woman in (forgotten, other)]
    taken = funds.take_dues(unit_id=world.branch.pk, year=2021, ticks=ticks, on=PAST, by=officer)
    assert [payment.member for payment in taken.payments] == [other]
    assert [member for member, _why in taken.passed_over] == [forgotten]


def test_what_she_paid_can_be_read_and_put_right(world, client, officer):
    woman = left_member(world.branch)
    payment = PaymentFactory(member=woman, unit=world.branch, year=2021, paid_on=PAST)
    anonymised(woman, world.user(Role.DISTRICT_LEAD), world.user(Role.DISTRICT_STAFF))
    page = client.get(reverse("funds:member", args=[woman.pk]))
    assert page.status_code == 200
    for name in ("funds:pay", "funds:waive"):
        address = reverse(name, args=[woman.pk])
        assert address not in page.content.decode()
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert funds.reverse_payment(payment_id=payment.pk, on=PAST, note="nhầm", by=officer).pk


def test_she_is_offered_nowhere(client, world, forgotten, officer):
    words = forgotten.full_name
    assert not find_members(officer, words).exists()
    Member.objects.filter(pk=MemberFactory(home_unit=world.branch).pk).update(full_name=words)
    assert find_members(officer, words).count() == 1
    client.force_login(world.user(Role.REFERRAL_OFFICER))
    found = client.get(reverse("referrals:new"), {"q": words}).context["found"]
    assert forgotten not in found
    assert client.get(reverse("referrals:new_for", args=[forgotten.pk])).status_code == 404


def test_link_made_before_does_not_stop_an_edit(world, officer):
    woman = left_member(world.branch)
    row = ExemplarFactory(member=woman, unit=world.branch, name=woman.full_name)
    anonymised(woman, world.user(Role.DISTRICT_LEAD), world.user(Role.DISTRICT_STAFF))
    row.refresh_from_db()
    changed = programs.update_exemplar(
        exemplar_id=row.pk, version=row.version, by=officer, member=woman, name=row.name
    )
    assert changed.member == woman
