"""Tallies: asked for, claimed by one worker, counted, stored for comparison and charts."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chapters.counting import tally
from chapters.models import Placement, Unit
from reports.enums import TallyState
from reports.models import Tally
from reports.periods import period_of

# A run that has not finished after this long was killed; another worker may claim it.
LOST_AFTER = timedelta(minutes=10)


def unit_and_children(unit, day):
    """The unit and those directly below it on `day`, in printed order."""
    children = Placement.objects.filter(parent=unit, during__contains=day).values("unit")
    return [unit, *Unit.objects.filter(pk__in=children).in_order()]


def count(unit, period, codes=None, on_progress=None):
    """Live figures of the unit and its children: `{unit_key: {code: value}}`."""
    units = unit_and_children(unit, period.closing_day)
    figures = tally(period, units, codes, on_progress)
    return {each.key: figures[each.pk] for each in units}


def compared_codes(period):
    """Codes of the period itself and of those its sheet is compared with, each once."""
    others = (period.previous(), period.year_to_date(), period.same_last_year())
    return list(dict.fromkeys([period.code, *(other.code for other in others)]))


@transaction.atomic
def request_tally(*, unit, period_code):
    """Ask for a tally in the background; one row a unit and period, asked for again when done.

    A run in progress is left alone, so two requests count once.
    """
    row, _ = Tally.objects.select_for_update().get_or_create(unit=unit, period_code=period_code)
    if row.state != TallyState.RUNNING or _is_lost(row):
        row.state, row.done, row.requested_at = TallyState.WAITING, 0, timezone.now()
        row.save(update_fields=["state", "done", "requested_at"])
        transaction.on_commit(partial(_queue, row.pk))
    return row


def _is_lost(row):
    return row.started_at is None or row.started_at < timezone.now() - LOST_AFTER


def _queue(tally_id):
    from reports.tasks import run_tally as run_tally_task  # tasks stand above services

    run_tally_task.delay(tally_id)


def run_tally(tally_id):
    """Count one tally and store it. True when this call did it; a second call finds nothing.

    Progress is written as it goes, outside of any transaction, so that the page sees it.
    """
    now = timezone.now()
    waiting = Q(state=TallyState.WAITING) | Q(
        state=TallyState.RUNNING, started_at__lt=now - LOST_AFTER
    )
    mine = Tally.objects.filter(pk=tally_id)
    if not mine.filter(waiting).update(state=TallyState.RUNNING, started_at=now, error=""):
        return False
    row = mine.select_related("unit").get()
    try:
        figures = count(row.unit, period_of(row.period_code), on_progress=_progress_of(mine))
    except Exception as error:
        mine.update(state=TallyState.FAILED, error=str(error)[:300])
        raise
    mine.update(state=TallyState.DONE, figures=_as_json(figures), finished_at=timezone.now())
    return True


def _progress_of(rows):
    """Write each step of the count on the row."""
    return lambda done, total: rows.update(done=done, total=total)


def _as_json(figures):
    """Ratios are kept as strings with one decimal: exact, and readable in the database."""
    return {
        key: {
            code: str(value) if isinstance(value, Decimal) else value for code, value in row.items()
        }
        for key, row in figures.items()
    }
