"""What the tree of units keeps about a woman: the offices that she held."""

from accounts.permissions import Permission
from audit.holdings import UNNAMED, Holding
from chapters.models import Officer

HOLDINGS = [
    Holding(
        Officer,
        "member",
        Permission.UNIT_VIEW,
        clear={"full_name": UNNAMED, "phone": ""},
        keep=("unit", "title", "term", "during", "version", "recorded_at"),
        untold=("version", "recorded_at"),
    ),
]
