"""Which rows may she see? Every view, form, count and export starts here.

A user reaches the units of her current postings and all below them, by today's placement, which
is what `Unit.path` says. No posting that carries the permission, no rows.
"""

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone


def within(paths, lookup="path"):
    """A condition: the path at `lookup` starts with one of `paths`; without any, nothing does."""
    reach = Q(pk__in=[])
    for path in paths:
        reach |= Q(**{f"{lookup}__startswith": path})
    return reach


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit. A subclass names the way to it and the permission to view."""

    unit_lookup = "unit"
    view_permission = None

    def visible_to(self, user, permission=None):
        """Rows in the units where `user` holds `permission` (by default the one to view)."""
        return self.visible_by(self.unit_lookup, user, permission)

    def visible_by(self, unit_lookup, user, permission=None):
        """The same by another way to a unit, for rows that belong to more than one."""
        if not user.is_authenticated:
            return self.none()
        paths = user.paths_with(permission or self.view_permission)
        return self.filter(within(paths, _path(unit_lookup)))

    def under(self, unit):
        """Rows of `unit` and of every unit below it, by today's placement."""
        return self.filter(**{f"{_path(self.unit_lookup)}__startswith": unit.path})


def _path(unit_lookup):
    return f"{unit_lookup}__path" if unit_lookup else "path"


class UnitQuerySet(ScopedQuerySet):
    unit_lookup = ""

    def valid_on(self, day):
        """Units that exist on `day`."""
        return self.filter(valid__contains=day)

    def open(self):
        """Units that exist today."""
        return self.valid_on(timezone.localdate())

    def at(self, *levels):
        return self.filter(level__in=levels)

    def in_order(self):
        """As printed lists have them: the administrative order, then the name."""
        return self.order_by("order", "name_key", "pk")


def holds_at(user, permission, unit):
    """Whether `user` holds `permission` at `unit`, by a posting there or above."""
    return any(unit.path.startswith(path) for path in user.paths_with(permission))


def get_visible_or_404(rows, request, permission=None, **lookup):
    """The one row of `rows` (a model or a queryset) that she may see, else 404.

    A stranger cannot tell "not hers" from "not there".
    """
    rows = rows.objects.all() if isinstance(rows, type) else rows
    try:
        return rows.visible_to(request.user, permission).get(**lookup)
    except (rows.model.DoesNotExist, ValueError) as absent:
        raise Http404 from absent


def openable(things, user):
    """The keys of `things`, all of one model, that she may open today; one statement.

    Old facts name women who have moved on: who may read the fact may not always read the woman.
    """
    if not things:
        return set()
    keys = [thing.pk for thing in things]
    rows = type(things[0]).objects.visible_to(user).filter(pk__in=keys)
    return set(rows.values_list("pk", flat=True))


def working_unit(request, permission=None):
    """The unit in which she works: the one she chose this session, else that of her first posting.

    None when she holds no posting, or none that carries `permission`. A choice that has left her
    scope is forgotten.
    """
    user = request.user
    if not user.is_authenticated:
        return None
    posts = user.current_postings
    paths = user.paths_with(permission) if permission else [p.unit.path for p in posts]
    chosen = _chosen_unit(request)
    if chosen and any(chosen.path.startswith(path) for path in paths):
        return chosen
    return next((post.unit for post in posts if post.unit.path in paths), None)


def _chosen_unit(request):
    """The unit picked in this session, read once a request."""
    if not hasattr(request, "_chosen_unit"):
        from chapters.models import Unit  # models stand above scope, which their querysets need

        key = request.session.get("working_unit") if hasattr(request, "session") else None
        request._chosen_unit = Unit.objects.filter(pk=key).first() if key else None
    return request._chosen_unit
