"""The doors of the pipeline. `record_milestone` is the only writer of steps."""

from referrals.services.cases import WORDS_STAND_FROM, hand_over, open_referral, update_referral
from referrals.services.classes import (
    Result,
    certify,
    make_class,
    send_to_class,
)
from referrals.services.milestones import Outcome, record_milestone, void_milestone
from referrals.services.rows import case_of, may, rules_on

__all__ = [
    "WORDS_STAND_FROM",
    "Outcome",
    "Result",
    "case_of",
    "certify",
    "hand_over",
    "make_class",
    "may",
    "open_referral",
    "record_milestone",
    "rules_on",
    "send_to_class",
    "update_referral",
    "void_milestone",
]
