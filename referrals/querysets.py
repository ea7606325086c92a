"""Reads of cases and milestones. A stage is derived from the valid milestones, never stored."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.dates import add_months
from members.enums import Purpose
from members.models import Consent
from referrals.enums import Stage

# Pausing stands beside the stage: resuming brings a case back to where it was.
PAUSES = (Stage.PAUSED, Stage.RESUMED)


class ReferralQuerySet(ScopedQuerySet):
    view_permission = Permission.REFERRAL_VIEW

    def open(self):
        return self.filter(closed_on=None)

    def open_on(self, day):
        """Cases followed on `day`: opened by then and not closed by then."""
        return self.filter(opened_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def past_their_time(self, day=None):
        """Cases that ended without admission so long before `day` that only steps and days are
        kept of them, and that say more still."""
        limit = add_months(day or timezone.localdate(), -settings.CASE_KEPT_MONTHS)
        milestone = self.model._meta.get_field("milestones").related_model
        admitted = milestone.objects.valid().filter(referral=OuterRef("pk"), stage=Stage.OFFICIAL)
        return self.filter(~Exists(admitted), closed_on__lte=limit, emptied_on=None)

    def with_stage(self):
        """Annotate `stage`, `stage_on`, `paused` and `due_on`.

        The stage is the furthest valid step; `due_on` is the deadline that it started, or, while
        the case is paused, the day on which the pause is looked at again.
        """
        milestone = self.model._meta.get_field("milestones").related_model
        valid = milestone.objects.valid().filter(referral=OuterRef("pk")).furthest_first()
        step = valid.exclude(stage__in=PAUSES)
        pause = valid.filter(stage__in=PAUSES)
        return self.annotate(
            stage=Subquery(step.values("stage")[:1]),
            stage_on=Subquery(step.values("on")[:1]),
            step_due_on=Subquery(step.values("due_on")[:1]),
            pause=Coalesce(Subquery(pause.values("stage")[:1]), Value("")),
            pause_due_on=Subquery(pause.values("due_on")[:1]),
        ).annotate(
            paused=Q(pause=Stage.PAUSED),
            due_on=Case(When(pause=Stage.PAUSED, then=F("pause_due_on")), default=F("step_due_on")),
        )

    def with_consent(self):
        """Annotate `consented`: her consent to the referral is recorded and not withdrawn."""
        given = Consent.objects.in_force().filter(
            member=OuterRef("member"), purpose=Purpose.REFERRAL
        )
        return self.annotate(consented=Exists(given))

    def overdue(self, today):
        """Open cases whose next step should have been taken before `today`."""
        return self.open().with_stage().filter(due_on__lt=today)

    def funnel(self):
        """How many open cases stand at each stage: `{stage: n}`, in one statement."""
        rows = self.open().with_stage().order_by().values("stage").annotate(n=Count("pk"))
        return {row["stage"]: row["n"] for row in rows if row["stage"]}

    def by_deadline(self):
        """Overdue first, then by deadline; those without one last. After `with_stage`."""
        return self.order_by(F("due_on").asc(nulls_last=True), "opened_on", "pk")


class MilestoneQuerySet(ScopedQuerySet):
    view_permission = Permission.REFERRAL_VIEW

    def visible_to(self, user, permission=None):
        """Milestones of the cases she may see, wherever the woman belonged on the day."""
        return self.visible_by("referral__unit", user, permission)

    def valid(self):
        return self.filter(voided_at=None)

    def at(self, *stages):
        return self.filter(stage__in=stages)

    def during(self, period):
        return self.filter(on__gte=period.start, on__lt=period.end)

    def furthest_first(self):
        """The order that decides the stage: the rank of the step, then the day, then the writing.

        A step recorded late never pushes a case back, whatever its day; two steps of one rank
        (sent back, sent in again) go by their day.
        """
        return self.order_by("-rank", "-on", "-pk")

    def as_told(self):
        """As a timeline tells them: by the day, then the rank, then as they were written down."""
        return self.order_by("on", "rank", "pk")


class AwarenessClassQuerySet(ScopedQuerySet):
    view_permission = Permission.REFERRAL_VIEW

    def visible_to(self, user, permission=None):
        """Classes kept in her units and, since chapters send women to them, in the units above.

        A class tells nothing of anybody; the women in it are narrowed by their own cases.
        """
        inside = super().visible_to(user, permission)
        if not user.is_authenticated:
            return inside
        paths = user.paths_with(permission or self.view_permission)
        above = {int(part) for path in paths for part in path.split(".") if part}
        return inside | self.filter(unit__in=above)


class RuleSetQuerySet(models.QuerySet):
    def in_force(self, day):
        """The rule set in force on `day`."""
        return self.filter(valid__contains=day)
