"""Dues that members pay, and the fund that a unit keeps."""

from funds.models.dues import Payment, Waiver
from funds.models.ledger import Entry

__all__ = ["Entry", "Payment", "Waiver"]
