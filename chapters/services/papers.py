from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.models import PaperSettings, Unit
from core.exceptions import DomainError
from core.forms import check_version


@transaction.atomic
def save_paper_settings(*, unit_id, by, version=None, **facts):
    """Write how the papers of a unit are headed and signed, the first time or anew.

    Raises `StaleEdit` when somebody else saved them since `version`, `DomainError` for a unit that
    `by` may not change.
    """
    units = Unit.objects.visible_to(by, Permission.UNIT_CHANGE)
    unit = units.select_for_update(of=("self",), no_key=True).filter(pk=unit_id).first()
    if unit is None:
        raise DomainError(_("This unit is not one of yours."))
    row = PaperSettings.objects.select_for_update().filter(unit=unit).first()
    verb = Verb.CHANGED if row else Verb.CREATED
    if row:
        check_version(row, version)
    row = row or PaperSettings(unit=unit)
    for name, value in facts.items():
        setattr(row, name, value)
    row.recorded_by = by
    row.save()
    record(verb, by=by, target=row, unit=unit)
    return row
