"""How long the member book keeps women who left or never came in, and the files made of it."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.forgetting import hindered
from audit.keeping import DAYS, MONTHS, YEARS, Rule
from core.dates import years_before
from members.admissions.forgetting import (
    forget_lists_taken_back,
    forget_thrown_away,
    women_thrown_away,
)
from members.enums import Ended, ErasureState
from members.models import AdmissionList, Erasure, ExportJob, Member, Membership


def women_past_their_time(day=None):
    """Women who left so long before `day` that nobody need know them by name: not anonymised yet,
    nothing of theirs going on, and not proposed already.

    Each with `dropped`: it was proposed once, and somebody decided to leave her data as they are.
    """
    limit = years_before(day or timezone.localdate(), settings.MEMBER_KEPT_YEARS)
    hers = Erasure.objects.filter(member=OuterRef("pk"))
    rows = Member.objects.named().left_by(limit).filter(~Exists(hers.waiting()))
    for numbers in hindered():
        rows = rows.exclude(pk__in=numbers)
    return rows.annotate(dropped=Exists(hers.filter(state=ErasureState.DROPPED)))


def by_reason(women):
    """[(why they left, in words, number)], the most frequent first."""
    spells = Membership.objects.filter(member=OuterRef("pk")).order_by("-during", "-pk")
    reasons = women.order_by().annotate(reason=Subquery(spells.values("ended_as")[:1]))
    counted = reasons.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")
    return [(Ended(reason).label, number) for reason, number in counted]


RULES = [
    Rule(
        "members",
        _("women who left"),
        "MEMBER_KEPT_YEARS",
        YEARS,
        _("anonymised by two people"),
        Permission.ERASURE_PROPOSE,
        women_past_their_time,
        code=lambda woman: woman.code,
    ),
    Rule(
        "admissions",
        _("admission lists that were taken back"),
        "ADMISSION_KEPT_MONTHS",
        MONTHS,
        _("who did not become members is forgotten by the system"),
        Permission.MEMBER_VIEW,
        AdmissionList.objects.past_their_time,
        forget=forget_lists_taken_back,
    ),
    Rule(
        "discarded",
        _("women taken off admission lists, or on lists thrown away"),
        "ADMISSION_KEPT_MONTHS",
        MONTHS,
        _("forgotten by the system"),
        Permission.MEMBER_VIEW,
        women_thrown_away,
        code="#{0.pgh_obj_id}".format,
        forget=forget_thrown_away,
    ),
    Rule(
        "exports",
        _("exported files"),
        "EXPORT_KEEP_DAYS",
        DAYS,
        _("deleted by the system"),
        Permission.MEMBER_EXPORT,
        ExportJob.objects.outdated,
        scoped=False,
    ),
]
