"""What a unit held on a day. Nothing is erased: one entered by mistake is withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.forms import check_version
from models_programs.models import Activity
from models_programs.services.rows import assign, check_day, check_still_hers, locked


@transaction.atomic
def hold_activity(*, by, **fields):
    """Write an activity down in a unit of hers."""
    check_day(fields["on"], field="on")
    activity = Activity.objects.create(**fields, recorded_by=by)
    check_still_hers(activity, by=by)
    return activity


@transaction.atomic
def update_activity(*, activity_id, version, by, **changes):
    """Change an activity that stands. Raises `StaleEdit` or `DomainError`."""
    activity = locked(Activity.objects, by=by, pk=activity_id)
    _check_stands(activity)
    check_version(activity, version)
    assign(activity, changes)
    check_day(activity.on, field="on")
    activity.save()
    check_still_hers(activity, by=by)
    return activity


@transaction.atomic
def withdraw_activity(*, activity_id, by):
    """It counts nowhere from now on; `restore_activity` puts it back."""
    activity = locked(Activity.objects, by=by, pk=activity_id)
    _check_stands(activity)
    activity.withdrawn_at, activity.withdrawn_by = timezone.now(), by
    activity.version += 1
    activity.save()
    return activity


@transaction.atomic
def restore_activity(*, activity_id, by):
    """Take the withdrawal back; an activity that stands stays as it is."""
    activity = locked(Activity.objects, by=by, pk=activity_id)
    if activity.withdrawn_at:
        activity.withdrawn_at, activity.withdrawn_by = None, None
        activity.version += 1
        activity.save()
    return activity


def _check_stands(activity):
    if activity.withdrawn_at:
        raise DomainError(_("This activity was withdrawn. Put it back before changing it."))
