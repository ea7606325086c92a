"""What `manage.py check_integrity` compares about units."""

from django.db.models import F

from chapters.models import Placement, Unit
from chapters.services.tree import paths_today


def paths_follow_placements():
    """The path of every unit is the way that today's placements tell."""
    wanted = paths_today()
    for unit in Unit.objects.order_by("pk"):
        if unit.path != wanted[unit.pk]:
            yield f"{unit.key}: path is {unit.path!r}, placements say {wanted[unit.pk]!r}"


def placements_end_with_their_unit():
    """No unit stands anywhere on a day on which it does not exist."""
    inside = Placement.objects.filter(during__contained_by=F("unit__valid"))
    for placement in Placement.objects.exclude(pk__in=inside).select_related("unit"):
        unit = placement.unit
        yield f"{unit.key}: placed in {placement.during}, exists in {unit.valid}"
