"""Women who stood on a list and never became members are forgotten after its time.

A list that was taken back still names them; of one that was thrown away, and of whoever was taken
off a draft, history does.
"""

from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit.forgetting import empty, forget
from audit.history import DELETE, snapshot_model
from audit.holdings import UNNAMED
from audit.log import record
from audit.models import Verb
from audit.undo import touched_under
from chapters.models import Unit
from chapters.scope import ScopedQuerySet
from core.dates import add_months
from members.models import AdmissionEntry, AdmissionList, Member

DETAILS = {"what": "admission_forgotten"}


def women_thrown_away(day=None):
    """The last state of each woman who went from a list so long before `day`, as history has it;
    unless she is unnamed there, or stands on the list again."""
    limit = add_months(day or timezone.localdate(), -settings.ADMISSION_KEPT_MONTHS)
    rows = ScopedQuerySet(snapshot_model(AdmissionEntry))
    gone = rows.filter(pgh_label=DELETE, pgh_created_at__date__lte=limit)
    back = AdmissionEntry.objects.filter(pk=OuterRef("pgh_obj_id"))
    return gone.exclude(full_name=UNNAMED).filter(~Exists(back))


def forget_lists_taken_back():
    """Forget who came in with a list and went out with it; the number of lists."""
    due = AdmissionList.objects.past_their_time().order_by("pk")
    return sum(_forget_list(number) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _forget_list(number):
    """Whether it was still due. Former members on it stay: they have a record of their own."""
    rows = AdmissionList.objects.past_their_time().select_for_update(of=("self",))
    listed = rows.select_related("unit").filter(pk=number).first()
    if listed is None:
        return False
    entries = listed.entries.never_members().values_list("pk", flat=True)
    empty(AdmissionEntry, list(entries))
    forget(_came_and_went(listed))
    _forget_words([listed.pk])
    record(Verb.CHANGED, by=None, target=listed, unit=listed.unit, details=DETAILS)
    return True


def _came_and_went(listed):
    """The numbers of the records that the list began and its taking back deleted."""
    work = touched_under([listed.context])
    began = {pk for touched in work if touched.model is Member for pk in touched.inserted}
    there = Member.objects.filter(pk__in=began).values_list("pk", flat=True)
    return sorted(began.difference(there))


@transaction.atomic
def forget_thrown_away():
    """Forget what history keeps of women who went from a list before it was approved; how many."""
    gone = list(women_thrown_away().order_by("pk"))
    empty(AdmissionEntry, [row.pgh_obj_id for row in gone])
    _forget_words({row.admission_id for row in gone}.difference(_lists_there(gone)))
    counted = Counter(row.unit_id for row in gone)
    for unit in Unit.objects.filter(pk__in=counted).order_by("pk"):
        record(Verb.CHANGED, by=None, unit=unit, details={**DETAILS, "rows": counted[unit.pk]})
    return len(gone)


def _lists_there(gone):
    lists = AdmissionList.objects.filter(pk__in={row.admission_id for row in gone})
    return set(lists.values_list("pk", flat=True))


def _forget_words(numbers):
    """What was written about lists as a whole may name a woman as well."""
    events = snapshot_model(AdmissionList).objects.filter(pgh_obj__in=numbers)
    for rows in (AdmissionList.objects.filter(pk__in=numbers), events):
        rows.update(note="", sent_back_reason="")
        rows.exclude(withdrawn_reason="").update(withdrawn_reason=UNNAMED)
