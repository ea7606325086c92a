"""Fund books: opening + income - expense = closing, wrong lines are put right by lines."""

import datetime
import random
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from core.exceptions import DomainError
from core.periods import Period
from funds import services
from funds.book import balances, book_of
from funds.enums import Direction
from funds.integrity import lines_taken_back_whole, payments_taken_back_whole
from funds.models import Entry
from funds.papers import book_pdf
from tests.factories.funds import EntryFactory, PaymentFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

ON = date(2023, 3, 8)
Q1, Q2 = Period.parse("2023-Q1"), Period.parse("2023-Q2")


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def write(world, by, direction, amount, on=ON, **changes):
    given = {"unit_id": world.branch.pk, "purpose": "Thăm hội viên ốm", "kept_by": "Chị Hoa"}
    return services.write_entry(
        **{**given, "direction": direction, "amount": amount, "on": on, "by": by, **changes}
    )


def refusal(call):
    with pytest.raises(DomainError) as refused:
        call()
    return str(refused.value), refused.value.field


def test_book_runs_from_opening_to_closing(world, officer):
    write(world, officer, Direction.IN, 500_000, on=date(2023, 1, 5))
    write(world, officer, Direction.OUT, 200_000, on=date(2023, 4, 10))
    write(world, officer, Direction.IN, 50_000, on=date(2023, 4, 2))
    first, second = book_of(world.branch, Q1), book_of(world.branch, Q2)
    assert [line.balance for line in second.lines] == [550_000, 350_000]
    assert (first.balance.opening, first.balance.closing) == (0, 500_000)
    held = second.balance
    assert (held.opening, held.income, held.expense) == (500_000, 50_000, 200_000)
    assert held.closing == 350_000 == held.opening + held.income - held.expense


def test_balances_up_the_tree_are_sums(world):
    rng = random.Random(3)
    for _ in range(60):
        EntryFactory(
            unit=rng.choice([world.home, *world.leaves]),
            on=date(2023, 1, 1) + datetime.timedelta(days=rng.randint(0, 200)),
            direction=rng.choice(Direction.values),
            amount=rng.randint(1, 9) * 10_000,
        )
    for held in balances([world.district, world.home, world.branch, world.group], Q2):
        lines = Entry.objects.under(held.unit)
        signed = [
            (line.on, line.amount if line.direction == "in" else -line.amount) for line in lines
        ]
        assert held.opening == sum(amount for on, amount in signed if on < Q2.start)
        assert held.closing == sum(amount for on, amount in signed if on < Q2.end)
        assert held.income == sum(a for on, a in signed if on in Q2 and a > 0)
        assert held.expense == -sum(a for on, a in signed if on in Q2 and a < 0)
    own = book_of(world.branch, Q2).balance
    assert own.closing == sum(
        line.amount if line.direction == "in" else -line.amount
        for line in Entry.objects.filter(unit=world.branch, on__lt=Q2.end)
    )


def test_balances_cost_the_same_for_many_units(world):
    one = statements(lambda: balances([world.branch], Q1))
    assert statements(lambda: balances(world.units, Q1)) == one


def test_expense_needs_the_money_then_and_later(world, officer):
    write(world, officer, Direction.IN, 100_000, on=date(2023, 1, 5))
    words, field = refusal(lambda: write(world, officer, Direction.OUT, 150_000))
    assert words.startswith("Quỹ còn 100.000 đ, không đủ chi 150.000 đ.")
    assert field == "amount"
    write(world, officer, Direction.OUT, 80_000, on=date(2023, 6, 1))
    assert refusal(lambda: write(world, officer, Direction.OUT, 30_000, on=ON))[1] == "amount"
    write(world, officer, Direction.OUT, 20_000, on=ON)


def test_line_that_cannot_be_is_refused(world, officer):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert refusal(lambda: write(world, officer, Direction.IN, 0))[1] == "amount"
    assert refusal(lambda: write(world, officer, Direction.IN, 1, on=tomorrow))[1] == "on"
    assert not Entry.objects.exists()


def test_wrong_line_is_put_right_by_another(world, officer):
    line = write(world, officer, Direction.IN, 510_000)
    given = {"entry_id": line.pk, "on": ON, "purpose": "Ghi nhầm số", "by": officer}
    assert refusal(lambda: services.reverse_entry(**{**given, "purpose": ""}))[1] == "purpose"
    assert refusal(lambda: services.reverse_entry(**{**given, "on": date(2023, 3, 7)}))[1] == "on"
    back = services.reverse_entry(**given)
    assert (back.direction, back.amount, back.reverses) == (Direction.OUT, 510_000, line)
    assert book_of(world.branch, Q1).balance.closing == 0
    refusal(lambda: services.reverse_entry(**given))
    refusal(lambda: services.reverse_entry(**{**given, "entry_id": back.pk}))
    assert Entry.objects.count() == 2


def test_book_of_another_chapter_is_not_hers(world, officer):
    entry = EntryFactory(unit=world.foreign_branch)
    assert list(Entry.objects.visible_to(officer)) == []
    assert list(Entry.objects.visible_to(world.stranger)) == [entry]


def test_integrity_finds_what_is_not_taken_back_whole(world):
    line = EntryFactory(unit=world.branch)
    EntryFactory(unit=world.branch, direction=Direction.OUT, reverses=line)
    paid = PaymentFactory(member__home_unit=world.branch)
    PaymentFactory(member=paid.member, reverses=paid)
    assert [*lines_taken_back_whole(), *payments_taken_back_whole()] == []
    wrong = EntryFactory(unit=world.branch, amount=1, reverses=EntryFactory(unit=world.branch))
    less = PaymentFactory(member=paid.member, amount=1, reverses=PaymentFactory(member=paid.member))
    assert len(list(lines_taken_back_whole())) == 1
    assert str(wrong.pk) in next(lines_taken_back_whole())
    assert str(less.pk) in next(payments_taken_back_whole())


@pytest.mark.parametrize(
    "wrong",
    [{"amount": 0}, {"purpose": ""}, {"on": timezone.localdate() + datetime.timedelta(days=2)}],
)
def test_line_that_makes_no_sense_is_no_row(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(**wrong)


def test_page_for_the_meeting_is_a_pdf(world, officer):
    line = write(world, officer, Direction.IN, 500_000, purpose='Bán "phế liệu" #1 $x$')
    services.reverse_entry(entry_id=line.pk, on=ON, purpose="Nhầm", by=officer)
    assert book_pdf(book_of(world.branch, Q1), officer).startswith(b"%PDF")
