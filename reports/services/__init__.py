"""Everything that the reports write: stored tallies and how papers are headed."""

from reports.services.papers import save_paper_settings
from reports.services.tallies import (
    LOST_AFTER,
    compared_codes,
    count,
    request_tally,
    run_tally,
    unit_and_children,
)

__all__ = [
    "LOST_AFTER",
    "compared_codes",
    "count",
    "request_tally",
    "run_tally",
    "save_paper_settings",
    "unit_and_children",
]
