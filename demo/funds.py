"""Dues and fund books of a few branches: most women have paid, some in part, a few are waived.

It throws dice of its own when everything else is written, so that no other figure depends on it.
"""

import datetime
import random
from itertools import groupby
from operator import attrgetter

from chapters.enums import SettingKey
from chapters.models import UnitSetting
from core.ranges import open_from
from demo.copying import Table
from demo.times import Times
from funds.enums import Direction, WaiverReason
from funds.models import Entry, Payment, Waiver
from members.models import Membership

DUES = 24_000  # a proposal, as every number of a setting is
YEARS_BACK = 3
WHOLE_COMMUNES, FEW_BRANCHES, COMMUNES = 1, 2, 3
IN_PART, WAIVED, UNPAID = 0.05, 0.03, 0.09
REASONS = [WaiverReason.POOR, WaiverReason.OLD_OR_ILL, WaiverReason.HONORARY]
# Month and day, direction, share of the year's dues or amount, what for.
YEAR_OF_A_FUND = [
    ((1, 20), Direction.IN, 300_000, "Ủng hộ của nhà hảo tâm"),
    ((3, 6), Direction.OUT, 150_000, "Tổ chức gặp mặt ngày 8/3"),
    ((4, 12), Direction.IN, 280_000, "Bán phế liệu thu gom quý I"),
    ((6, 1), Direction.OUT, 120_000, "Quà cho các cháu ngày 1/6"),
    ((7, 15), Direction.IN, 260_000, "Bán phế liệu thu gom quý II"),
    ((8, 20), Direction.OUT, 100_000, "Thăm hội viên ốm"),
    ((10, 18), Direction.OUT, 200_000, "Giao lưu dân vũ ngày 20/10"),
    ((12, 5), Direction.IN, 240_000, "Phần hội phí để lại chi hội"),
]


class Funds:
    def __init__(self, times, district, communes):
        self.rng = random.Random(times.rng.random())
        self.times = Times(self.rng, times.today)
        self.district, self.communes = district, communes
        self.payments = Table(
            Payment,
            *("member", "unit", "year", "amount", "paid_on", "received_by", "note"),
            *("reverses", "recorded_at"),
        )
        self.waivers = Table(Waiver, "member", "year", "reason", "recorded_at")
        self.entries = Table(
            Entry,
            *("unit", "on", "direction", "amount", "purpose", "kept_by", "reverses"),
            "recorded_at",
        )

    def write(self):
        self._set_dues()
        years = [year for year in self.times.years if year > self.times.today.year - YEARS_BACK]
        for branch in self._branches():
            spells = self._spells(branch)
            keeper = f"Chi hội trưởng {branch.name}"
            for year in years:
                self._take_dues(spells, year, keeper)
                self._keep_fund(branch, year, keeper)
        for table in (self.payments, self.waivers, self.entries):
            table.flush()

    def _set_dues(self):
        since = datetime.date(self.times.years[0], 1, 1)
        UnitSetting.objects.create(
            unit=self.district,
            key=SettingKey.DUES,
            value=DUES,
            during=open_from(since),
            recorded_at=self.times.written(since),
        )

    def _branches(self):
        for number, commune in enumerate(self.communes[:COMMUNES]):
            yield from commune.branches[: None if number < WHOLE_COMMUNES else FEW_BRANCHES]

    def _spells(self, branch):
        """Spells of the branch and its groups, woman by woman in a fixed order."""
        rows = Membership.objects.filter(unit__in={branch.id, *branch.homes})
        rows = rows.order_by("member", "during")
        return [list(spells) for _woman, spells in groupby(rows, attrgetter("member_id"))]

    def _take_dues(self, women, year, keeper):
        for spells in women:
            spell, chance = spells[-1], self.rng.random()
            first = max(datetime.date(year, 2, 1), spell.during.lower)
            last = min(datetime.date(year, 11, 30), self.times.today)
            if spell.during.upper or first > last:
                continue
            paid_on = self.times.between(first, last)
            written = self.times.written(paid_on)
            if chance < WAIVED:
                self.waivers.add(spell.member_id, year, self.rng.choice(REASONS), written)
            elif chance > WAIVED + UNPAID:
                amount = DUES // 2 if chance < WAIVED + UNPAID + IN_PART else DUES
                facts = spell.member_id, spell.unit_id, year, amount, paid_on, keeper
                self.payments.add(*facts, "", None, written)

    def _keep_fund(self, branch, year, keeper):
        for (month, day), direction, amount, purpose in YEAR_OF_A_FUND:
            on = datetime.date(year, month, day)
            if on <= self.times.today:
                amount += 10_000 * self.rng.randrange(0, 3) * (direction == Direction.IN)
                written = self.times.written(on)
                self.entries.add(branch.id, on, direction, amount, purpose, keeper, None, written)
        self._put_right(branch, year, keeper)

    def _put_right(self, branch, year, keeper):
        """A line written twice in spring and taken back the same week."""
        on = datetime.date(year, 4, 12)
        if on + datetime.timedelta(days=3) > self.times.today or self.rng.random() < 0.5:
            return
        told = Direction.IN, 280_000, "Bán phế liệu thu gom quý I (ghi lặp)", keeper
        wrong = self.entries.add(branch.id, on, *told, None, self.times.written(on))
        back = on + datetime.timedelta(days=3)
        told = Direction.OUT, 280_000, "Ghi lặp một khoản thu", keeper
        self.entries.add(branch.id, back, *told, wrong, self.times.written(back))
