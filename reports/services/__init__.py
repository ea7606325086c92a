"""Everything that the reports write: stored tallies."""

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
    "request_tally",
    "run_tally",
    "unit_and_children",
]
