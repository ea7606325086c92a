"""Numbers of front pages: asked for, claimed by one worker, counted, stored."""

from django.db import transaction
from django.utils import timezone

from chapters.models import Unit
from core.jobs import ask_again, run_job
from reports.models import Glance
from reports.numbers import Live, to_store, units_below


@transaction.atomic
def request_glance(*, unit):
    """Ask for the numbers of a unit anew; what is stored stays readable until then."""
    row, _ = Glance.objects.select_for_update().get_or_create(unit=unit)
    ask_again(row)
    return row


def run_glance(glance_id):
    """Count and store. True when this call did it; a second call finds nothing."""
    return run_job(Glance.objects.select_related("unit"), glance_id, _counted)


def _counted(row):
    """Dated by the moment before the first statement: what was written later may be missing."""
    now = timezone.now()
    live = Live(row.unit, list(units_below(row.unit, Unit.objects)), timezone.localdate(now))
    return {"numbers": to_store(live, row.tell), "counted_at": now}
