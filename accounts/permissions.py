"""Everything that a person may be allowed to do. Which role may do it is in `roles.py`."""

from enum import StrEnum


class Permission(StrEnum):
    """Named `<noun>_<act>`; templates ask `can.<value>`."""

    ACCOUNT_MANAGE = "account_manage"
    AUDIT_VIEW = "audit_view"
    ERASURE_CARRY_OUT = "erasure_carry_out"
    ERASURE_PROPOSE = "erasure_propose"
    FUND_CHANGE = "fund_change"
    FUND_VIEW = "fund_view"
    MEMBER_ADMIT = "member_admit"
    MEMBER_CHANGE = "member_change"
    MEMBER_EXPORT = "member_export"
    MEMBER_REVEAL = "member_reveal"
    MEMBER_VIEW = "member_view"
    PROGRAM_CHANGE = "program_change"
    PROGRAM_VIEW = "program_view"
    REFERENCE_MANAGE = "reference_manage"
    REFERRAL_CHANGE = "referral_change"
    REFERRAL_ENDORSE = "referral_endorse"
    REFERRAL_REVIEW = "referral_review"
    REFERRAL_VIEW = "referral_view"
    REPORT_TALLY = "report_tally"
    REPORT_VIEW = "report_view"
    UNIT_CHANGE = "unit_change"
    UNIT_VIEW = "unit_view"
