"""Reads of cases and milestones. A stage is derived from the valid milestones, never stored."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
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

    def with_stage(self):
        """Annotate `stage`, `stage_on`, `due_on` from the last valid step, and `paused`."""
        milestone = self.model._meta.get_field("milestones").related_model
        valid = milestone.objects.valid().filter(referral=OuterRef("pk")).latest_first()
        step = valid.exclude(stage__in=PAUSES)
        pause = valid.filter(stage__in=PAUSES)
        return self.annotate(
            stage=Subquery(step.values("stage")[:1]),
            stage_on=Subquery(step.values("on")[:1]),
            due_on=Subquery(step.values("due_on")[:1]),
            pause=Coalesce(Subquery(pause.values("stage")[:1]), Value("")),
        ).annotate(paused=Q(pause=Stage.PAUSED))


class MilestoneQuerySet(ScopedQuerySet):
    view_permission = Permission.REFERRAL_VIEW

    def valid(self):
        return self.filter(voided_at=None)

    def at(self, *stages):
        return self.filter(stage__in=stages)

    def during(self, period):
        return self.filter(on__gte=period.start, on__lt=period.end)

    def latest_first(self):
        """The order that decides the stage: the day it happened, then the rank of the step.

        A step recorded late with its true day does not push the case back; two steps of one rank
        on one day (sent back, sent in again) go by the order in which they were recorded.
        """
        return self.order_by("-on", "-rank", "-pk")


class RuleSetQuerySet(models.QuerySet):
    def in_force(self, day):
        """The rule set in force on `day`."""
        return self.filter(valid__contains=day)
