"""Dues: one definition of who has paid, nothing written twice, nothing deleted."""

import datetime
import random
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from chapters.enums import SettingKey
from core.exceptions import DomainError
from core.ranges import days_from, open_from
from funds import services
from funds.enums import OWING, Standing, WaiverReason
from funds.models import Payment, Waiver
from funds.positions import day_of, positions, totals
from funds.services.dues import Tick
from members.enums import Ended
from members.models import Membership
from tests.factories.chapters import UnitSettingFactory
from tests.factories.funds import EntryFactory, PaymentFactory, WaiverFactory
from tests.factories.members import MemberFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

ON, YEAR, DUES = date(2023, 3, 8), 2023, 24_000


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def dues(world):
    return UnitSettingFactory(
        unit=world.home, key=SettingKey.DUES, value=DUES, during=open_from(date(2020, 1, 1))
    )


@pytest.fixture
def woman(world, dues):
    return MemberFactory(home_unit=world.branch, full_name="Ka Dụ")


def pay(woman, by, **changes):
    given = {"member_id": woman.pk, "year": YEAR, "amount": DUES, "on": ON, "by": by}
    return services.pay_dues(**{**given, **changes})


def take(world, by, *ticks, **changes):
    given = {"unit_id": world.branch.pk, "year": YEAR, "ticks": ticks, "on": ON, "by": by}
    return services.take_dues(**{**given, **changes})


def position(woman):
    (found,) = positions(woman.home_unit, YEAR, members=[woman.pk])
    return found


def refusal(call):
    with pytest.raises(DomainError) as refused:
        call()
    return str(refused.value), refused.value.field


# ---- How she stands -----------------------------------------------------------------------------


def test_standing_is_read_from_what_holds(woman, officer):
    assert (position(woman).standing, position(woman).rest) == (Standing.UNPAID, DUES)
    first = pay(woman, officer, amount=10_000)
    assert (position(woman).standing, position(woman).rest) == (Standing.PARTLY, 14_000)
    pay(woman, officer, amount=14_000)
    assert (position(woman).standing, position(woman).rest) == (Standing.PAID, 0)
    services.reverse_payment(payment_id=first.pk, on=ON, note="Ghi nhầm", by=officer)
    assert (position(woman).standing, position(woman).net) == (Standing.PARTLY, 14_000)
    services.waive_dues(member_id=woman.pk, year=YEAR, reason=WaiverReason.POOR, by=officer)
    assert (position(woman).standing, position(woman).rest) == (Standing.WAIVED, 0)


def test_payment_of_one_year_is_none_of_another(woman, officer):
    pay(woman, officer, year=2022)
    assert position(woman).standing == Standing.UNPAID


def test_payment_of_old_counts_after_a_transfer(world, woman, officer):
    pay(woman, officer)
    spell = woman.memberships.get()
    Membership.objects.filter(pk=spell.pk).update(
        during=days_from(date(2020, 1, 1), date(2023, 6, 1)),
        ended_as=Ended.TRANSFERRED,
        end_recorded_at=timezone.now(),
    )
    Membership.objects.create(
        member=woman, unit=world.other_branch, during=open_from(date(2023, 6, 1)), began_as="moved"
    )
    here, there = totals([world.branch, world.other_branch], YEAR)
    assert (here.members, here.paid, here.received) == (0, 0, DUES)
    assert (there.members, there.paid, there.received) == (1, 1, 0)


def test_without_an_amount_set_any_payment_will_do(world, officer):
    woman = MemberFactory(home_unit=world.branch)
    assert (position(woman).standing, position(woman).rest) == (Standing.UNPAID, None)
    pay(woman, officer, amount=5_000)
    assert position(woman).standing == Standing.PAID
    held = totals([world.branch], YEAR)[0]
    assert (held.unset, held.due, held.missing, held.received) == (1, 0, 0, 5_000)


def test_amount_is_that_of_the_last_day_of_the_year(world, woman):
    UnitSettingFactory(
        unit=world.branch, key=SettingKey.DUES, value=36_000, during=open_from(date(2024, 1, 1))
    )
    assert position(woman).due == DUES
    assert positions(world.branch, 2024, members=[woman.pk])[0].due == 36_000
    next_year = timezone.localdate().year + 1
    UnitSettingFactory(
        unit=world.group, key=SettingKey.DUES, value=48_000, during=open_from(date(next_year, 1, 1))
    )
    member = MemberFactory(home_unit=world.group)
    assert positions(world.group, next_year, members=[member.pk])[0].due == 48_000
    assert day_of(2023) == date(2023, 12, 31)
    assert day_of(timezone.localdate().year) == timezone.localdate()


def test_who_left_before_the_last_day_owes_nothing(world, dues):
    MemberFactory(
        home_unit=world.branch,
        spell__during=days_from(date(2020, 1, 1), date(2023, 7, 1)),
        spell__ended_as=Ended.RESIGNED,
        spell__end_recorded_at=timezone.now(),
    )
    assert positions(world.branch, YEAR) == []
    assert len(positions(world.branch, 2022)) == 1


def test_totals_are_the_names_whatever_happened(world, officer):
    """Random histories, counted by plain Python."""
    rng = random.Random(7)
    for unit, amount in ((world.home, 24_000), (world.group, 30_000)):
        UnitSettingFactory(
            unit=unit, key=SettingKey.DUES, value=amount, during=open_from(date(2020, 1, 1))
        )
    for _ in range(40):
        woman = MemberFactory(home_unit=rng.choice(world.leaves))
        for amount in rng.choices([0, 6_000, 12_000, 24_000, 30_000], k=rng.randint(0, 2)):
            if amount:
                paid = PaymentFactory(member=woman, amount=amount)
                if rng.random() < 0.2:
                    PaymentFactory(member=woman, amount=amount, reverses=paid)
        if rng.random() < 0.15:
            WaiverFactory(member=woman)
    tops = [world.district, world.home, world.branch, world.group, world.foreign_branch]
    for held in totals(tops, YEAR):
        names = positions(held.unit, YEAR)
        by = {s: [p for p in names if p.standing == s] for s in Standing}
        assert held.members == len(names)
        assert (held.paid, held.partly) == (len(by[Standing.PAID]), len(by[Standing.PARTLY]))
        assert (held.unpaid, held.waived) == (len(by[Standing.UNPAID]), len(by[Standing.WAIVED]))
        for standing in Standing:
            assert positions(held.unit, YEAR, standing=standing) == by[standing]
        owing = [p for p in names if p.standing != Standing.WAIVED and p.due is not None]
        assert held.due == sum(p.due for p in owing)
        assert held.covered == sum(min(p.net, p.due) for p in owing)
        assert held.missing == sum(p.rest for p in owing)
        received = Payment.objects.under(held.unit).filter(year=YEAR)
        assert held.received == sum(
            p.amount if p.reverses_id is None else -p.amount for p in received
        )


def test_share_is_of_those_who_owe(world, woman, officer):
    MemberFactory(home_unit=world.branch)
    WaiverFactory(member=MemberFactory(home_unit=world.branch))
    pay(woman, officer)
    held = totals([world.branch], YEAR)[0]
    assert (held.owing, held.paid, str(held.share)) == (2, 1, "50.0")
    assert totals([world.other_branch], YEAR)[0].share is None


def test_totals_cost_the_same_for_many_units(world, woman):
    one = statements(lambda: totals([world.branch], YEAR))
    assert statements(lambda: totals(world.units, YEAR)) == one


# ---- Paying -------------------------------------------------------------------------------------


def test_payment_keeps_the_unit_of_its_day(world, woman, officer):
    payment = pay(woman, officer, received_by="Chị Hoa", note="Họp tổ")
    assert (payment.unit, payment.amount, payment.paid_on) == (world.branch, DUES, ON)
    assert (payment.received_by, payment.note) == ("Chị Hoa", "Họp tổ")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": DUES + 1}, "amount"),
        ({"on": date(2019, 1, 1)}, "on"),
        ({"on": timezone.localdate() + datetime.timedelta(days=1)}, "on"),
        ({"year": 1999}, "year"),
        ({"year": timezone.localdate().year + 2}, "year"),
    ],
)
def test_payment_that_cannot_be_is_refused(woman, officer, changes, field):
    assert refusal(lambda: pay(woman, officer, **changes))[1] == field
    assert not Payment.objects.exists()


def test_too_much_is_told_with_what_is_missing(woman, officer):
    pay(woman, officer, amount=20_000)
    words, _field = refusal(lambda: pay(woman, officer, amount=24_000))
    assert words == "24.000 đ là nhiều quá: mức cả năm là 24.000 đ, chị ấy còn phải đóng 4.000 đ."


def test_waived_woman_does_not_pay(woman, officer):
    WaiverFactory(member=woman)
    assert refusal(lambda: pay(woman, officer))[1] == "year"


# ---- Ticking ------------------------------------------------------------------------------------


def test_tick_pays_what_is_missing_and_keeps_what_was_there(world, woman, officer):
    other = MemberFactory(home_unit=world.group)
    earlier = pay(woman, officer, amount=10_000)
    taken = take(world, officer, Tick(woman.pk, 10_000), Tick(other.pk, 0, 6_000))
    assert [(p.member, p.amount, p.unit) for p in taken.payments] == [
        (woman, 14_000, world.branch),
        (other, 6_000, world.group),
    ]
    assert taken.passed_over == []
    assert Payment.objects.filter(pk=earlier.pk, amount=10_000).exists()
    assert position(woman).standing == Standing.PAID


def test_woman_ticked_twice_pays_once(world, woman, officer):
    take(world, officer, Tick(woman.pk, 0))
    taken = take(world, officer, Tick(woman.pk, 0))
    assert taken.payments == []
    assert taken.passed_over == [(woman, "Vừa có người khác ghi khoản đóng của chị ấy.")]
    assert Payment.objects.count() == 1


def test_tick_is_passed_over_with_the_reason(world, woman, officer):
    waived = MemberFactory(home_unit=world.branch)
    WaiverFactory(member=waived)
    foreign = MemberFactory(home_unit=world.foreign_branch)
    taken = take(
        world,
        officer,
        Tick(waived.pk, 0),
        Tick(foreign.pk, 0),
        Tick(woman.pk, 0, DUES * 10),
    )
    assert taken.payments == []
    assert [member for member, _why in taken.passed_over] == [waived, None, woman]
    assert not Payment.objects.exists()


def test_everybody_pays_at_once(world, woman, officer):
    others = [MemberFactory(home_unit=world.branch) for _ in range(3)]
    WaiverFactory(member=others[0])
    pay(others[1], officer)
    taken = services.take_all_dues(unit_id=world.branch.pk, year=YEAR, on=ON, by=officer)
    assert {p.member for p in taken.payments} == {woman, others[2]}
    assert not [p for p in positions(world.branch, YEAR) if p.standing in OWING]
    again = services.take_all_dues(unit_id=world.branch.pk, year=YEAR, on=ON, by=officer)
    assert again.payments == []


def test_everybody_cannot_pay_what_nobody_set(world, officer):
    MemberFactory(home_unit=world.branch)
    words, _field = refusal(
        lambda: services.take_all_dues(unit_id=world.branch.pk, year=YEAR, on=ON, by=officer)
    )
    assert words.startswith("Chị hãy đặt mức hội phí năm 2023 trước")


# ---- Taking back, waiving -----------------------------------------------------------------------


def test_payment_is_taken_back_once_and_stays(woman, officer):
    payment = pay(woman, officer)
    reversal = services.reverse_payment(payment_id=payment.pk, on=ON, note="Nhầm", by=officer)
    assert (reversal.reverses, reversal.amount, reversal.note) == (payment, DUES, "Nhầm")
    assert Payment.objects.count() == 2
    for wrong in (payment, reversal):
        refusal(
            lambda wrong=wrong: services.reverse_payment(
                payment_id=wrong.pk, on=ON, note="Nhầm", by=officer
            )
        )
    assert Payment.objects.count() == 2


def test_payment_is_not_taken_back_before_it_was_made(woman, officer):
    payment = pay(woman, officer)
    before = {"payment_id": payment.pk, "on": date(2023, 3, 7), "note": "Nhầm", "by": officer}
    assert refusal(lambda: services.reverse_payment(**before))[1] == "on"
    assert (
        refusal(lambda: services.reverse_payment(**{**before, "on": ON, "note": ""}))[1] == "note"
    )


def test_waiver_is_lifted_not_deleted(woman, officer):
    given = {"member_id": woman.pk, "year": YEAR, "reason": WaiverReason.POOR, "by": officer}
    waiver = services.waive_dues(**given)
    assert refusal(lambda: services.waive_dues(**given))[1] == "year"
    services.lift_waiver(waiver_id=waiver.pk, by=officer)
    refusal(lambda: services.lift_waiver(waiver_id=waiver.pk, by=officer))
    assert position(woman).standing == Standing.UNPAID
    services.waive_dues(**given)
    assert Waiver.objects.filter(member=woman).count() == 2


# ---- Scope --------------------------------------------------------------------------------------


def test_payment_received_elsewhere_is_read_but_not_taken_back(world, woman, officer):
    payment = PaymentFactory(member=woman, unit=world.foreign_branch)
    assert list(Payment.objects.visible_to(officer)) == [payment]
    assert list(Payment.objects.visible_to(world.stranger)) == [payment]
    foreign = PaymentFactory(member=MemberFactory(home_unit=world.foreign_branch))
    assert foreign not in Payment.objects.visible_to(officer)
    refusal(lambda: services.reverse_payment(payment_id=payment.pk, on=ON, note="Nhầm", by=officer))
    assert not Payment.objects.exclude(reverses=None).exists()


def test_money_that_another_chapter_received_is_not_hers_to_write(world, woman, officer):
    """She came from the next commune in June; what she paid there in March stands in its sums."""
    spell = woman.memberships.get()
    Membership.objects.filter(pk=spell.pk).update(during=open_from(date(2023, 6, 1)))
    there = days_from(date(2020, 1, 1), date(2023, 6, 1))
    Membership.objects.create(
        member=woman,
        unit=world.foreign_branch,
        during=there,
        began_as="admitted",
        ended_as=Ended.TRANSFERRED,
        end_recorded_at=timezone.now(),
    )
    words, field = refusal(lambda: pay(woman, officer))
    assert ("Thôn Kao Kuil" in words, field) == (True, "on")
    taken = take(world, officer, Tick(woman.pk, 0))
    assert (taken.payments, len(taken.passed_over)) == ([], 1)
    assert totals([world.foreign_branch], YEAR)[0].received == 0
    assert pay(woman, officer, on=date(2023, 6, 1)).unit == world.branch


# ---- All or nothing -----------------------------------------------------------------------------


def contents():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("funds").get_models()
    }


def scene(world):
    UnitSettingFactory(
        unit=world.home, key=SettingKey.DUES, value=DUES, during=open_from(date(2020, 1, 1))
    )
    woman = MemberFactory(home_unit=world.branch)
    payment = PaymentFactory(member=MemberFactory(home_unit=world.branch))
    waiver = WaiverFactory(member=MemberFactory(home_unit=world.branch))
    entry = EntryFactory(unit=world.branch)
    return {
        "pay_dues": lambda by: pay(woman, by),
        "take_dues": lambda by: take(world, by, Tick(woman.pk, 0)),
        "take_all_dues": lambda by: services.take_all_dues(
            unit_id=world.branch.pk, year=YEAR, on=ON, by=by
        ),
        "reverse_payment": lambda by: services.reverse_payment(
            payment_id=payment.pk, on=ON, note="Nhầm", by=by
        ),
        "waive_dues": lambda by: services.waive_dues(
            member_id=woman.pk, year=YEAR, reason=WaiverReason.POOR, by=by
        ),
        "lift_waiver": lambda by: services.lift_waiver(waiver_id=waiver.pk, by=by),
        "write_entry": lambda by: services.write_entry(
            unit_id=world.branch.pk, on=ON, direction="in", amount=1_000, purpose="Ủng hộ", by=by
        ),
        "reverse_entry": lambda by: services.reverse_entry(
            entry_id=entry.pk, on=ON, purpose="Nhầm", by=by
        ),
    }


@pytest.mark.parametrize("name", services.__all__)
def test_service_that_fails_half_way_writes_nothing(name, world, officer, monkeypatch):
    call = scene(world)[name]
    before = contents()
    module = getattr(services, name).__module__

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(f"{module}.record", fail)
    with pytest.raises(RuntimeError, match="the trail is full"):
        call(officer)
    assert contents() == before


@pytest.mark.parametrize("name", services.__all__)
def test_service_works_for_the_officer_and_for_nobody_else(name, world, officer):
    call = scene(world)[name]
    before = contents()
    for other in (world.user(Role.INSPECTOR), world.nobody, world.stranger):
        refusal(lambda other=other: call(other))
    assert contents() == before
    call(officer)
    assert contents() != before


# ---- What the database holds --------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"paid_on": timezone.localdate() + datetime.timedelta(days=2)},
        {"year": 1999},
    ],
)
def test_payment_that_makes_no_sense_is_no_row(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(**wrong)


def test_payment_is_reversed_by_one_row_only(woman):
    payment = PaymentFactory(member=woman)
    PaymentFactory(member=woman, reverses=payment)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(member=woman, reverses=payment)


def test_one_waiver_of_a_year(woman):
    WaiverFactory(member=woman)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaiverFactory(member=woman)
