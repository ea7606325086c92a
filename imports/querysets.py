"""Reads of batches: by unit, like everything; staged rows are reached through their batch."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Max
from django.utils import timezone

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from core.jobs import UNDER_WAY, JobRows
from imports.enums import ANSWERABLE, ENDED, FORGETTABLE, READY, WAITING, Stage


class BatchQuerySet(ScopedQuerySet):
    view_permission = Permission.MEMBER_VIEW

    def in_use(self):
        """Neither refused nor taken back."""
        return self.exclude(stage__in=ENDED)

    def answerable(self):
        """Batches of which rows may still be answered or taken in."""
        return self.filter(stage__in=ANSWERABLE)

    def waiting(self):
        """Batches that wait for her: read, and not yet in the book."""
        return self.filter(stage__in=[Stage.REVIEW, Stage.CHECKED])

    def past_their_time(self):
        """Batches that ended so long ago that their file is to be thrown away."""
        long_ago = timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS)
        ended = self.filter(stage__in=FORGETTABLE).exclude(content="")
        return ended.annotate(last=Max("steps__recorded_at")).filter(last__lt=long_ago)


class OfBatchQuerySet(ScopedQuerySet):
    unit_lookup = "batch__unit"
    view_permission = Permission.MEMBER_VIEW


class BatchJobQuerySet(JobRows, OfBatchQuerySet):
    def under_way(self):
        return self.filter(state__in=UNDER_WAY)


class BatchRowQuerySet(OfBatchQuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def left(self):
        """Rows that have not been taken into the book."""
        return self.filter(taken=False)

    def ready(self):
        """Rows that accepting would take in; those left out on purpose are not among them."""
        return self.left().filter(decision__in=READY)

    def asking(self):
        """Rows that wait for an answer about themselves; a branch is asked about once for all."""
        return self.left().filter(decision__in=WAITING).exclude(asked=["place"])

    def asking_about(self, code):
        return self.asking().filter(asked__contains=[code])

    def counted(self):
        """{decision: number} of the rows not yet taken in, and "taken" for the others."""
        rows = self.order_by().values("decision", "taken").annotate(n=Count("pk"))
        found = {}
        for row in rows:
            key = "taken" if row["taken"] else row["decision"]
            found[key] = found.get(key, 0) + row["n"]
        return found

    def questions_counted(self):
        """[(code, number of rows)] of what is asked, the most frequent first."""
        codes = self.asking().order_by().annotate(code=Unnest("asked"))
        return list(codes.values_list("code").annotate(n=Count("pk")).order_by("-n", "code"))


class Unnest(models.Func):
    """The elements of an array, one a row."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = models.CharField()
