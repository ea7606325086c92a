"""Roles are code: who may do what changes by a reviewed diff, with the matrix test beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission as P


class Role(models.TextChoices):
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    DISTRICT_LEAD = "district_lead", _("District lead")
    DISTRICT_STAFF = "district_staff", _("District staff")
    CHAPTER_LEAD = "chapter_lead", _("Chapter lead")
    CHAPTER_OFFICER = "chapter_officer", _("Chapter officer")
    REFERRAL_OFFICER = "referral_officer", _("Referral officer")
    INSPECTOR = "inspector", _("Inspector")


WHAT_THE_ROLE_DOES = {
    Role.SYSTEM_ADMIN: _("Keeps accounts and reference lists; sees no personal data of members."),
    Role.DISTRICT_LEAD: _("Approves and signs for the district; sees every chapter."),
    Role.DISTRICT_STAFF: _("Reviews candidates, consolidates reports; works in every chapter."),
    Role.CHAPTER_LEAD: _("Approves for the chapter, its referrals included."),
    Role.CHAPTER_OFFICER: _("Enters members, households, reviews and activities of the chapter."),
    Role.REFERRAL_OFFICER: _("Follows the chapter's referrals; given beside another role."),
    Role.INSPECTOR: _("Reads everything in her unit, changes nothing."),
}

READING = {P.UNIT_VIEW, P.MEMBER_VIEW, P.FUND_VIEW, P.PROGRAM_VIEW, P.REPORT_VIEW}
KEEPING = READING | {
    P.UNIT_CHANGE,
    P.MEMBER_CHANGE,
    P.MEMBER_EXPORT,
    P.MEMBER_REVEAL,
    P.FUND_CHANGE,
    P.PROGRAM_CHANGE,
    P.REPORT_TALLY,
}
FOLLOWING = {P.REFERRAL_VIEW, P.REFERRAL_CHANGE}
# Forgetting a woman; what stands in the way may be a referral, so both roles know of referrals.
FORGETTING = {P.ERASURE_PROPOSE, P.ERASURE_CARRY_OUT}

GRANTS = {
    Role.SYSTEM_ADMIN: {P.ACCOUNT_MANAGE, P.REFERENCE_MANAGE},
    Role.DISTRICT_LEAD: KEEPING
    | FOLLOWING
    | FORGETTING
    | {P.MEMBER_ADMIT, P.REFERRAL_ENDORSE, P.REFERRAL_REVIEW, P.AUDIT_VIEW},
    Role.DISTRICT_STAFF: KEEPING | FOLLOWING | FORGETTING | {P.REFERRAL_REVIEW},
    Role.CHAPTER_LEAD: KEEPING
    | FOLLOWING
    | {P.MEMBER_ADMIT, P.REFERRAL_ENDORSE, P.ERASURE_PROPOSE},
    Role.CHAPTER_OFFICER: KEEPING,
    Role.REFERRAL_OFFICER: FOLLOWING | {P.MEMBER_VIEW},
    Role.INSPECTOR: READING | {P.REFERRAL_VIEW, P.AUDIT_VIEW},
}


# At which level of unit a role works, by the values of `chapters.enums.Level`, which stands above.
DISTRICT_AND_ABOVE = ("province", "district")
CHAPTER = ("commune",)
LEVELS_OF_ROLE = {
    Role.SYSTEM_ADMIN: DISTRICT_AND_ABOVE,
    Role.DISTRICT_LEAD: ("district",),
    Role.DISTRICT_STAFF: ("district",),
    Role.CHAPTER_LEAD: CHAPTER,
    Role.CHAPTER_OFFICER: CHAPTER,
    Role.REFERRAL_OFFICER: CHAPTER,
    Role.INSPECTOR: (*DISTRICT_AND_ABOVE, *CHAPTER),
}


def roles_with(permission):
    """The roles that carry `permission`, in the order of `Role`."""
    return [role for role in Role if permission in GRANTS[role]]
