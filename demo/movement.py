"""Spells of membership: who joined, left, moved, came back; and what was true of her beside."""

import datetime
from collections import Counter
from dataclasses import dataclass

from demo.copying import Table
from demo.names import pool
from demo.times import DAY, OPENING
from members.enums import Began, ConsentForm, Ended, MembershipKind, Purpose, StandingKind
from members.models import Consent, Membership, Standing

# Of a thousand women: what has befallen them since the book was opened.
FATES = pool(
    {"stays": 850, "left": 70, "moved": 30, "moved_far": 16, "left_district": 12, "back": 22}
)
REASONS = pool(
    {
        Ended.WORKS_AWAY: 30, Ended.MARRIED_AWAY: 17, Ended.MOVED_HOME: 18, Ended.RESIGNED: 8,
        Ended.ELDERLY_UNION: 9, Ended.LAPSED: 8, Ended.DIED: 8, Ended.OTHER: 2,
    }
)  # fmt: skip
COME_BACK = [Ended.WORKS_AWAY, Ended.WORKS_AWAY, Ended.MARRIED_AWAY, Ended.LAPSED]
NEWCOMERS, FROM_OUTSIDE, HONORARY = 0.11, 0.08, 0.004
CORE, PARTY, AWAY, CONSENTED = 0.24, 0.075, 0.09, 0.82
PLACES = ["TP. Hồ Chí Minh", "Bình Dương", "Đồng Nai", "TP. Đà Lạt", "Bảo Lộc", "Hàn Quốc"]


@dataclass(slots=True)
class Spell:
    unit: int
    first: datetime.date
    began: str
    until: datetime.date | None = None
    ended: str = ""
    follows: bool = False


@dataclass(slots=True)
class Fate:
    """A member's way through the book; `still` when one spell is all there is and it goes on."""

    spells: list
    kind: str
    is_man: bool = False

    @property
    def joined(self):
        return self.spells[0].first

    @property
    def last_unit(self):
        return self.spells[-1].unit

    @property
    def left_on(self):
        return self.spells[-1].until

    @property
    def still(self):
        return len(self.spells) == 1 and self.left_on is None


class Movement:
    def __init__(self, times, branches):
        self.rng, self.times = times.rng, times
        self.branches = branches
        self.strength = Counter()  # (unit, year): ordinary members at its end
        self.spells = Table(
            Membership,
            *("member", "unit", "kind", "during", "began_as", "came_from", "decision_number"),
            *("decision_on", "ended_as", "end_recorded_at", "recorded_at"),
        )
        self.standings = Table(Standing, "member", "kind", "during", "place", "recorded_at")
        self.consents = Table(
            Consent, "member", "purpose", "given_on", "form", "kept_at", "recorded_at"
        )

    def flush(self):
        for table in (self.spells, self.standings, self.consents):
            table.flush()

    def fate(self, branch):
        """What becomes of one woman who began in `branch`."""
        rng = self.rng
        first, began = self._joining()
        fate = Fate([Spell(rng.choice(branch.homes), first, began)], MembershipKind.ORDINARY)
        if rng.random() < HONORARY:
            fate.kind, fate.is_man = MembershipKind.HONORARY, rng.random() < 0.5
            return fate
        lot = rng.choice(FATES)
        day = self.times.some_day() if lot != "stays" else None
        if day and (day - first).days > 60:
            getattr(self, f"_{lot}")(fate, day, branch)
        return fate

    def _joining(self):
        rng = self.rng
        if rng.random() < NEWCOMERS:
            came = rng.random() < FROM_OUTSIDE
            return self.times.some_day(), Began.TRANSFERRED if came else Began.ADMITTED
        year = int(rng.triangular(1988, 2022, 2014))
        return self.times.between(
            datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        ), Began.ENTERED

    def _end(self, fate, day, reason):
        fate.spells[-1].until, fate.spells[-1].ended = day, reason

    def _left(self, fate, day, branch):
        self._end(fate, day, self.rng.choice(REASONS))

    def _left_district(self, fate, day, branch):
        self._end(fate, day, Ended.TRANSFERRED)

    def _back(self, fate, day, branch):
        """Left, and was admitted anew some months later (or has not come back yet)."""
        self._end(fate, day, self.rng.choice(COME_BACK))
        again = day + DAY * self.rng.randint(60, 500)
        if again <= self.times.today:
            fate.spells.append(Spell(self.rng.choice(branch.homes), again, Began.ADMITTED))

    def _moved(self, fate, day, branch):
        self._hand_over(fate, day, self.rng.choice(branch.commune.branches))

    def _moved_far(self, fate, day, branch):
        self._hand_over(fate, day, self.rng.choice(self.branches))

    def _hand_over(self, fate, day, to):
        unit = self.rng.choice(to.homes)
        if unit == fate.last_unit:
            return
        self._end(fate, day, Ended.TRANSFERRED)
        fate.spells.append(Spell(unit, day, Began.TRANSFERRED, follows=True))

    def write(self, member, fate, born):
        """Write her spells, standings and consent; whether she is in the Party."""
        before = None
        for spell in fate.spells:
            before = self._write_spell(member, fate.kind, spell, before)
        if self.rng.random() < CONSENTED:
            self._consent(member, fate.joined)
        if fate.kind == MembershipKind.HONORARY:
            return False
        return self._write_standings(member, fate, born)

    def _write_spell(self, member, kind, spell, before):
        times = self.times
        at = times.written(spell.first)
        ended_at = max(times.written(spell.until), at) if spell.until else None
        number, decided = "", None
        if spell.began == Began.ADMITTED:
            decided = spell.first
            number = f"{1 + spell.first.timetuple().tm_yday // 15:02d}/NQ-BCH"
        if kind == MembershipKind.ORDINARY:
            self._count(spell)
        return self.spells.add(
            *(member, spell.unit, kind, (spell.first, spell.until), spell.began),
            *(before if spell.follows else None, number, decided, spell.ended, ended_at, at),
        )

    def _count(self, spell):
        for year in (2021, *self.times.years):
            last = datetime.date(year, 12, 31)
            if spell.first <= last and (spell.until is None or spell.until > last):
                self.strength[spell.unit, year] += 1

    def _consent(self, member, joined):
        on = max(joined, OPENING)
        at = self.times.written(on)
        self.consents.add(
            member, Purpose.MEMBERSHIP, on, ConsentForm.PAPER, "Tủ hồ sơ của Hội xã", at
        )

    def _write_standings(self, member, fate, born):
        """Core and away end when she leaves; being in the Party does not."""
        rng, draw = self.rng, self.rng.random()
        if draw < CORE:
            self._standing(member, StandingKind.CORE, fate, fate.left_on)
        elif draw < CORE + AWAY and born > 1975:
            until = fate.left_on
            self._standing(member, StandingKind.AWAY, fate, until, rng.choice(PLACES))
        return rng.random() < PARTY and self._standing(member, StandingKind.PARTY, fate, None)

    def _standing(self, member, kind, fate, until, place=""):
        earliest = fate.spells[-1].first if kind != StandingKind.PARTY else fate.joined
        last = until - DAY if until else self.times.today
        since = max(earliest, datetime.date(2014, 1, 1))
        first = min(self.times.between(since, last), self.times.between(since, last))
        fits = earliest <= first <= last
        if fits:
            self.standings.add(member, kind, (first, until), place, self.times.written(first))
        return fits
