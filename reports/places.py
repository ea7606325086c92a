"""Where a unit is, in words: "Thôn 1, Xã Đồng Tâm", since branches of two communes share names."""

from chapters.models import Unit


def place_names(units, within):
    """`{unit_id: name}` of `units`, each followed by those above it, below `within`: one statement.

    A unit that is not below `within` today is followed by everything above it.
    """
    wanted = {pk for unit in units for pk in unit.ancestor_ids}
    name_of = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))
    known = set(within.ancestor_ids)
    return {unit.pk: _told(unit, name_of, known) for unit in units}


def _told(unit, name_of, known):
    way = [pk for pk in unit.ancestor_ids if pk not in known or pk == unit.pk]
    return ", ".join(name_of[pk] for pk in reversed(way))
