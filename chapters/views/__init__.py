from chapters.views.people import appoint, end_office, headcount
from chapters.views.reading import detail, switch, unit_list
from chapters.views.settings import inherit_value, set_value, settings
from chapters.views.units import close, edit, move, new, reopen

__all__ = [
    "appoint",
    "close",
    "detail",
    "edit",
    "end_office",
    "headcount",
    "inherit_value",
    "move",
    "new",
    "reopen",
    "set_value",
    "settings",
    "switch",
    "unit_list",
]
