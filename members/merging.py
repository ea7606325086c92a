"""What becomes of the rows of the member book when two records become one."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import DomainError
from core.ranges import days_from
from members.doubles.rules import AtMostOne, JoinsDays, Moves, Never, OneEach, rows_of
from members.doubles.timeline import FOREVER, Interleaved, Span, united
from members.enums import (
    Began,
    ComparisonState,
    DoubleState,
    Ended,
    ErasureState,
    RequestState,
    TransferState,
)

BEGINNING = ("began_as", "decision_number", "decision_on", "admission")
END = ("ended_as", "end_note", "end_recorded_at", "end_recorded_by")


class Spells:
    """One woman belongs to one unit at a time: see `members.doubles.timeline`."""

    def unite(self, union, relation):
        women = (union.kept, union.gone)
        rows = {row.pk: row for woman in women for row in rows_of(relation, woman)}
        plan = self._plan(rows, union.wins)
        facts = {pk: row.came_from_id for pk, row in rows.items()}
        stay = [rows[pk] for pk in plan.days]
        changes = {row.pk: self._taken_over(plan, row, rows) for row in stay}
        self._seam(plan, rows, changes, union.by)
        for pk, heir in plan.heirs.items():
            union.drop(rows[pk], rows[heir])
        # What shrinks goes before what grows, and links between spells come when all stand.
        for row in sorted(stay, key=lambda row: row.member_id == union.wins):
            union.change(row, during=_days(*plan.days[row.pk]), came_from=None, **changes[row.pk])
        for row in stay:
            union.change(row, member=union.kept)
        for row in stay:
            if (origin := self._origin(plan, row, rows, facts)) is not None:
                union.change(row, came_from=origin)

    def _plan(self, rows, wins):
        spans = [
            Span(
                pk,
                row.unit_id,
                row.kind,
                row.during.lower,
                row.during.upper or FOREVER,
                row.member_id == wins,
            )
            for pk, row in rows.items()
        ]
        try:
            return united(spans)
        except Interleaved as found:
            loser, winner = rows[found.loser.pk], rows[found.winner.pk]
            raise DomainError(
                _(
                    "Her time in %(long)s begins before and ends after her time in %(short)s. "
                    "Choose that she belongs to %(long)s, or put the dates right first."
                )
                % {"long": loser.unit, "short": winner.unit}
            ) from found

    def _taken_over(self, plan, row, rows):
        """Facts of its beginning and end that a spell which grew has from the one it took in."""
        first, last = plan.begins_as.get(row.pk), plan.ends_as.get(row.pk)
        begun = {name: getattr(rows[first], name) for name in BEGINNING} if first else {}
        ended = {name: getattr(rows[last], name) for name in END} if last else {}
        return begun | ended

    def _seam(self, plan, rows, changes, by):
        for before, after in plan.seams:
            moved = rows[before].kind == rows[after].kind
            changes[before] |= {
                "ended_as": Ended.TRANSFERRED if moved else Ended.OTHER,
                "end_recorded_at": rows[before].end_recorded_at or timezone.now(),
                "end_recorded_by": rows[before].end_recorded_by or by,
            }
            if moved:
                changes[after] |= {"began_as": Began.TRANSFERRED, "admission": None}

    def _origin(self, plan, row, rows, facts):
        """The spell from which she came: by a seam, or as it was, if the two still meet."""
        seams = {after: before for before, after in plan.seams}
        first = plan.begins_as.get(row.pk, row.pk)
        pk = seams.get(row.pk) or facts[first]
        pk = plan.heirs.get(pk, pk)
        if pk not in plan.days or pk == row.pk or rows[pk].kind != row.kind:
            return None
        meets = plan.days[pk][1] == plan.days[row.pk][0]
        return rows[pk] if meets and rows[pk].ended_as == Ended.TRANSFERRED else None


class Consents(Moves):
    """Of two consents to one purpose at one time the one withdrawn stands: a no is a no. Else the
    one that holds longer, then the older one."""

    def unite(self, union, relation):
        stay = []
        rows = [row for woman in (union.kept, union.gone) for row in rows_of(relation, woman)]
        for row in sorted(rows, key=self._weaker):
            alike = (o for o in stay if o.purpose == row.purpose and _at_one_time(o, row))
            if other := next(alike, None):
                union.drop(row, other)
            else:
                stay.append(row)
        super().unite(union, relation)

    def _weaker(self, row):
        long = row.until is None, row.until
        return row.withdrawn_on is None, not long[0], _days_before(long[1]), row.given_on, row.pk


class Questions(Moves):
    """A question to the district that waits is answered by a merging across chapters. Inside one
    chapter it goes on waiting, once."""

    def unite(self, union, relation):
        women = (union.kept, union.gone)
        waiting = [
            row
            for woman in women
            for row in rows_of(relation, woman).filter(state=ComparisonState.WAITING)
        ]
        for row in waiting:
            if not all(woman.home_unit.path.startswith(row.unit.path) for woman in women):
                union.change(
                    row,
                    state=ComparisonState.SAME,
                    answered_at=timezone.now(),
                    answered_by=union.by,
                )
        first, *more = [row for row in waiting if row.state == ComparisonState.WAITING] or [None]
        for row in more:
            union.drop(row, first)
        super().unite(union, relation)


class Pairs(Moves):
    """Possible doubles of hers become those of the woman who stays; a "not the same" is kept."""

    def unite(self, union, relation):
        kept = union.kept.pk
        other_end = "second" if relation.field.name == "first" else "first"
        for pair in rows_of(relation, union.gone):
            other = getattr(pair, f"{other_end}_id")
            rival = type(pair).objects.filter(first=min(kept, other), second=max(kept, other))
            rival = rival.select_for_update().first()
            if other == kept or (rival and not self._says_more(pair, rival)):
                union.drop(pair, rival)
                continue
            if rival:
                union.drop(rival, pair)
            union.change(pair, first_id=min(kept, other), second_id=max(kept, other))

    def _says_more(self, pair, rival):
        return DoubleState.DIFFERENT == pair.state != rival.state


def _days(first, until):
    return days_from(first, None if until == FOREVER else until)


def _days_before(day):
    return -day.toordinal() if day else 0


def _at_one_time(one, other):
    return one.given_on < _end(other) and other.given_on < _end(one)


def _end(consent):
    return min(consent.withdrawn_on or FOREVER, consent.until or FOREVER)


RULES = {
    "members.Asking.member": OneEach(within=("worry", "on")),
    "members.Membership.member": Spells(),
    "members.Standing.member": JoinsDays(within=("kind",), texts=("place", "phone", "note")),
    "members.Consent.member": Consents(),
    "members.Transfer.member": Never(
        where=Q(state=TransferState.PROPOSED),
        words=gettext_lazy("A transfer of hers waits for an answer. Have it answered first."),
    ),
    "members.Erasure.member": Never(
        where=Q(state=ErasureState.PROPOSED),
        words=gettext_lazy("It is proposed to anonymise one of them. Have that decided first."),
    ),
    "members.DataRequest.member": AtMostOne(
        where=Q(state=RequestState.OPEN),
        within=("kind",),
        words=gettext_lazy(
            "Both records have an open request of one kind about her data. Answer one first."
        ),
    ),
    "members.AdmissionEntry.member": OneEach(within=("admission_id",)),
    "members.Comparison.member": Questions(),
    "members.Double.first": Pairs(),
    "members.Double.second": Pairs(),
}
