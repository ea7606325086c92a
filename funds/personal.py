"""What dues keep about a woman, and what stays of it when she is forgotten: money stays money."""

from accounts.permissions import Permission
from audit.holdings import Holding
from funds.models import Payment, Waiver

VIEW = Permission.FUND_VIEW

HOLDINGS = [
    Holding(
        Payment,
        "member",
        VIEW,
        clear={"received_by": "", "note": ""},
        keep=("unit", "year", "amount", "paid_on", "reverses", "recorded_at"),
        narrowed=True,
        untold=("reverses", "recorded_at"),
    ),
    Holding(
        Waiver,
        "member",
        VIEW,
        clear={"note": ""},
        keep=("year", "reason", "lifted_at", "recorded_at"),
        narrowed=True,
        untold=("lifted_at", "recorded_at"),
    ),
]
