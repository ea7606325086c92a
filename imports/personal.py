"""What uploaded lists keep about a woman: the row that told of her, sealed as it was read."""

from accounts.permissions import Permission
from audit.holdings import Holding
from imports.models import BatchRow

HOLDINGS = [
    Holding(
        BatchRow,
        "member",
        Permission.MEMBER_CHANGE,
        clear={"content": {}, "said": {}, "sheet": "", "candidates": []},
        keep=(
            *("batch", "position", "source_row", "decision", "asked", "unit", "household"),
            *("elsewhere", "taken"),
        ),
        narrowed=True,
        untold=(
            *("position", "content", "said", "decision", "asked", "unit", "household"),
            *("candidates", "elsewhere", "taken"),
        ),
    ),
]
