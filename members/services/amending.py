"""What every correction of a dated fact shares: it is as it was shown, has a reason, and room."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.scope import holds_at
from core.exceptions import DomainError, StaleEdit
from core.ranges import days_from
from members.services.rows import check_after


def face_of(row):
    """Names exactly what stands in the row, so that a form can carry what it showed."""
    values = (f"{field.attname}={field.value_from_object(row)}" for field in _stored(row))
    return hashlib.sha256("\n".join(values).encode()).hexdigest()


def _stored(row):
    return [field for field in row._meta.concrete_fields if not field.generated]


def check_seen(row, seen):
    """Refuse to correct a row that is no longer as it was shown; `seen` is its face then, None for
    a writer that shows no form. Raises `StaleEdit`."""
    if seen is not None and seen != face_of(row):
        raise StaleEdit()


def check_why(why):
    if not why.strip():
        raise DomainError(
            _("Write why this is corrected, for example: wrong year on the old list."), field="why"
        )


def check_keeps(unit, by):
    """The figures of a day are those of the unit where she was then."""
    if not holds_at(by, Permission.MEMBER_CHANGE, unit):
        raise DomainError(
            _(
                "She belonged to %(unit)s then, whose book you do not keep. "
                "Ask the district to put these dates right."
            )
            % {"unit": unit}
        )


def check_room(spans, rows, words):
    """Every span holds a day, and none shares one with a row that stays as it is.

    `spans` is `{row: (first, until)}`; `words(row)` is the sentence that names what is in the way.
    """
    for row, (first, until) in spans.items():
        if until is not None:
            check_after(until, first, field="ends_on" if row.during.lower == first else "begins_on")
    for row, (first, until) in spans.items():
        for other in rows:
            if other not in spans and shares_a_day(other.during, first, until):
                earlier = other.during.lower < row.during.lower
                raise DomainError(words(other), field="begins_on" if earlier else "ends_on")


def shares_a_day(span, first, until):
    return (until is None or span.lower < until) and (span.upper is None or first < span.upper)


def amend(row, first, until, *, why):
    """Write the right days of the row, and why they were not right before. Not for views."""
    row.during = days_from(first, until)
    give_reason(row, why)
    row.save()


def withdraw(row, *, why):
    """Take out what never was; the last state that history keeps has the reason. Not for views."""
    give_reason(row, why)
    row.save(update_fields=["corrected_at", "corrected_because"])
    row.delete()


def give_reason(row, why):
    row.corrected_at, row.corrected_because = timezone.now(), why.strip()
