from accounts.permissions import Permission
from accounts.roles import roles_with
from chapters.services import close_unit
from tests.factories.accounts import days_ago
from tests.factories.chapters import OfficerFactory, branch_of

READS = roles_with(Permission.UNIT_VIEW)
WRITES = roles_with(Permission.UNIT_CHANGE)

MATRIX = {
    "chapters:list": READS,
    "chapters:detail": READS,
    "chapters:new": WRITES,
    "chapters:edit": WRITES,
    "chapters:close": WRITES,
    "chapters:reopen": WRITES,
    "chapters:move": WRITES,
    "chapters:appoint": WRITES,
    "chapters:end_office": WRITES,
    "chapters:headcount": WRITES,
    "chapters:settings": READS,
    "chapters:set_value": WRITES,
    "chapters:inherit_value": WRITES,
}
SIGNED_IN = {"chapters:switch"}


def commune(world, foreign):
    return {"pk": (world.next_door if foreign else world.home).pk}


def branch(world, foreign):
    return {"pk": (world.foreign_branch if foreign else world.branch).pk}


def closed_branch(world, foreign):
    unit = branch_of(world.next_door if foreign else world.home, "Thôn 9")
    close_unit(unit_id=unit.pk, on=days_ago(3), by=None)
    return {"pk": unit.pk}


def officer(world, foreign):
    unit = world.foreign_branch if foreign else world.branch
    return {"pk": OfficerFactory(unit=unit, title="branch_deputy").pk}


def setting(world, foreign):
    return commune(world, foreign) | {"key": "dues"}


ROWS = {
    "chapters:detail": branch,
    "chapters:new": commune,
    "chapters:edit": branch,
    "chapters:close": branch,
    "chapters:reopen": closed_branch,
    "chapters:move": branch,
    "chapters:appoint": branch,
    "chapters:end_office": officer,
    "chapters:headcount": commune,
    "chapters:settings": branch,
    "chapters:set_value": setting,
    "chapters:inherit_value": setting,
}
