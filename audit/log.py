"""The one door to the trail."""

import ipaddress

from audit.middleware import current_address
from audit.models import Entry
from core.logging import current_request_id

LONGEST_LABEL = Entry._meta.get_field("target_label").max_length


def record(verb, *, by, target=None, targets=None, unit=None, details=None):
    """Write one line of the trail, in the transaction of whatever it tells about.

    `by` is the person, or None for the system. `unit` is where the target belongs and decides who
    reads the line; without it, the line stays with the unit of the person's first posting.
    `targets` are a model and the numbers of its rows, for a line about many of them.
    `details` is small JSON: codes, counts, names of fields, never the sensitive values themselves.
    `audit.words` has the words of its keys.
    """
    kind, numbers = targets or (target, [])
    return Entry.objects.create(
        verb=verb,
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "",
        target_type=kind._meta.label_lower if kind else "",
        target_id=str(target.pk) if target else "",
        target_ids=list(numbers),
        target_label=str(target)[:LONGEST_LABEL] if target else "",
        unit_path=unit.path if unit else _path_of(by),
        details=details or {},
        request_id=current_request_id(),
        address=_well_formed(current_address()),
    )


def _path_of(person):
    """Where she works. Postings are the accounts' affair; here they are only asked for a path."""
    postings = getattr(person, "current_postings", ())
    return next((posting.unit.path for posting in postings), "")


def _well_formed(address):
    """A proxy may put a name or a port where the address belongs; the line matters more."""
    try:
        return str(ipaddress.ip_address(address)) if address else None
    except ValueError:
        return None
