"""Lists brought in: batches of a unit and their staged rows."""

from accounts.permissions import Permission
from accounts.roles import roles_with
from tests.factories import imports

VIEW = roles_with(Permission.MEMBER_VIEW)
CHANGE = roles_with(Permission.MEMBER_CHANGE)


def _batch(world, foreign):
    return imports.BatchFactory(unit=world.next_door if foreign else world.home)


def batch(world, foreign):
    return {"pk": _batch(world, foreign).pk}


def row(world, foreign):
    staged = imports.BatchRowFactory(batch=_batch(world, foreign))
    return {"pk": staged.batch_id, "row": staged.pk}


DEEDS = ("columns", "places", "letters", "answer_kind", "accept", "refuse", "take_back", "again")

MATRIX = {
    "imports:list": VIEW,
    "imports:detail": VIEW,
    "imports:new": CHANGE,
    "imports:template": CHANGE,
    "imports:asking": CHANGE,
    "imports:corrected": CHANGE,
    "imports:answer": CHANGE,
    **{f"imports:{deed}": CHANGE for deed in DEEDS},
}

ROWS = {
    "imports:detail": batch,
    "imports:answer": row,
    "imports:asking": batch,
    "imports:corrected": batch,
    **{f"imports:{deed}": batch for deed in DEEDS},
}
