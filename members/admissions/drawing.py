"""A list is drawn up, woman by woman, and sent in; until then nothing of it is in the book."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.models import Verb
from chapters.enums import Level
from core.exceptions import DomainError
from core.text import fold
from members.admissions.rows import locked_draft, locked_list, tell_trail
from members.enums import AdmissionState, EntryKind
from members.models import AdmissionEntry, AdmissionList, Member
from members.services.rows import check_day, home_unit

DETAILS = (
    *("full_name", "birth_year", "birth_date", "phone", "address", "national_id", "ethnicity"),
    *("note", "told_apart", "ask_district"),
)


@transaction.atomic
def draw_up_list(*, unit_id, drawn_on, by, note=""):
    """Begin a list of a branch; the `AdmissionList`, still without anybody on it."""
    unit = _branch(unit_id, drawn_on, by)
    listed = AdmissionList.objects.create(unit=unit, drawn_on=drawn_on, note=note, recorded_by=by)
    tell_trail(listed, "admission_drawn_up", by=by, verb=Verb.CREATED)
    return listed


@transaction.atomic
def update_list(*, list_id, unit_id, drawn_on, by, note=""):
    """Put the head of a draft right. Its branch stays once women stand on it."""
    listed = locked_draft(list_id, by)
    unit = _branch(unit_id, drawn_on, by)
    if unit.pk != listed.unit_id and listed.entries.exists():
        raise DomainError(
            _("Women of %(unit)s stand on this list already. Draw up another one.")
            % {"unit": listed.unit},
            field="unit",
        )
    listed.unit, listed.drawn_on, listed.note = unit, drawn_on, note
    listed.save(update_fields=["unit", "drawn_on", "note"])
    tell_trail(listed, "admission_changed", by=by)
    return listed


def _branch(unit_id, on, by):
    check_day(on, field="drawn_on")
    unit = home_unit(unit_id, by=by, on=on)
    if unit.level != Level.BRANCH:
        raise DomainError(_("A list is drawn up by a branch. Choose one."), field="unit")
    return unit


@transaction.atomic
def add_woman(*, list_id, unit_id, details, by):
    """Write a woman who is new in the book on a draft; `details` are fields of `DETAILS`."""
    listed = locked_draft(list_id, by)
    unit = _home_on(listed, unit_id, by)
    _refuse_twice(listed, details)
    entry = AdmissionEntry(admission=listed, unit=unit, recorded_by=by)
    _write(entry, details)
    tell_trail(listed, "admission_changed", by=by)
    return entry


@transaction.atomic
def add_former_member(*, list_id, member_id, by):
    """Write a woman who was a member before on a draft; she comes back into her branch of it."""
    listed = locked_draft(list_id, by)
    rows = Member.objects.visible_to(by, Permission.MEMBER_CHANGE).named()
    rows = rows.select_related("home_unit")
    woman = rows.not_active_on(timezone.localdate()).filter(pk=member_id).first()
    if woman is None:
        raise DomainError(_("She is a member, or not in your unit. Look for her again."))
    if listed.entries.filter(member=woman).exists():
        raise DomainError(_("%(name)s stands on this list already.") % {"name": woman})
    inside = woman.home_unit.path.startswith(listed.unit.path)
    entry = AdmissionEntry.objects.create(
        admission=listed,
        kind=EntryKind.RETURNING,
        member=woman,
        unit=woman.home_unit if inside else listed.unit,
        full_name=woman.full_name,
        birth_year=woman.birth_year,
        birth_date=woman.birth_date,
        recorded_by=by,
    )
    tell_trail(listed, "admission_changed", by=by)
    return entry


@transaction.atomic
def update_entry(*, list_id, entry_id, unit_id, details, by):
    """Put right what stands on a draft of a woman. Of a former member only her branch or group
    and the note are the list's; the rest is on her record."""
    listed = locked_draft(list_id, by)
    entry = _entry_of(listed, entry_id)
    entry.unit = _home_on(listed, unit_id, by)
    if entry.is_returning:
        details = {"note": details.get("note", entry.note)}
    else:
        _refuse_twice(listed, details, besides=entry.pk)
    _write(entry, details)
    tell_trail(listed, "admission_changed", by=by)
    return entry


@transaction.atomic
def drop_entry(*, list_id, entry_id, by):
    """Take a woman off a draft."""
    listed = locked_draft(list_id, by)
    entry = _entry_of(listed, entry_id)
    entry.delete()
    tell_trail(listed, "admission_changed", by=by)
    return entry


def _entry_of(listed, entry_id):
    entry = listed.entries.filter(pk=entry_id).first()
    if entry is None:
        raise DomainError(_("She no longer stands on this list."))
    return entry


def _home_on(listed, unit_id, by):
    unit = home_unit(unit_id, by=by, on=timezone.localdate())
    if not unit.path.startswith(listed.unit.path):
        raise DomainError(
            _("Choose %(unit)s or one of its groups.") % {"unit": listed.unit}, field="unit"
        )
    return unit


def _refuse_twice(listed, details, besides=None):
    """A list sent twice over a weak line brings nobody twice; a tick says that they are two."""
    if details.get("told_apart"):
        return
    name = fold(details["full_name"])
    others = listed.entries.filter(birth_year=details["birth_year"]).exclude(pk=besides)
    if any(fold(other.full_name) == name for other in others):
        raise DomainError(
            _("%(name)s, born %(year)s, stands on this list already.")
            % {"name": details["full_name"], "year": details["birth_year"]},
            field="full_name",
        )


def _write(entry, details):
    if unknown := details.keys() - {*DETAILS}:
        raise ValueError(f"not a detail of an entry: {sorted(unknown)}")
    for name, value in details.items():
        setattr(entry, name, value)
    entry.save()


@transaction.atomic
def submit_list(*, list_id, by):
    """Send a list in; from now on nobody changes it, and somebody else approves it."""
    listed = locked_draft(list_id, by)
    if not listed.entries.exists():
        raise DomainError(_("Nobody stands on this list yet. Add a woman first."))
    listed.state = AdmissionState.SUBMITTED
    listed.submitted_at, listed.submitted_by = timezone.now(), by
    listed.sent_back_reason = ""
    listed.save(update_fields=["state", "submitted_at", "submitted_by", "sent_back_reason"])
    tell_trail(listed, "admission_submitted", by=by)
    return listed


@transaction.atomic
def recall_list(*, list_id, by):
    """Whoever sent it in takes it into her hands again before it is approved."""
    listed = locked_list(list_id, by, AdmissionState.SUBMITTED)
    if listed.submitted_by_id != by.pk:
        raise DomainError(
            _("%(who)s sent this list in; only she recalls it.") % {"who": listed.submitted_by}
        )
    return _to_draft(listed, "", "admission_recalled", by)


@transaction.atomic
def send_back_list(*, list_id, reason, by):
    """Whoever approves says what is to be put right first."""
    states = (AdmissionState.SUBMITTED,)
    listed = locked_list(list_id, by, *states, permission=Permission.MEMBER_ADMIT)
    if not reason:
        raise DomainError(_("Say what is to be put right."), field="reason")
    return _to_draft(listed, reason, "admission_sent_back", by)


def _to_draft(listed, reason, what, by):
    listed.state, listed.sent_back_reason = AdmissionState.DRAFT, reason
    listed.save(update_fields=["state", "sent_back_reason"])
    tell_trail(listed, what, by=by)
    return listed


@transaction.atomic
def discard_list(*, list_id, by):
    """Throw a draft away with what it says of women who are not in the book."""
    listed = locked_draft(list_id, by)
    tell_trail(listed, "admission_discarded", by=by, verb=Verb.VOIDED)
    listed.delete()
    return listed
