"""Everything that writes dues and funds. Nothing is deleted: what was wrong is taken back."""

from funds.services.dues import (
    lift_waiver,
    pay_dues,
    reverse_payment,
    take_all_dues,
    take_dues,
    waive_dues,
)
from funds.services.ledger import reverse_entry, write_entry

__all__ = [
    "lift_waiver",
    "pay_dues",
    "reverse_entry",
    "reverse_payment",
    "take_all_dues",
    "take_dues",
    "waive_dues",
    "write_entry",
]
