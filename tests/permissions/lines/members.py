"""Members, households and transfers."""

from accounts.permissions import Permission
from accounts.roles import roles_with
from tests.factories import members

VIEW = roles_with(Permission.MEMBER_VIEW)
CHANGE = roles_with(Permission.MEMBER_CHANGE)
EXPORT = roles_with(Permission.MEMBER_EXPORT)
ADMIT = roles_with(Permission.MEMBER_ADMIT)
PROPOSE = roles_with(Permission.ERASURE_PROPOSE)
REVEAL = roles_with(Permission.MEMBER_REVEAL)


def _branch(world, foreign):
    return world.foreign_branch if foreign else world.branch


def _member(world, foreign):
    return members.MemberFactory(home_unit=_branch(world, foreign))


def member(world, foreign):
    return {"pk": _member(world, foreign).pk}


def household(world, foreign):
    return {"pk": members.HouseholdFactory(unit=_branch(world, foreign)).pk}


def spell(world, foreign):
    woman = _member(world, foreign)
    return {"pk": woman.pk, "spell": woman.memberships.get().pk}


def standing(world, foreign):
    held = members.StandingFactory(member=_member(world, foreign))
    return {"pk": held.member_id, "standing": held.pk}


def consent(world, foreign):
    given = members.ConsentFactory(member=_member(world, foreign))
    return {"pk": given.member_id, "consent": given.pk}


def data_request(world, foreign):
    return {"pk": members.DataRequestFactory(member=_member(world, foreign)).pk}


def transfer_within(world, foreign):
    """Both ends in one commune, so that no other commune sees it."""
    here = world.other_foreign_branch if foreign else world.other_branch
    return {"pk": members.TransferFactory(member=_member(world, foreign), to_unit=here).pk}


def pair(world, foreign):
    women = [_member(world, foreign) for _ in range(2)]
    return {"pk": members.DoubleFactory(first=women[0], second=women[1]).pk}


def erasure(world, foreign):
    return {"pk": members.ErasureFactory(member=_member(world, foreign)).pk}


def merging(world, foreign):
    branch = _branch(world, foreign)
    return {"pk": members.MergeFactory(unit=branch, gone_unit=branch).pk}


def comparison(world, foreign):
    unit = world.next_door if foreign else world.home
    asked = members.ComparisonFactory(member=_member(world, foreign), unit=unit)
    return {"pk": asked.pk}


def admission(world, foreign):
    return {"pk": members.AdmissionListFactory(unit=_branch(world, foreign)).pk}


def admission_entry(world, foreign):
    entry = members.AdmissionEntryFactory(admission__unit=_branch(world, foreign))
    return {"pk": entry.admission_id, "entry": entry.pk}


MATRIX = {
    "members:list": VIEW,
    "members:filters": VIEW,
    "members:detail": VIEW,
    "members:history": VIEW,
    "members:saved_lists": VIEW,
    "members:new_list": VIEW,
    "members:open_list": VIEW,
    "members:rename_list": VIEW,
    "members:drop_list": VIEW,
    "members:transfers": VIEW,
    "members:worries": VIEW,
    "members:household_list": VIEW,
    "members:household_choices": VIEW,
    "members:household_detail": VIEW,
    "members:new": CHANGE,
    "members:edit": CHANGE,
    "members:leave": CHANGE,
    "members:convert": CHANGE,
    "members:asked": CHANGE,
    "members:readmit": CHANGE,
    "members:transfer": CHANGE,
    "members:spell": CHANGE,
    "members:standing": CHANGE,
    "members:withdraw_standing": CHANGE,
    "members:away": CHANGE,
    "members:core": CHANGE,
    "members:consent": CHANGE,
    "members:consents": CHANGE,
    "members:consent_list": CHANGE,
    "members:consent_paper": CHANGE,
    "members:withdraw_consent": CHANGE,
    "members:household": CHANGE,
    "members:accept_transfer": CHANGE,
    "members:refuse_transfer": CHANGE,
    "members:withdraw_transfer": CHANGE,
    "members:household_new": CHANGE,
    "members:household_edit": CHANGE,
    "members:household_end": CHANGE,
    "members:household_listing": CHANGE,
    "members:household_split": CHANGE,
    "members:household_head": CHANGE,
    "members:household_move": CHANGE,
    "members:household_merge": CHANGE,
    "members:reductions": VIEW,
    "members:reduction_paper": CHANGE,
    "members:admissions": VIEW,
    "members:admission": VIEW,
    "members:admission_new": CHANGE,
    "members:admission_edit": CHANGE,
    "members:admission_add": CHANGE,
    "members:admission_return": CHANGE,
    "members:admission_entry": CHANGE,
    "members:admission_drop": CHANGE,
    "members:admission_paper": CHANGE,
    "members:admission_submit": CHANGE,
    "members:admission_recall": CHANGE,
    "members:admission_discard": CHANGE,
    "members:admission_approve": ADMIT,
    "members:admission_send_back": ADMIT,
    "members:admission_take_back": ADMIT,
    "members:doubles": CHANGE,
    "members:search_doubles": CHANGE,
    "members:comparisons": CHANGE,
    "members:comparison": CHANGE,
    "members:answer_different": CHANGE,
    "members:ask_to_compare": CHANGE,
    "members:compare": CHANGE,
    "members:merged": CHANGE,
    "members:part": CHANGE,
    "members:point_out": CHANGE,
    "members:tell_apart": CHANGE,
    "members:propose_again": CHANGE,
    "members:data_requests": CHANGE,
    "members:data_request_new": CHANGE,
    "members:data_request": CHANGE,
    "members:confirm_request": CHANGE,
    "members:extend_request": CHANGE,
    "members:lift_restriction": CHANGE,
    "members:data_held": REVEAL,
    "members:many": CHANGE,
    "members:export": EXPORT,
    "members:exports": EXPORT,
    "members:fetch_export": EXPORT,
    "members:reveal": REVEAL,
    "members:sensitive": REVEAL,
    "members:party": REVEAL,
    "members:erasures": PROPOSE,
    "members:retention": PROPOSE,
    "members:erasure_new": PROPOSE,
    "members:erasure_effects": PROPOSE,
    "members:erasure": PROPOSE,
    "members:drop_erasure": PROPOSE,
    "members:carry_out_erasure": roles_with(Permission.ERASURE_CARRY_OUT),
    "members:readers": roles_with(Permission.AUDIT_VIEW),
}

ROWS = {
    **dict.fromkeys(
        [
            "members:detail",
            "members:history",
            "members:edit",
            "members:leave",
            "members:convert",
            "members:readmit",
            "members:transfer",
            "members:away",
            "members:core",
            "members:party",
            "members:consent",
            "members:consent_paper",
            "members:data_held",
            "members:data_request_new",
            "members:household",
            "members:readers",
            "members:erasure_new",
            "members:erasure_effects",
            "members:reveal",
            "members:sensitive",
        ],
        member,
    ),
    **dict.fromkeys(
        [
            "members:household_detail",
            "members:household_edit",
            "members:household_end",
            "members:household_listing",
            "members:household_split",
            "members:household_head",
            "members:household_move",
            "members:household_merge",
        ],
        household,
    ),
    "members:consent_list": lambda world, foreign: {"unit": _branch(world, foreign).pk},
    **dict.fromkeys(
        [
            "members:data_request",
            "members:confirm_request",
            "members:extend_request",
            "members:lift_restriction",
        ],
        data_request,
    ),
    **dict.fromkeys(["members:compare", "members:tell_apart", "members:propose_again"], pair),
    **dict.fromkeys(
        ["members:erasure", "members:carry_out_erasure", "members:drop_erasure"], erasure
    ),
    **dict.fromkeys(["members:merged", "members:part"], merging),
    **dict.fromkeys(["members:comparison", "members:answer_different"], comparison),
    **dict.fromkeys(["members:point_out", "members:ask_to_compare"], member),
    **dict.fromkeys(
        [
            "members:admission",
            "members:admission_edit",
            "members:admission_add",
            "members:admission_return",
            "members:admission_paper",
            "members:admission_submit",
            "members:admission_recall",
            "members:admission_discard",
            "members:admission_approve",
            "members:admission_send_back",
            "members:admission_take_back",
        ],
        admission,
    ),
    **dict.fromkeys(["members:admission_entry", "members:admission_drop"], admission_entry),
    "members:spell": spell,
    "members:standing": standing,
    "members:withdraw_standing": standing,
    "members:asked": lambda world, foreign: member(world, foreign) | {"worry": "away"},
    "members:withdraw_consent": consent,
    "members:accept_transfer": transfer_within,
    "members:refuse_transfer": transfer_within,
    "members:withdraw_transfer": transfer_within,
}
