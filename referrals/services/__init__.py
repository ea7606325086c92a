"""The doors of the pipeline. `record_milestone` is the only writer of steps."""

from referrals.services.cases import hand_over, open_referral, update_referral
from referrals.services.classes import (
    Result,
    certify,
    make_class,
    send_to_class,
)
from referrals.services.milestones import (
    Outcome,
    case_of,
    record_milestone,
    void_milestone,
)

__all__ = [
    "Outcome",
    "Result",
    "case_of",
    "certify",
    "hand_over",
    "make_class",
    "open_referral",
    "record_milestone",
    "send_to_class",
    "update_referral",
    "void_milestone",
]
