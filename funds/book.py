"""The fund book of a unit over a period, and the balances of many units up the tree."""

from dataclasses import dataclass

from django.db import connection

from chapters.models import Unit
from core.periods import Period
from funds.enums import Direction
from funds.models import Entry
from funds.positions import reach_of


@dataclass(frozen=True)
class Balance:
    """opening + income - expense = closing, in đồng."""

    unit: Unit
    opening: int = 0
    income: int = 0
    expense: int = 0

    @property
    def closing(self):
        return self.opening + self.income - self.expense


@dataclass(frozen=True)
class Book:
    """What stands in the book of one unit in a period, each line with the balance after it."""

    balance: Balance
    period: Period
    lines: list


_BALANCES = """
    SELECT reach.top,
           coalesce(sum(CASE WHEN e.direction = 'in' THEN e.amount ELSE -e.amount END)
                    FILTER (WHERE e.on < %(start)s), 0)::bigint,
           coalesce(sum(e.amount) FILTER (WHERE e.on >= %(start)s AND e.direction = 'in'),
                    0)::bigint,
           coalesce(sum(e.amount) FILTER (WHERE e.on >= %(start)s AND e.direction = 'out'),
                    0)::bigint
    FROM funds_entry e
    JOIN unnest(%(tops)s::bigint[], %(below)s::bigint[]) AS reach(top, below)
      ON reach.below = e.unit_id
    WHERE e.on < %(end)s
    GROUP BY reach.top
"""


def book_of(unit, period):
    """The own book of `unit`, without those of the units below it; one statement."""
    rows = Entry.objects.filter(unit=unit, on__lt=period.end).with_balance()
    rows = list(rows.select_related("reverses", "reversed_by", "recorded_by").order_by("on", "pk"))
    lines = [line for line in rows if line.on >= period.start]
    before = [line.balance for line in rows if line.on < period.start]
    income, expense = (
        sum(line.amount for line in lines if line.direction == direction)
        for direction in (Direction.IN, Direction.OUT)
    )
    opening = before[-1] if before else 0
    return Book(Balance(unit, opening, income, expense), period, lines)


def balances(units, period):
    """`Balance` of each of `units` with those below it, in their order; two statements."""
    units = list(units)
    reach = reach_of(units)
    given = {
        "tops": [top for top, _below in reach],
        "below": [below.pk for _top, below in reach],
        "start": period.start,
        "end": period.end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, given)
        found = {top: facts for top, *facts in cursor.fetchall()}
    return [Balance(unit, *found.get(unit.pk, ())) for unit in units]
