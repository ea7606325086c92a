from django.db import models
from django.db.models import Q


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
