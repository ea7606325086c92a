"""Everything that writes units, people in charge, headcounts and what a unit sets for itself."""

from chapters.services.papers import save_paper_settings
from chapters.services.people import appoint_officer, end_office, record_headcount
from chapters.services.settings import inherit_value, set_value
from chapters.services.units import (
    close_unit,
    follow_placements,
    move_unit,
    open_unit,
    rename_unit,
    reopen_unit,
)

__all__ = [
    "appoint_officer",
    "close_unit",
    "end_office",
    "follow_placements",
    "inherit_value",
    "move_unit",
    "open_unit",
    "record_headcount",
    "rename_unit",
    "reopen_unit",
    "save_paper_settings",
    "set_value",
]
