"""An approved list is taken back: who came in with it goes out, unless something depends on her."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from audit.models import Verb
from audit.undo import hindrances, touched_under, undo
from core.exceptions import DomainError
from members.admissions.rows import locked_list, tell_trail
from members.enums import AdmissionState
from members.models import Double, Member

# A pair of records alike says nothing any more once one of both is gone.
PAIRS = ("members.Double",)


@dataclass(frozen=True)
class Obstacle:
    """What depends on an admission by now, and the woman whom it is about, if she can be named."""

    words: str
    woman: object = None

    @property
    def line(self):
        return f"{self.woman}: {self.words}" if self.woman else self.words


def obstacles_of(listed):
    """What in the book rests on this list; nothing of it may be lost by taking it back."""
    return _obstacles(listed, touched_under([listed.context]))


def _obstacles(listed, work):
    found = {}
    for hindrance in hindrances(work, [listed.context], apart=PAIRS):
        obstacle = _in_words(hindrance)
        key = (obstacle.woman.pk if obstacle.woman else 0, obstacle.words)
        found.setdefault(key, obstacle)
    return list(found.values())


def _in_words(hindrance):
    row = hindrance.model._base_manager.filter(pk=hindrance.pk).first()
    woman = row if isinstance(row, Member) else getattr(row, "member", None)
    if hindrance.by is not None:
        return Obstacle(capfirst(hindrance.by._meta.verbose_name), woman)
    if row is None:
        return Obstacle(_("a record was merged or deleted since"))
    return Obstacle(
        _("%(what)s: changed since") % {"what": capfirst(row._meta.verbose_name)}, woman
    )


@transaction.atomic
def take_back(*, list_id, reason, by):
    """Undo exactly what approving this list wrote. Raises `DomainError` when something rests on
    it; then nothing is undone. Of the resolution the list keeps what it said."""
    states = (AdmissionState.RECORDED,)
    listed = locked_list(list_id, by, *states, permission=Permission.MEMBER_ADMIT)
    if not reason:
        raise DomainError(_("Say why the list is taken back."), field="reason")
    work = touched_under([listed.context])
    if listed.context is None or not work:
        raise DomainError(_("What this list wrote is no longer kept, so it cannot be taken back."))
    if found := _obstacles(listed, work):
        raise DomainError(_refusal(found))
    _drop_pairs(work)
    undo(work)
    listed.state, listed.withdrawn_reason = AdmissionState.WITHDRAWN, reason
    listed.withdrawn_at, listed.withdrawn_by = timezone.now(), by
    listed.save()
    tell_trail(listed, "admission_taken_back", by=by, verb=Verb.VOIDED)
    return listed


def _refusal(found):
    words = ngettext(
        "%(n)s thing rests on this list by now, so it cannot be taken back:",
        "%(n)s things rest on this list by now, so it cannot be taken back:",
        len(found),
    ) % {"n": len(found)}
    return " ".join([words, "; ".join(obstacle.line for obstacle in found)])


def _drop_pairs(work):
    gone = {pk for touched in work if touched.model is Member for pk in touched.inserted}
    Double.objects.filter(Q(first__in=gone) | Q(second__in=gone)).delete()
