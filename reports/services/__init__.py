"""Everything that the reports write: stored tallies and the numbers of front pages."""

from reports.services.glances import request_glance, run_glance
from reports.services.tallies import (
    compared_codes,
    count,
    request_tally,
    run_tally,
    unit_and_children,
)

__all__ = [
    "compared_codes",
    "count",
    "request_glance",
    "request_tally",
    "run_glance",
    "run_tally",
    "unit_and_children",
]
