"""Tallies: asked for, claimed by one worker, counted, stored for comparison and charts."""

from decimal import Decimal

from django.db import transaction

from chapters.counting import tally
from chapters.models import Placement, Unit
from core.jobs import ask_again, run_job
from reports.models import Tally
from reports.periods import period_of


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
    ask_again(row)
    return row


def run_tally(tally_id):
    """Count one tally and store it. True when this call did it; a second call finds nothing."""
    return run_job(Tally.objects.select_related("unit"), tally_id, _counted)


def _counted(row):
    figures = count(row.unit, period_of(row.period_code), on_progress=row.tell)
    return {"figures": _as_json(figures)}


def _as_json(figures):
    """Ratios are kept as strings with one decimal: exact, and readable in the database."""
    return {
        key: {
            code: str(value) if isinstance(value, Decimal) else value for code, value in row.items()
        }
        for key, row in figures.items()
    }
