"""Two officers at the same moment: her money is written once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from accounts.roles import Role
from core.exceptions import DomainError
from core.ranges import open_from
from funds import services
from funds.models import Entry, Payment
from funds.services.dues import Tick
from tests.factories.chapters import UnitSettingFactory
from tests.factories.funds import EntryFactory
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ON = date(2023, 3, 8)


def at_once(*calls):
    """What each call gave, all begun at one moment on connections of their own."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except DomainError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_woman_ticked_by_two_pays_once(world):
    UnitSettingFactory(unit=world.home, during=open_from(date(2020, 1, 1)))
    women = [MemberFactory(home_unit=world.branch) for _ in range(3)]
    officers = [world.user(role) for role in (Role.CHAPTER_OFFICER, Role.CHAPTER_LEAD)]

    def tick(by, order):
        ticks = [Tick(woman.pk, 0) for woman in order]
        return lambda: services.take_dues(
            unit_id=world.branch.pk, year=2023, ticks=ticks, on=ON, by=by
        )

    one, other = at_once(tick(officers[0], women), tick(officers[1], women[::-1]))
    assert len(one.payments) + len(other.payments) == len(women)
    assert len(one.passed_over) + len(other.passed_over) == len(women)
    assert Payment.objects.count() == len(women)


def test_fund_is_not_spent_twice(world):
    EntryFactory(unit=world.branch, amount=100_000, on=date(2023, 1, 5))
    by = world.user(Role.CHAPTER_OFFICER)

    def spend():
        return services.write_entry(
            unit_id=world.branch.pk, on=ON, direction="out", amount=80_000, purpose="Quà", by=by
        )

    found = at_once(spend, spend)
    assert [type(each) for each in sorted(found, key=str)].count(DomainError) == 1
    assert Entry.objects.balance() == 20_000
