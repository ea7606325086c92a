"""Campaigns, household reviews and help, models, exemplars, activities."""

from accounts.permissions import Permission
from accounts.roles import roles_with
from tests.factories import members, programs

VIEW = roles_with(Permission.PROGRAM_VIEW)
CHANGE = roles_with(Permission.PROGRAM_CHANGE)


def _branch(world, foreign):
    return world.foreign_branch if foreign else world.branch


def _household(world, foreign):
    return members.HouseholdFactory(unit=_branch(world, foreign))


def branch_and_year(world, foreign):
    programs.CriterionFactory()
    return {"pk": _branch(world, foreign).pk, "year": 2023}


def household_and_year(world, foreign):
    programs.CriterionFactory()
    return {"pk": _household(world, foreign).pk, "year": 2023}


def finding(world, foreign):
    review = programs.ReviewFactory(household=_household(world, foreign))
    return {"pk": programs.FindingFactory(review=review).pk}


def help_(world, foreign):
    return {"pk": programs.AssistanceFactory(household=_household(world, foreign)).pk}


def _model(world, foreign):
    return programs.ShowcaseModelFactory(unit=_branch(world, foreign))


def model(world, foreign):
    return {"pk": _model(world, foreign).pk}


def step(world, foreign):
    return {"pk": programs.ModelStepFactory(model=_model(world, foreign)).pk}


def registration(world, foreign):
    return {"pk": programs.RegistrationFactory(model=_model(world, foreign)).pk}


def participation(world, foreign):
    woman = members.MemberFactory(home_unit=_branch(world, foreign))
    spell = programs.ParticipationFactory(model=_model(world, foreign), member=woman)
    return {"pk": spell.pk}


def exemplar(world, foreign):
    return {"pk": programs.ExemplarFactory(unit=_branch(world, foreign)).pk}


def activity(world, foreign):
    return {"pk": programs.ActivityFactory(unit=_branch(world, foreign)).pk}


def movement(world, foreign):
    return {"key": programs.CampaignFactory().key, "year": 2023}


def campaign_registration(world, foreign):
    unit = world.next_door if foreign else world.home
    return {"pk": programs.CampaignRegistrationFactory(unit=unit).pk}


def member(world, foreign):
    return {"pk": members.MemberFactory(home_unit=_branch(world, foreign)).pk}


MATRIX = {
    "programs:list": VIEW,
    "programs:of_member": VIEW,
    "programs:reviews": VIEW,
    "programs:grid": VIEW,
    "programs:review_sheet": VIEW,
    "programs:review_carry_over": CHANGE,
    "programs:review_register": CHANGE,
    "programs:review": VIEW,
    "programs:review_row": CHANGE,
    "programs:review_edit": CHANGE,
    "programs:review_resolve": CHANGE,
    "programs:assistance_new": CHANGE,
    "programs:assistance": VIEW,
    "programs:assistance_detail": VIEW,
    "programs:assistance_edit": CHANGE,
    "programs:assistance_visit": CHANGE,
    "programs:assistance_close": CHANGE,
    "programs:models": VIEW,
    "programs:model_new": CHANGE,
    "programs:model_detail": VIEW,
    "programs:model_edit": CHANGE,
    "programs:model_step": CHANGE,
    "programs:step_remove": CHANGE,
    "programs:model_register": CHANGE,
    "programs:registration_complete": CHANGE,
    "programs:registration_recognise": CHANGE,
    "programs:participant_add": CHANGE,
    "programs:participation_end": CHANGE,
    "programs:find_member": CHANGE,
    "programs:exemplars": VIEW,
    "programs:exemplar_new": CHANGE,
    "programs:exemplar_detail": VIEW,
    "programs:exemplar_edit": CHANGE,
    "programs:activities": VIEW,
    "programs:activity_new": CHANGE,
    "programs:activity_detail": VIEW,
    "programs:activity_edit": CHANGE,
    "programs:activity_withdraw": CHANGE,
    "programs:activity_restore": CHANGE,
    "programs:campaigns": VIEW,
    "programs:campaign_register": CHANGE,
    "programs:campaign_withdraw": CHANGE,
}

ROWS = {
    "programs:of_member": member,
    "programs:grid": branch_and_year,
    "programs:review_sheet": branch_and_year,
    "programs:review_carry_over": branch_and_year,
    "programs:review_register": branch_and_year,
    "programs:review": household_and_year,
    "programs:review_row": household_and_year,
    "programs:review_edit": household_and_year,
    "programs:review_resolve": finding,
    "programs:assistance_new": finding,
    "programs:assistance_detail": help_,
    "programs:assistance_edit": help_,
    "programs:assistance_visit": help_,
    "programs:assistance_close": help_,
    "programs:model_detail": model,
    "programs:model_edit": model,
    "programs:model_step": model,
    "programs:step_remove": step,
    "programs:model_register": model,
    "programs:registration_complete": registration,
    "programs:registration_recognise": registration,
    "programs:participant_add": model,
    "programs:participation_end": participation,
    "programs:exemplar_detail": exemplar,
    "programs:exemplar_edit": exemplar,
    "programs:activity_detail": activity,
    "programs:activity_edit": activity,
    "programs:activity_withdraw": activity,
    "programs:activity_restore": activity,
    "programs:campaign_register": movement,
    "programs:campaign_withdraw": campaign_registration,
}

NO_SCOPE = {"programs:campaign_register": "a movement of the whole province; units are its choices"}
