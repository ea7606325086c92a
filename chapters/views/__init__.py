from chapters.views.people import appoint, end_office, headcount
from chapters.views.reading import detail, switch, unit_list
from chapters.views.units import close, edit, move, new, reopen

__all__ = [
    "appoint",
    "close",
    "detail",
    "edit",
    "end_office",
    "headcount",
    "move",
    "new",
    "reopen",
    "switch",
    "unit_list",
]
