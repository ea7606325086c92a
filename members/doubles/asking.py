"""A chapter asks, the district compares and answers; the answer names nobody of another chapter."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.enums import Level
from chapters.models import Unit
from core.exceptions import DomainError
from members.doubles.decide import tell_apart
from members.doubles.people import likeness_of
from members.doubles.typed import likely_doubles
from members.enums import ComparisonState
from members.models import Comparison, Double, Member
from members.services.rows import locked_member
from members.state import woman_line

SHOWN = 10


@transaction.atomic
def ask_to_compare(*, member_id, by, note=""):
    """Ask the district whether she stands in another chapter's book too; the `Comparison`.

    Nothing is said here of whether there is such a record. One question waits at a time.
    """
    member = locked_member(member_id, by)
    chapter, district = _above(member.home_unit)
    if Comparison.objects.waiting().filter(member=member).exists():
        raise DomainError(_("The district has been asked already and has not answered yet."))
    asked = Comparison.objects.create(
        member=member,
        label=f"{woman_line(member)} · {member.code}",
        unit=chapter,
        to_unit=district,
        note=note,
        recorded_by=by,
    )
    details = {"what": "asked_to_compare"}
    record(Verb.CREATED, by=by, target=member, unit=member.home_unit, details=details)
    return asked


def _above(home):
    """The chapter of a branch or group, and the district over it."""
    units = {unit.level: unit for unit in Unit.objects.filter(pk__in=home.ancestor_ids)}
    if Level.COMMUNE not in units or Level.DISTRICT not in units:
        raise DomainError(_("There is no district above this unit to ask."))
    return units[Level.COMMUNE], units[Level.DISTRICT]


def candidates(comparison, user):
    """[(row, `Likeness`)] of other chapters, as far as `user` reaches them, the likeliest first."""
    member = comparison.member
    if member is None:
        return []
    ids = [row.pk for row, _found in likely_doubles(member, besides=member.pk)]
    rows = Member.objects.visible_to(user).filter(pk__in=ids)
    rows = rows.exclude(home_unit__path__startswith=comparison.unit.path)
    rows = rows.select_related("home_unit", "household")
    weighed = [(row, likeness_of(member, row)) for row in rows[:SHOWN]]
    return sorted(weighed, key=lambda found: (-found[1].score, found[0].pk))


@transaction.atomic
def answer_different(*, comparison_id, by):
    """The district answers that she stands in no other book; pairs proposed are told apart."""
    rows = Comparison.objects.answerable_by(by).select_for_update(of=("self",))
    asked = rows.select_related("unit", "member").filter(pk=comparison_id).first()
    if asked is None:
        raise DomainError(_("This question has been answered, or is not yours to answer."))
    for pair in Double.objects.visible_to(by).proposed().of(asked.member_id):
        if _crosses(pair, asked.unit):
            tell_apart(pair_id=pair.pk, by=by)
    asked.state = ComparisonState.DIFFERENT
    asked.answered_at, asked.answered_by = timezone.now(), by
    asked.save(update_fields=["state", "answered_at", "answered_by"])
    record(
        Verb.CHANGED, by=by, target=asked, unit=asked.unit, details={"what": "comparison_answered"}
    )
    return asked


def _crosses(pair, chapter):
    ends = [woman.home_unit.path.startswith(chapter.path) for woman in (pair.first, pair.second)]
    return ends.count(True) == 1
