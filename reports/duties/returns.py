from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.models import Entry, Verb
from chapters.enums import Level
from chapters.scope import holds_at
from core.periods import Kind, Period
from reports.duties.words import Duty
from reports.periods import due_on

REPORTING = (Level.COMMUNE, Level.DISTRICT)
KNOWN_BEFORE_DAYS = 30


def returns_owed(user, unit, today):
    """The report of this quarter, from a month before it is due until its paper has been drawn."""
    if unit.level not in REPORTING or not holds_at(user, Permission.REPORT_TALLY, unit):
        return []
    period = Period.containing(today, Kind.QUARTER)
    by = due_on(period, unit.level)
    if (by - today).days > KNOWN_BEFORE_DAYS or _drawn(unit, period):
        return []
    words = _("Report for %(period)s") % {"period": period.label}
    url = reverse("reports:report", args=[unit.pk, period.code])
    return [Duty(words, _("Open the report"), url, today, by=by)]


def _drawn(unit, period):
    """Whether the official paper of the period was drawn."""
    drawn = Entry.objects.filter(verb=Verb.PRINTED, details__period=period.code)
    return drawn.filter(target_type=unit._meta.label_lower, target_id=str(unit.pk)).exists()
