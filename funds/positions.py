"""How women stand with their dues of a year: one definition, read as totals and as names.

Who owes dues of a year is whoever belongs to the Union on its last day, or today in the year that
runs (`day_of`); what she owes is the amount that her unit has set for that day. She has paid when
her payments of that year, wherever they were received, less what was taken back, reach it. Where no
amount is set, any payment will do. A waived woman owes nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from chapters.counting import percent
from chapters.enums import SettingKey
from chapters.models import Unit
from chapters.scope import within
from chapters.settings import values_of
from funds.enums import Standing

_POSITIONS = """
    SELECT s.member_id AS member, s.unit_id AS unit, d.amount AS due,
           coalesce(p.net, 0)::bigint AS net, coalesce(w.reason, '') AS reason,
           CASE WHEN w.reason IS NOT NULL THEN 'waived'
                WHEN coalesce(p.net, 0) >= coalesce(d.amount, 1) THEN 'paid'
                WHEN coalesce(p.net, 0) > 0 THEN 'partly'
                ELSE 'unpaid' END AS standing
    FROM members_membership s
    JOIN unnest(%(units)s::bigint[], %(dues)s::bigint[]) AS d(unit, amount) ON d.unit = s.unit_id
    LEFT JOIN (
        SELECT member_id,
               sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END) AS net
        FROM funds_payment WHERE year = %(year)s GROUP BY member_id
    ) p ON p.member_id = s.member_id
    LEFT JOIN funds_waiver w
           ON w.member_id = s.member_id AND w.year = %(year)s AND w.lifted_at IS NULL
    WHERE s.during @> %(day)s::date
"""
_NAMES = """
    SELECT q.member, q.unit, q.due, q.net, q.reason, q.standing
    FROM ({positions}) q JOIN members_member m ON m.id = q.member
    WHERE (%(standing)s = '' OR q.standing = %(standing)s)
      AND (%(members)s::bigint[] IS NULL OR q.member = ANY(%(members)s))
    ORDER BY m.name_order, m.birth_year, m.id
""".replace("{positions}", _POSITIONS)
_TOTALS = """
    SELECT reach.top, count(*),
           count(*) FILTER (WHERE q.standing = 'paid'),
           count(*) FILTER (WHERE q.standing = 'partly'),
           count(*) FILTER (WHERE q.standing = 'unpaid'),
           count(*) FILTER (WHERE q.standing = 'waived'),
           coalesce(sum(q.due) FILTER (WHERE q.standing <> 'waived'), 0)::bigint,
           coalesce(sum(least(q.net, q.due)) FILTER (
               WHERE q.standing <> 'waived' AND q.due IS NOT NULL
           ), 0)::bigint,
           count(*) FILTER (WHERE q.due IS NULL)
    FROM ({positions}) q
    JOIN unnest(%(tops)s::bigint[], %(below)s::bigint[]) AS reach(top, below)
      ON reach.below = q.unit
    GROUP BY reach.top
""".replace("{positions}", _POSITIONS)
_RECEIVED = """
    SELECT reach.top,
           sum(CASE WHEN p.reverses_id IS NULL THEN p.amount ELSE -p.amount END)::bigint
    FROM funds_payment p
    JOIN unnest(%(tops)s::bigint[], %(below)s::bigint[]) AS reach(top, below)
      ON reach.below = p.unit_id
    WHERE p.year = %(year)s
    GROUP BY reach.top
"""


@dataclass(frozen=True)
class Position:
    """One woman and her dues of one year. `due` is None where no amount is set."""

    member_id: int
    unit_id: int
    due: int | None
    net: int
    reason: str
    standing: Standing

    @property
    def rest(self):
        """What she still has to pay; None where no amount is set."""
        if self.standing == Standing.WAIVED:
            return 0
        return None if self.due is None else max(self.due - self.net, 0)

    @property
    def over(self):
        """What she paid too much, as after two records of hers became one."""
        return max(self.net - self.due, 0) if self.due is not None else 0


@dataclass(frozen=True)
class Totals:
    """Women of a unit, those below it included, and their money, in đồng.

    paid + partly + unpaid + waived = members; money due = money paid towards it + money missing.
    `received` is what was received there for that year, of whomever.
    """

    unit: Unit
    members: int = 0
    paid: int = 0
    partly: int = 0
    unpaid: int = 0
    waived: int = 0
    due: int = 0
    covered: int = 0
    unset: int = 0
    received: int = 0

    @property
    def owing(self):
        """Women who owe dues: all but the waived."""
        return self.members - self.waived

    @property
    def missing(self):
        return self.due - self.covered

    @property
    def share(self):
        """Of those who owe dues, how many in a hundred have paid; None where nobody does."""
        return percent(self.paid, self.owing)


def day_of(year):
    """The day on which the dues of a year are looked at: its last one, or today if that is near."""
    return min(timezone.localdate(), date(year, 12, 31))


def priced_on(year):
    """The day whose amount holds for a year: `day_of` it, or its first one if it is to come."""
    return max(day_of(year), date(year, 1, 1))


def positions(unit, year, *, standing="", members=None):
    """`Position`s of the women of `unit` and below it, by name; three statements."""
    asked = {"standing": standing, "members": None if members is None else list(members)}
    units = list(Unit.objects.under(unit))
    rows = _rows(_NAMES, {**_given(units, year), **asked})
    return [Position(*facts, Standing(standing)) for *facts, standing in rows]


def totals(units, year):
    """`Totals` of each of `units`, in their order; four statements, whatever their number."""
    units = list(units)
    reach = reach_of(units)
    given = {
        **_given(list({below.pk: below for _top, below in reach}.values()), year),
        "tops": [top for top, _below in reach],
        "below": [below.pk for _top, below in reach],
    }
    counted = {top: facts for top, *facts in _rows(_TOTALS, given)}
    received = dict(_rows(_RECEIVED, given))
    return [
        Totals(unit, *counted.get(unit.pk, ()), received=received.get(unit.pk, 0)) for unit in units
    ]


def reach_of(units):
    """`(id of one of units, unit at or below it)`, by today's tree; one statement."""
    tops = {unit.pk for unit in units}
    known = Unit.objects.filter(within([unit.path for unit in units]))
    return [(top, unit) for unit in known for top in unit.ancestor_ids if top in tops]


def _given(units, year):
    dues = values_of(units, SettingKey.DUES, on=priced_on(year))
    return {
        "units": [unit.pk for unit in units],
        "dues": [dues[unit.pk] for unit in units],
        "year": year,
        "day": day_of(year),
    }


def _rows(sql, given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
