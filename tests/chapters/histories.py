"""Random histories of units and members, and plain Python that counts them without a database."""

import datetime
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from hypothesis import strategies as st

from chapters.enums import Level
from chapters.models import Headcount, Placement, Unit
from members.enums import Began, Ended
from members.models import Member, Membership

FIRST = datetime.date(2022, 1, 1)
DAYS = 730


def day(number):
    return FIRST + datetime.timedelta(days=number)


@dataclass
class Node:
    """A unit with its places: `(from, parent)`, the first since ever, and perhaps an end."""

    level: str
    places: list
    ended: datetime.date | None = None
    row: Unit | None = None

    def parent_on(self, on):
        """Where it stands on a day; after its end, where it last stood."""
        begun = [parent for since, parent in self.places if since is None or since <= on]
        return begun[-1] if begun else None

    def exists_on(self, on):
        return self.ended is None or on < self.ended


@dataclass
class Spell:
    """A member's days in a unit, and the unit from which she was transferred."""

    member: int
    unit: Node
    since: datetime.date
    until: datetime.date | None
    came_from: Node | None = None

    def covers(self, on):
        return self.since <= on and (self.until is None or on < self.until)


@dataclass
class History:
    nodes: list
    spells: list
    headcounts: list = field(default_factory=list)

    def inside(self, node, top, on):
        """Whether a unit is `top` or stands somewhere under it on a day."""
        while node is not None:
            if node is top:
                return True
            node = node.parent_on(on)
        return False

    def top_at(self, node, level, on):
        """The existing unit of `level` at or above a unit on a day, if any."""
        while node is not None:
            if node.level == level and node.exists_on(on):
                return node
            node = node.parent_on(on)
        return None


days = st.integers(1, DAYS).map(day)


@st.composite
def histories(draw):
    """A district of 2 or 3 communes; branches that move and close; members who move among them."""
    district = Node(Level.DISTRICT, [])
    communes = [Node(Level.COMMUNE, [(None, district)]) for _ in range(draw(st.integers(2, 3)))]
    branches = [draw(branches_of(communes)) for _ in range(draw(st.integers(1, 4)))]
    groups = [
        Node(Level.GROUP, [(None, draw(st.sampled_from(branches)))])
        for _ in range(draw(st.integers(0, 2)))
    ]
    homes = branches + groups + communes[:1]
    spells = [
        spell for member in range(draw(st.integers(0, 6))) for spell in draw(lives(member, homes))
    ]
    counted = st.tuples(st.sampled_from(communes), days, st.integers(0, 900))
    headcounts = draw(st.lists(counted, max_size=5, unique_by=lambda row: (id(row[0]), row[1])))
    return History([district, *communes, *branches, *groups], spells, headcounts)


@st.composite
def branches_of(draw, communes):
    places = [(None, draw(st.sampled_from(communes)))]
    moved, ended = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    if draw(st.booleans()):
        places.append((moved, draw(st.sampled_from(communes))))
    return Node(Level.BRANCH, places, ended if draw(st.booleans()) else None)


@st.composite
def lives(draw, member, homes):
    """One spell after the other, each transferred from the one before."""
    turns = sorted(draw(st.lists(days, min_size=1, max_size=4, unique=True)))
    units = draw(st.lists(st.sampled_from(homes), min_size=len(turns), max_size=len(turns)))
    ends = [*turns[1:], None]
    spells = [
        Spell(member, *each, before)
        for each, before in zip(zip(units, turns, ends, strict=True), [None, *units], strict=False)
    ]
    if len(spells) > 1 and draw(st.booleans()):
        spells.pop()  # she left for good
    return spells


def write(history):
    """The history as rows, and the rows of its members by their numbers."""
    for number, node in enumerate(history.nodes):
        node.row = Unit.objects.create(
            key=f"u{number}",
            level=node.level,
            name=f"Đơn vị {number}",
            valid=DateRange(None, node.ended),
        )
    for node in history.nodes:
        ends = [since for since, _ in node.places[1:]] + [node.ended]
        for (since, parent), until in zip(node.places, ends, strict=False):
            during = DateRange(since, until)
            Placement.objects.create(unit=node.row, parent=parent.row, during=during)
    for node, as_of, women in history.headcounts:
        Headcount.objects.create(unit=node.row, as_of=as_of, women=women)
    return _write_members(history)


def _write_members(history):
    members, last = {}, {}
    for spell in history.spells:
        if spell.member not in members:
            members[spell.member] = Member.objects.create(
                full_name=f"Ka {spell.member}", home_unit=spell.unit.row
            )
        last[spell.member] = Membership.objects.create(
            member=members[spell.member],
            unit=spell.unit.row,
            during=DateRange(spell.since, spell.until),
            began_as=Began.TRANSFERRED if spell.came_from else Began.ENTERED,
            came_from=last.get(spell.member),
            ended_as=Ended.TRANSFERRED if spell.until else "",
            end_recorded_at=timezone.now() if spell.until else None,
        )
    return members
