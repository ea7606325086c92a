import datetime

from django.db import models
from django.db.models import Q

from audit.holdings import UNNAMED
from core.dates import midnight
from core.db import Fold
from core.text import fold


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """Lines about units where `user` holds `permission`, and those that belong to no unit.

        The latter are failures to sign in under a name that nobody has. The trail keeps no link to
        units, so the path as it was then is what counts.
        """
        paths = user.paths_with(permission) if user.is_authenticated else []
        reach = Q(unit_path="") if paths else Q(pk__in=[])
        for path in paths:
            reach |= Q(unit_path__startswith=path)
        return self.filter(reach)

    def about(self, target):
        """Lines about one record."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def about_rows(self, numbers):
        """Lines about these rows, alone or among others: `numbers` are {label of a model: pks}."""
        found = Q(pk__in=[])
        for label, pks in numbers.items():
            kind = Q(target_type=label.lower())
            found |= kind & Q(target_id__in=[str(pk) for pk in pks])
            found |= kind & Q(target_ids__overlap=list(pks))
        return self.filter(found)

    def unname(self, model, pks):
        """Take the names off the lines about these rows; the database lets nothing else change."""
        lines = self.filter(
            target_type=model._meta.label_lower, target_id__in=[str(k) for k in pks]
        )
        return lines.exclude(target_label__in=["", UNNAMED]).update(target_label=UNNAMED)

    def by_name(self, words):
        """Lines of people whose name holds every word, typed with marks or without."""
        found = self.annotate(folded_actor=Fold("actor_name"))
        for word in fold(words).split():
            found = found.filter(folded_actor__contains=word)
        return found

    def between(self, since=None, until=None):
        """Lines from the beginning of `since` to the end of `until`, local days, both included."""
        rows = self
        if since:
            rows = rows.filter(at__gte=midnight(since))
        if until:
            rows = rows.filter(at__lt=midnight(until + datetime.timedelta(days=1)))
        return rows
