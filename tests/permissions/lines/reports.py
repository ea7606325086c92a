from accounts.permissions import Permission
from accounts.roles import roles_with

READS = roles_with(Permission.REPORT_VIEW)

MATRIX = {
    "reports:list": READS,
    "reports:report": READS,
    "reports:by_unit": READS,
    "reports:pdf": READS,
    "reports:names": READS,
    "reports:counting": READS,
    "reports:counting_glance": READS,
    "reports:recount_glance": roles_with(Permission.REPORT_TALLY),
    "reports:recount": roles_with(Permission.REPORT_TALLY),
    "reports:paper_settings": roles_with(Permission.UNIT_CHANGE),
}
SIGNED_IN = {"reports:home"}


def unit(world, foreign):
    return {"pk": (world.next_door if foreign else world.home).pk}


def sheet(world, foreign):
    return {**unit(world, foreign), "code": "2023-Q3"}


def names(world, foreign):
    return {**unit(world, foreign), "period": "2023-Q3", "code": "A10"}


ROWS = {
    "reports:report": sheet,
    "reports:by_unit": sheet,
    "reports:pdf": sheet,
    "reports:counting": sheet,
    "reports:counting_glance": unit,
    "reports:recount_glance": unit,
    "reports:recount": sheet,
    "reports:names": names,
    "reports:paper_settings": unit,
}
