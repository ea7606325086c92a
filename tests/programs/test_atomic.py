"""Every service is cut off after each of its writes, and nothing of it remains."""

import datetime

import pytest
from django.db import connection, transaction

from accounts.roles import Role
from models_programs import models, services
from models_programs.enums import (
    MET,
    ActivityKind,
    ExemplarField,
    Field,
    HelpResult,
    HonourLevel,
    ModelKind,
    Result,
    Step,
)
from models_programs.services.reviews import Judgement
from tests.factories import members, programs

pytestmark = pytest.mark.django_db

MARCH, JUNE = datetime.date(2023, 3, 1), datetime.date(2023, 6, 1)
LONG_AGO = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def rows(world):
    """One row of each kind, ready for its moves."""
    branch = world.branch
    household, waiting = (members.HouseholdFactory(unit=branch) for _ in range(2))
    finding = programs.FindingFactory(review=programs.ReviewFactory(household=household))
    last = programs.ReviewFactory(household=waiting, year=2022)
    programs.FindingFactory(review=last)
    model = programs.ShowcaseModelFactory(unit=branch)
    ended = programs.ShowcaseModelFactory(unit=branch, ended_on=JUNE)
    woman = members.MemberFactory(home_unit=branch)
    return {
        "world": world,
        "household": household,
        "finding": finding,
        "other_criterion": programs.CriterionFactory(number=7),
        "help": programs.AssistanceFactory(
            household=waiting, criterion=finding.criterion, year=2022
        ),
        "model": model,
        "last_step": programs.ModelStepFactory(model=ended, step=Step.ENDED, on=JUNE),
        "registration": programs.RegistrationFactory(model=ended, year=2022),
        "woman": woman,
        "spell": programs.ParticipationFactory(model=ended, member=woman),
        "exemplar": programs.ExemplarFactory(unit=branch),
        "activity": programs.ActivityFactory(unit=branch),
        "withdrawn": programs.ActivityFactory(unit=branch, withdrawn_at=LONG_AGO),
        "campaign": programs.CampaignFactory(),
        "registered": programs.CampaignRegistrationFactory(unit=branch),
    }


def of_branch(rows):
    criteria_set = rows["finding"].criterion.criteria_set
    return {
        "unit_id": rows["world"].branch.pk,
        "year": 2023,
        "criteria_set_id": criteria_set.pk,
        "on": JUNE,
    }


def a_judgement(rows):
    finding = rows["finding"]
    answers = {finding.criterion_id: MET, rows["other_criterion"].pk: Result.UNMET}
    return {
        "household_id": rows["household"].pk,
        "year": 2023,
        "criteria_set_id": finding.criterion.criteria_set_id,
        "judgement": Judgement(answers, JUNE, finding.review.version, registered=True),
    }


def a_help(**more):
    return {"helper_name": "Chị Hoa", "helper": None, "until": JUNE, **more}


def a_model(rows):
    return {
        "unit": rows["world"].branch,
        "name": "Vườn mẫu",
        "kind": ModelKind.GARDEN,
        "field": Field.NEW_COUNTRYSIDE,
        "founded_on": MARCH,
    }


def of_registration(rows, **more):
    return {"registration_id": rows["registration"].pk, "on": JUNE, "version": 1, **more}


CALLS = {
    "record_review": a_judgement,
    "carry_over_reviews": of_branch,
    "register_households": of_branch,
    "resolve_finding": lambda r: {"finding_id": r["finding"].pk, "on": JUNE},
    "assign_help": lambda r: a_help(finding_id=r["finding"].pk, started_on=MARCH),
    "update_help": lambda r: a_help(assistance_id=r["help"].pk, version=1),
    "add_visit": lambda r: {"assistance_id": r["help"].pk, "on": JUNE, "note": "Thăm"},
    "close_help": lambda r: {
        "assistance_id": r["help"].pk,
        "result": HelpResult.MET,
        "on": JUNE,
    },
    "found_model": a_model,
    "update_model": lambda r: {"model_id": r["model"].pk, "version": 1, "name": "Tên mới"},
    "add_step": lambda r: {"model_id": r["model"].pk, "step": Step.ENDED, "on": JUNE},
    "remove_step": lambda r: {"step_id": r["last_step"].pk},
    "register_model": lambda r: {
        "model_id": r["model"].pk,
        "year": 2023,
        "registered_on": MARCH,
    },
    "complete_registration": of_registration,
    "recognise_registration": lambda r: of_registration(r, level=HonourLevel.COMMUNE),
    "add_participant": lambda r: {
        "model_id": r["model"].pk,
        "member_id": r["woman"].pk,
        "since": MARCH,
    },
    "end_participation": lambda r: {"participation_id": r["spell"].pk, "on": JUNE},
    "introduce_exemplar": lambda r: {
        "unit": r["world"].branch,
        "name": "Gương",
        "field": ExemplarField.ECONOMY,
        "introduced_on": MARCH,
    },
    "update_exemplar": lambda r: {"exemplar_id": r["exemplar"].pk, "version": 1, "name": "Tên"},
    "hold_activity": lambda r: {
        "unit": r["world"].branch,
        "kind": ActivityKind.MEETING,
        "title": "Họp",
        "on": MARCH,
    },
    "update_activity": lambda r: {"activity_id": r["activity"].pk, "version": 1, "title": "Tên"},
    "withdraw_activity": lambda r: {"activity_id": r["activity"].pk},
    "restore_activity": lambda r: {"activity_id": r["withdrawn"].pk},
    "register_campaign": lambda r: {
        "campaign_id": r["campaign"].pk,
        "unit_id": r["world"].home.pk,
        "year": 2023,
        "on": MARCH,
    },
    "withdraw_campaign": lambda r: {"registration_id": r["registered"].pk},
}


class CutOff:
    """Lets statements pass, and fails right after the write number `at`."""

    def __init__(self, at=None):
        self.at, self.writes = at, 0

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.writes += 1
            if self.writes == self.at:
                raise ConnectionError("the line is cut")
        return answer


def everything():
    """Every row of the app as it stands, by model."""
    return {
        name: list(getattr(models, name).objects.order_by("pk").values_list())
        for name in models.__all__
    }


def writes_of(call):
    """How many statements `call` writes with; it is undone again."""
    counter = CutOff()
    with transaction.atomic(), connection.execute_wrapper(counter):
        call()
        transaction.set_rollback(True)
    return counter.writes


def test_every_service_is_cut_off_here():
    assert CALLS.keys() == set(services.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_service_cut_off_after_any_write_leaves_everything_as_it_was(world, rows, name):
    officer = world.user(Role.CHAPTER_OFFICER)

    def call():
        getattr(services, name)(by=officer, **CALLS[name](rows))

    before, count = everything(), writes_of(call)
    assert count > 0
    for at in range(1, count + 1):
        with pytest.raises(ConnectionError), connection.execute_wrapper(CutOff(at)):
            call()
        assert everything() == before
