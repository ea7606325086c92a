"""What stored pages still tell of a figure, where the book has moved on since."""

from django.utils import timezone

from audit.models import Entry
from chapters.figures import WRITES
from core.jobs import JobState
from core.periods import Kind, Period
from reports.models import Glance, Tally
from reports.sheet import stored_value


def wrote_since(user, numbers):
    """Whether she has written something that the stored numbers may not know yet; then the page
    asks for a recount by itself, but not over and over where counting fails."""
    if not numbers.counted_at or numbers.row.state == JobState.FAILED:
        return False
    hers = Entry.objects.filter(actor_id=user.pk, verb__in=WRITES)
    return hers.filter(at__gte=numbers.counted_at).exists()


def told_otherwise(user, unit, period, code, value):
    """`[(figure, moment)]`: what a page that she may open shows of `code`, other than `value`.

    A unit stands on the pages of its own and on those of the units above it.
    """
    above = [unit.pk, *unit.ancestor_ids]
    glances = Glance.objects.visible_to(user).filter(unit__in=above, counted_at__isnull=False)
    tallies = Tally.objects.visible_to(user).finished().filter(unit__in=above)
    told = [(_of_glance(row, unit, period, code), row.counted_at) for row in glances]
    for row in tallies.filter(period_code=period.code):
        told.append((stored_value(row, unit, code), row.finished_at))
    return [(figure, at) for figure, at in told if figure not in (None, value)]


def _of_glance(row, unit, period, code):
    day = timezone.localdate(row.counted_at)
    if Period.containing(day, Kind.QUARTER).code != period.code:
        return None
    return row.numbers["now"].get(unit.key, {}).get(code)
