"""What would become of each person of a list: new, a change, the same, or a question.

Nothing is written here. A `Comparer` is made anew for each look, since the book changes; it asks
the database a fixed number of times, however many rows it is given.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from core.text import fold
from imports.answers import questions_of, values_of
from imports.asking import Ask, question
from imports.details import BookLists, Known, changes_of, head_of, listed_year, person_of
from imports.enums import Decision
from imports.matching import Match, Sought, code_of, match_all
from imports.places import Places
from members.models import Household, HouseholdListing, Member, Membership, Standing
from members.services.rows import same_home


@dataclass
class Seen:
    """A row with what was found out about it. `values` are those that would go into the book."""

    row: object
    values: dict
    questions: list
    spot: object = None
    match: Match = field(default_factory=Match)
    target: int | None = None
    known: Known | None = None
    changes: object = None

    @property
    def branch(self):
        return self.values.get("branch", "")

    def ask(self, *args, **details):
        self.questions.append(question(*args, **details))


def look_at(row, comparer):
    """The row with its values, questions and place; the book is not asked for her."""
    values = values_of(row.content, row.said)
    kind, today = comparer.batch.kind, comparer.today
    seen = Seen(row, values, questions_of(kind, row.content, row.said, today=today))
    if seen.branch:
        seen.spot = comparer.places.spot(seen.branch, values.get("group", ""))
    return seen


class Comparer:
    """Compares rows of one batch of members with the book of its chapter."""

    def __init__(self, batch):
        self.batch, self.today = batch, timezone.localdate()
        self.places, self.lists = Places(batch), BookLists()
        self.homes = Homes(self.places.chapter)

    def compare(self, rows):
        """Set on each row (not saved) what follows; returns a `Seen` for each, in order."""
        seen = [look_at(row, self) for row in rows]
        self._match([one for one in seen if one.values.get("full_name")])
        self._know(seen)
        for one in seen:
            self._decide(one)
        return seen

    def _match(self, seen):
        sought = [self._sought(one) for one in seen]
        for one, match in zip(seen, match_all(sought, self.places.chapter), strict=True):
            one.match = match
            said = one.row.said.get("is")
            one.target = match.sure if said is None else said or None

    def _sought(self, seen):
        unit = seen.spot.unit if seen.spot else None
        code = code_of(seen.values.get("member_code", ""))
        return Sought(person_of(seen.values), unit.path if unit else "", code)

    def _know(self, seen):
        """Read the members that rows are, with what holds for them; and who has left."""
        targets = {one.target for one in seen if one.target}
        members = Member.objects.under(self.places.chapter).select_related("household")
        members = members.in_bulk(targets) if targets else {}
        held, listed = _standings(members), _listings(members.values(), self.batch.as_of)
        for one in seen:
            if member := members.get(one.target):
                hardship = listed.get(member.household_id, "")
                one.known = Known(member, frozenset(held[member.pk]), hardship)
            elif one.target:  # she has been moved away since
                one.target = None
        spells = Membership.objects.filter(member__in=members).still_open()
        self.active = set(spells.values_list("member", flat=True))

    def _decide(self, seen):
        row = seen.row
        row.unit = seen.spot.unit if seen.spot else None
        row.member_id, row.candidates = seen.target, list(seen.match.candidates)
        row.elsewhere = seen.match.elsewhere and not seen.target
        if row.said.get("skip"):
            row.decision, row.asked = Decision.SKIPPED, []
            return
        self._ask(seen)
        row.asked = list(dict.fromkeys(asked["code"] for asked in seen.questions))
        if row.asked:
            is_double = row.asked == [Ask.DOUBLE]
            row.decision = Decision.DOUBLE if is_double else Decision.PARKED
        elif seen.known:
            seen.changes = changes_of(seen.values, seen.known, self.lists)
            row.decision = Decision.UPDATE if seen.changes else Decision.SAME
        else:
            row.decision = Decision.NEW

    def _ask(self, seen):
        """Questions that follow from the book."""
        if seen.spot and not seen.spot.is_known:
            seen.ask("branch", Ask.PLACE, seen.spot.key)
        if seen.known is None and seen.match.candidates and seen.row.said.get("is") is None:
            seen.ask("double", Ask.DOUBLE)
        if seen.known and seen.known.member.pk not in self.active:
            seen.ask("gone", Ask.GONE)
        lacks_home = seen.known is None or seen.known.member.household_id is None
        if lacks_home and seen.row.said.get("home") is None:
            head = head_of(seen.values)
            if head and seen.spot and len(self.homes.of(head, seen.spot.unit)) > 1:
                seen.ask("head_name", Ask.HOUSEHOLDS, head)


class Homes:
    """The standing households of a chapter by the folded name of their heads; one statement."""

    def __init__(self, chapter):
        self.chapter, self._by_head = chapter, None

    def of(self, head, unit):
        """Households of that head where a woman of `unit` may live."""
        if unit is None:
            return []
        return [home for home in self._known()[fold(head)] if same_home(home, unit)]

    def near(self, unit):
        """Every household where a woman of `unit` may live."""
        return [home for home in self.all() if same_home(home, unit)]

    def all(self):
        return [home for homes in self._known().values() for home in homes]

    def add(self, home):
        self._known()[fold(home.head_name)].append(home)

    def _known(self):
        if self._by_head is None:
            self._by_head = defaultdict(list)
            standing = Household.objects.under(self.chapter).standing_on(timezone.localdate())
            for home in standing.select_related("unit").order_by("pk"):
                self._by_head[fold(home.head_name)].append(home)
        return self._by_head


def _standings(members):
    """{member: kinds that hold today or later}, so that a list adds none twice."""
    held = defaultdict(set)
    rows = Standing.objects.filter(member__in=members, during__upper_inf=True)
    for member, kind in rows.values_list("member", "kind"):
        held[member].add(kind)
    return held


def _listings(members, as_of):
    homes = {member.household_id for member in members} - {None}
    rows = HouseholdListing.objects.filter(household__in=homes, year=listed_year(as_of))
    return dict(rows.values_list("household", "hardship"))
