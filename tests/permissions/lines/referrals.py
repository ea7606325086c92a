"""Referrals: seen by those who follow cases; each move asks for its own permission besides."""

from accounts.permissions import Permission
from accounts.roles import roles_with
from members.enums import Purpose
from tests.factories.members import ConsentFactory, MemberFactory
from tests.factories.referrals import AwarenessClassFactory, MilestoneFactory, ReferralFactory

VIEW = roles_with(Permission.REFERRAL_VIEW)
CHANGE = roles_with(Permission.REFERRAL_CHANGE)
REVIEW = roles_with(Permission.REFERRAL_REVIEW)

MATRIX = {
    "referrals:board": VIEW,
    "referrals:new": CHANGE,
    "referrals:new_for": CHANGE,
    "referrals:of_member": VIEW,
    "referrals:classes": VIEW,
    "referrals:class_new": CHANGE,
    "referrals:class_detail": VIEW,
    "referrals:class_send": CHANGE,
    "referrals:class_certify": REVIEW,
    "referrals:void": REVIEW,
    "referrals:detail": VIEW,
    "referrals:edit": CHANGE,
    "referrals:hand_over": REVIEW,
    "referrals:opinion": VIEW,
    "referrals:note": VIEW,
    "referrals:record": CHANGE,
}


def member_of(world, foreign):
    return MemberFactory(home_unit=world.foreign_branch if foreign else world.branch)


def case_of(world, foreign):
    """A case that its branch has proposed, with her consent."""
    member = member_of(world, foreign)
    ConsentFactory(member=member, purpose=Purpose.REFERRAL)
    return MilestoneFactory(referral=ReferralFactory(member=member)).referral


def case_row(world, foreign):
    return {"pk": case_of(world, foreign).pk}


def member_row(world, foreign):
    return {"pk": member_of(world, foreign).pk}


def class_row(world, foreign):
    unit = world.next_door if foreign else world.home
    return {"pk": AwarenessClassFactory(unit=unit).pk}


def step_row(world, foreign):
    return {"pk": case_of(world, foreign).milestones.get().pk}


def move_row(world, foreign):
    """The move that every role of the route may make."""
    return {"pk": case_of(world, foreign).pk, "stage": "S2"}


ROWS = {
    "referrals:new_for": member_row,
    "referrals:of_member": member_row,
    "referrals:class_detail": class_row,
    "referrals:class_send": class_row,
    "referrals:class_certify": class_row,
    "referrals:void": step_row,
    "referrals:detail": case_row,
    "referrals:edit": case_row,
    "referrals:hand_over": case_row,
    "referrals:opinion": case_row,
    "referrals:note": case_row,
    "referrals:record": move_row,
}
