"""Branches and groups of a list that the chapter does not have yet, and is to open."""

from chapters.enums import Level
from chapters.services import open_unit
from imports.answers import values_of
from imports.places import OPEN, Places, chapter_of, key_of


def open_places(batch, rows, *, by):
    """Open what the officer said is to be opened, as far as a row that is ready goes there.

    `batch.places` then names the new units. Raises `DomainError` by the rules of `open_unit`.
    """
    wanted = _wanted(batch, rows)
    if not wanted:
        return
    chapter = chapter_of(batch.unit)
    for branch, group in sorted(wanted):
        key = key_of(branch, group)
        if batch.places.get(key) != OPEN:
            continue
        above = Places(batch).spot(branch).unit if group else chapter
        level = Level.GROUP if group else Level.BRANCH
        name = _capital(group or branch)
        unit = open_unit(parent_id=above.pk, level=level, name=name, by=by)
        batch.places[key] = unit.pk
    batch.save(update_fields=["places"])


def _wanted(batch, rows):
    """(branch, group) pairs of the rows; of a group to open, its branch comes first."""
    pairs = set()
    for row in rows:
        values = values_of(row.content, row.said)
        branch, group = values.get("branch", ""), values.get("group", "")
        pairs |= {(branch, ""), (branch, group)}
    return {pair for pair in pairs if pair[0] and batch.places.get(key_of(*pair)) == OPEN}


def _capital(name):
    return name[:1].upper() + name[1:]
