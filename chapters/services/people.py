"""People in charge of units, and how many women live there."""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from chapters.enums import HEADS, TITLES_OF_LEVEL, Level, Title
from chapters.models import Headcount, Officer
from chapters.services.checks import check_after, check_not_to_come, check_open
from chapters.services.tree import locked, locked_row
from core.exceptions import DomainError
from core.forms import check_version
from core.text import nfc


@transaction.atomic
def appoint_officer(
    *, unit_id, full_name, title, since, by, until=None, term=None, phone="", member_id=None
):
    """Put a person in charge at a unit from `since` up to, not including, `until`.

    She need not be a member. Raises `DomainError` for a title that the level does not have, for a
    second head at a time, or an end that is not after the beginning.
    """
    unit = locked(unit_id, by)
    check_open(unit)
    _check_title(title, unit)
    if until:
        check_after(until, since, field="until")
    during = DateRange(since, until, "[)")
    _check_one_head(unit, title, during)
    officer = Officer.objects.create(
        unit=unit,
        full_name=nfc(full_name),
        title=title,
        term=term,
        during=during,
        phone=phone,
        member_id=member_id,
        recorded_by=by,
    )
    record(Verb.CREATED, by=by, target=officer, unit=unit)
    return officer


def _check_title(title, unit):
    if title not in TITLES_OF_LEVEL[unit.level]:
        values = {"title": Title(title).label, "level": Level(unit.level).label}
        raise DomainError(
            _("A %(level)s has no %(title)s. Choose another title.") % values, field="title"
        )


def _check_one_head(unit, title, during):
    if title not in HEADS:
        return
    other = unit.officers.filter(title=title, during__overlap=during).first()
    if other:
        values = {
            "name": other.full_name,
            "title": other.get_title_display(),
            "since": f"{other.during.lower:%d/%m/%Y}",
        }
        raise DomainError(
            _(
                "%(name)s is %(title)s since %(since)s. Record first when she left that office, "
                "or give a later day."
            )
            % values,
            field="since",
        )


@transaction.atomic
def end_office(*, officer_id, on, by, version=None):
    """Let an office end; `on` is the first day on which it is no longer held.

    Raises `DomainError` for an office that has ended, a day not after it began, or one to come.
    """
    officer = locked_row(Officer.objects.all(), officer_id, by)
    check_version(officer, version)
    check_not_to_come(on)
    check_after(on, officer.during.lower)
    if officer.during.upper is not None and officer.during.upper <= on:
        values = {"name": officer.full_name, "day": f"{officer.during.upper:%d/%m/%Y}"}
        raise DomainError(_("%(name)s left that office on %(day)s.") % values, field="on")
    officer.during = DateRange(officer.during.lower, on, "[)")
    officer.save(update_fields=["during", "version"])
    record(
        Verb.CHANGED, by=by, target=officer, unit=officer.unit, details={"until": f"{on:%d/%m/%Y}"}
    )
    return officer


@transaction.atomic
def record_headcount(*, unit_id, as_of, women, by):
    """Write how many women of 18 and over live in a commune on a day; the same day is corrected.

    Raises `DomainError` for another level than a commune, and for a day to come.
    """
    unit = locked(unit_id, by)
    if unit.level != Level.COMMUNE:
        raise DomainError(
            _("Women are counted by commune, and %(unit)s is none.") % {"unit": unit}, field="unit"
        )
    check_not_to_come(as_of, field="as_of")
    headcount, _new = Headcount.objects.update_or_create(
        unit=unit, as_of=as_of, defaults={"women": women, "recorded_by": by}
    )
    record(
        Verb.CHANGED,
        by=by,
        target=headcount,
        unit=unit,
        details={"on": f"{as_of:%d/%m/%Y}", "count": women},
    )
    return headcount
