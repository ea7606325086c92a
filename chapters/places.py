"""Where a unit is, in words: "Thôn 1, Xã Đồng Tâm", since branches of two communes share names."""

from functools import cached_property

from chapters.enums import Level
from chapters.models import Unit


class Places:
    """`places(unit)`: its name, followed by those above it that lie below `within`.

    A unit that is not below `within` today is followed by what the two do not share. One statement
    for any number of units, none while nothing stands between them and `within`.
    """

    def __init__(self, within=None):
        self._known = set(within.ancestor_ids) if within else set()

    def __call__(self, unit):
        between = [pk for pk in unit.ancestor_ids[:-1] if pk not in self._known]
        return ", ".join([unit.name, *(self._names[pk] for pk in reversed(between))])

    @cached_property
    def _names(self):
        """Of all units that may have others below them."""
        return dict(Unit.objects.exclude(level=Level.GROUP).values_list("pk", "name"))
