"""The locked list with which every step begins, and the line of the trail with which it ends."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.enums import AdmissionState
from members.models import AdmissionEntry, AdmissionList
from members.services.rows import locked


def locked_list(list_id, by, *states, permission=Permission.MEMBER_CHANGE):
    """The list that `by` may change, locked, if it stands in one of `states`."""
    lists = AdmissionList.objects.select_related("unit")
    listed = locked(lists, by=by, pk=list_id, permission=permission)
    if listed.state not in states:
        raise DomainError(
            _("That cannot be done with this list now: %(state)s.")
            % {"state": listed.get_state_display()}
        )
    return listed


def locked_draft(list_id, by):
    return locked_list(list_id, by, AdmissionState.DRAFT)


def entries_of(listed):
    """Its women with what checking and admitting them needs."""
    rows = AdmissionEntry.objects.filter(admission=listed).of_list()
    return list(rows.select_related("unit", "member__home_unit"))


def tell_trail(listed, what, *, by, verb=Verb.CHANGED, **details):
    """One line of the trail about the list as a whole."""
    record(verb, by=by, target=listed, unit=listed.unit, details={"what": what, **details})
