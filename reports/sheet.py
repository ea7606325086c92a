"""The quarterly sheet of one unit: rows, the live column, and what it is compared with."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.permissions import Permission
from chapters.counting import tally
from reports.catalogue import OUT_OF, SECTIONS, main_rows, sections_of
from reports.models import Tally
from reports.periods import period_of
from reports.services import unit_and_children


@dataclass(frozen=True)
class Comparison:
    """A column beside the live one: its role, its period, and the stored tally if there is one."""

    role: str
    period: object
    tally: Tally | None

    @property
    def stands_before(self):
        return self.role == "previous"

    def value(self, unit, code):
        """The stored figure; None where nothing was counted."""
        return stored_value(self.tally, unit, code)


def stored_value(stored, unit, code):
    """One figure of a stored tally; ratios are kept as strings and come back as Decimals."""
    value = (stored.figures if stored else {}).get(unit.key, {}).get(code)
    return Decimal(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Line:
    """One printed line; `pairs` are (column, value) of the comparisons, `change` on last year."""

    row: object
    value: object
    out_of: int | None
    pairs: tuple
    change: object
    opens: bool

    @property
    def before(self):
        """What stands left of the live figure: the period before."""
        return [pair for pair in self.pairs if pair[0].stands_before]

    @property
    def after(self):
        return [pair for pair in self.pairs if not pair[0].stands_before]


def may_see(row, user):
    """Figures of referrals exist only for those who may see referrals."""
    return row.permission != Permission.REFERRAL_VIEW or user.may(Permission.REFERRAL_VIEW)


def may_open(row, user):
    """Whether she may see the names behind a figure; a ratio opens its two parts."""
    return not row.waits and (row.is_ratio or user.may(row.permission))


def comparisons_of(unit, period, user):
    """The columns beside the live one, each period once, with their stored tallies.

    Roles: `previous`, `to_date` (from January), `last_year`.
    """
    wanted = {
        "previous": period.previous(),
        "to_date": period.year_to_date(),
        "last_year": period.same_last_year(),
    }
    columns, seen = [], {period.code}
    for role in ("previous", "to_date", "last_year"):
        if wanted[role].code not in seen:
            seen.add(wanted[role].code)
            columns.append((role, wanted[role].code))
    stored = Tally.objects.visible_to(user).finished().filter(unit=unit)
    by_code = {row.period_code: row for row in stored.filter(period_code__in=seen)}
    return [Comparison(role, period_of(code), by_code.get(code)) for role, code in columns]


def lines_of(unit, period, user):
    """`(sections, comparisons)`: the sheet of `unit`, the period's own column counted now."""
    sections = [
        (title, [row for row in rows if may_see(row, user)]) for title, rows in sections_of(period)
    ]
    codes = [row.code for _, rows in sections for row in rows if not row.waits]
    live = tally(period, [unit], codes)[unit.pk]
    comparisons = comparisons_of(unit, period, user)
    return [
        (title, [_line(row, unit, live, comparisons, user) for row in rows])
        for title, rows in sections
        if rows
    ], comparisons


def _line(row, unit, live, comparisons, user):
    value = live.get(row.code)
    others = tuple(column.value(unit, row.code) for column in comparisons)
    return Line(
        row=row,
        value=value,
        out_of=live.get(OUT_OF.get(row.code)),
        pairs=tuple(zip(comparisons, others, strict=True)),
        change=_change(value, _last_year(others, comparisons)),
        opens=may_open(row, user),
    )


def _last_year(others, comparisons):
    """The figure of the same period a year ago, wherever its column stands."""
    by_role = dict(zip((column.role for column in comparisons), others, strict=True))
    return by_role.get("last_year", by_role.get("previous") if len(by_role) == 1 else None)


def _change(now, before):
    return None if now is None or before is None else now - before


def balance_of(sections):
    """The movement line of the sheet: opening, in, out, closing, and whether they agree."""
    figures = {line.row.code: line.value for _, lines in sections for line in lines}
    opening, closing = figures["A5"], figures["A10"]
    gained = figures["A6"] + figures["A7"]
    lost = figures["A8"] + figures["A9"]
    return {
        "opening": opening,
        "gained": gained,
        "lost": lost,
        "closing": closing,
        "agrees": opening + gained - lost == closing,
    }


@dataclass(frozen=True)
class Part:
    """One section of the table of units below: `lines` are (unit, values), and values are
    (row, figure) pairs. The total is the unit's own figure, counted and not added up, since people
    are counted once."""

    title: str
    rows: list
    lines: list
    total: list


def tables_of(unit, period, stored, user):
    """The units below x main rows of the appendix, section by section, from a stored tally."""
    own, *children = unit_and_children(unit, period.closing_day)
    rows = [row for row in main_rows() if not row.waits and may_see(row, user)]

    def values(each, part):
        return [(row, stored_value(stored, each, row.code)) for row in part]

    return [
        Part(title, part, [(child, values(child, part)) for child in children], values(own, part))
        for letter, title in SECTIONS.items()
        if (part := [row for row in rows if row.section == letter])
    ]
