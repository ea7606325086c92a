"""Help, models, exemplars, activities and movements: what is written, refused, and undone whole."""

import datetime

import pytest

from accounts.roles import Role
from core.exceptions import DomainError, StaleEdit
from core.ranges import days_from
from members.enums import Purpose
from models_programs import models, services
from models_programs.enums import (
    ActivityKind,
    ExemplarField,
    Field,
    HelpResult,
    HonourLevel,
    ModelKind,
    Step,
)
from models_programs.services.exemplars import agreed_to_publicity
from tests.factories import members, programs

pytestmark = pytest.mark.django_db

MARCH, JUNE = datetime.date(2023, 3, 1), datetime.date(2023, 6, 1)
TOMORROW_NEVER = datetime.date(2099, 1, 1)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def model(world):
    return programs.ShowcaseModelFactory(unit=world.branch)


# ---- Help -----------------------------------------------------------------------------------


@pytest.fixture
def help_(world):
    return programs.AssistanceFactory(household=members.HouseholdFactory(unit=world.branch))


def test_visit_is_written_down_while_help_is_open(help_, officer):
    visit = services.add_visit(assistance_id=help_.pk, on=JUNE, note="Thăm", by=officer)
    assert list(help_.visits.all()) == [visit]
    services.close_help(assistance_id=help_.pk, result=HelpResult.STOPPED, on=JUNE, by=officer)
    with pytest.raises(DomainError, match="đã kết thúc ngày 01/06/2023"):
        services.add_visit(assistance_id=help_.pk, on=JUNE, note="Thăm", by=officer)


def test_visit_before_the_help_began_is_refused(help_, officer):
    early = datetime.date(2023, 2, 1)
    with pytest.raises(DomainError, match="01/02/2023 trước 01/03/2023"):
        services.add_visit(assistance_id=help_.pk, on=early, note="Thăm", by=officer)


def test_help_changes_with_its_version(help_, officer, world):
    woman = members.MemberFactory(home_unit=world.branch)
    change = {"helper_name": "", "helper": woman, "until": JUNE, "by": officer}
    changed = services.update_help(assistance_id=help_.pk, version=1, **change)
    assert (changed.helper, changed.helper_name, changed.until) == (woman, woman.full_name, JUNE)
    with pytest.raises(StaleEdit):
        services.update_help(assistance_id=help_.pk, version=1, **change)


def test_member_of_another_commune_cannot_be_the_helper(help_, officer, world):
    woman = members.MemberFactory(home_unit=world.foreign_branch)
    with pytest.raises(DomainError):
        services.update_help(
            assistance_id=help_.pk,
            version=1,
            helper_name="",
            helper=woman,
            until=JUNE,
            by=officer,
        )


# ---- Models ---------------------------------------------------------------------------------


def founding(unit, **more):
    return {
        "unit": unit,
        "name": "Vườn mẫu",
        "kind": ModelKind.GARDEN,
        "field": Field.NEW_COUNTRYSIDE,
        "founded_on": MARCH,
        **more,
    }


def test_model_is_founded_in_a_unit_of_hers(world, officer):
    model = services.found_model(by=officer, **founding(world.branch))
    assert (model.unit, model.recorded_by) == (world.branch, officer)
    with pytest.raises(DomainError):
        services.found_model(by=officer, **founding(world.foreign_branch))
    assert models.ShowcaseModel.objects.count() == 1


def test_model_cannot_be_founded_in_the_future(world, officer):
    with pytest.raises(DomainError, match="01/01/2099 chưa đến"):
        services.found_model(by=officer, **founding(world.branch, founded_on=TOMORROW_NEVER))


def test_model_moved_out_of_reach_stays(world, officer, model):
    change = {"version": 1, "unit": world.foreign_branch, "by": officer}
    with pytest.raises(DomainError):
        services.update_model(model_id=model.pk, **change)
    model.refresh_from_db()
    assert (model.unit, model.version) == (world.branch, 1)


def test_step_that_ends_a_model_and_is_taken_back(model, officer):
    step = services.add_step(model_id=model.pk, step=Step.ENDED, on=JUNE, by=officer)
    model.refresh_from_db()
    assert model.ended_on == JUNE
    services.remove_step(step_id=step.pk, by=officer)
    model.refresh_from_db()
    assert (model.ended_on, model.steps.count()) == (None, 0)


def test_step_is_written_once_a_day(model, officer):
    services.add_step(model_id=model.pk, step=Step.RUNNING, on=JUNE, by=officer)
    with pytest.raises(DomainError):
        services.add_step(model_id=model.pk, step=Step.RUNNING, on=JUNE, by=officer)


def test_registration_from_first_day_to_recognition(model, officer):
    row = services.register_model(model_id=model.pk, year=2023, registered_on=MARCH, by=officer)
    row = services.complete_registration(registration_id=row.pk, on=JUNE, version=1, by=officer)
    services.recognise_registration(
        registration_id=row.pk, on=JUNE, level=HonourLevel.DISTRICT, version=2, by=officer
    )
    row.refresh_from_db()
    assert (row.completed_on, row.recognised_on, row.recognised_by, row.version) == (
        JUNE,
        JUNE,
        "district",
        3,
    )
    assert set(model.steps.values_list("step", "on")) == {
        ("registered", MARCH),
        ("assessed", JUNE),
        ("recognised", JUNE),
    }


def test_model_registers_once_a_year(model, officer):
    services.register_model(model_id=model.pk, year=2023, registered_on=MARCH, by=officer)
    with pytest.raises(DomainError, match="đã đăng ký năm 2023"):
        services.register_model(model_id=model.pk, year=2023, registered_on=JUNE, by=officer)


def test_recognition_before_registration_is_refused(model, officer):
    row = programs.RegistrationFactory(model=model, registered_on=JUNE)
    with pytest.raises(DomainError, match="01/03/2023 trước 01/06/2023"):
        services.complete_registration(registration_id=row.pk, on=MARCH, version=1, by=officer)


# ---- Participants ---------------------------------------------------------------------------


def test_woman_joins_once_and_leaves(world, model, officer):
    woman = members.MemberFactory(home_unit=world.branch)
    args = {"model_id": model.pk, "member_id": woman.pk, "by": officer}
    spell = services.add_participant(since=MARCH, **args)
    with pytest.raises(DomainError, match="đang tham gia"):
        services.add_participant(since=JUNE, **args)
    services.end_participation(participation_id=spell.pk, on=JUNE, by=officer)
    spell.refresh_from_db()
    assert spell.during == days_from(MARCH, JUNE)
    assert services.add_participant(since=JUNE, **args).during.lower == JUNE


def test_participation_without_a_day_is_taken_back(world, model, officer):
    woman = members.MemberFactory(home_unit=world.branch)
    spell = programs.ParticipationFactory(model=model, member=woman)
    services.end_participation(participation_id=spell.pk, on=model.founded_on, by=officer)
    assert model.participations.count() == 0


def test_woman_of_another_commune_cannot_join(world, model, officer):
    woman = members.MemberFactory(home_unit=world.foreign_branch)
    with pytest.raises(DomainError):
        services.add_participant(model_id=model.pk, member_id=woman.pk, since=JUNE, by=officer)


# ---- Exemplars ------------------------------------------------------------------------------


def example(unit, **more):
    return {"unit": unit, "field": ExemplarField.ECONOMY, "introduced_on": MARCH, **more}


def test_exemplar_takes_the_name_of_the_member(world, officer):
    woman = members.MemberFactory(home_unit=world.branch)
    row = services.introduce_exemplar(by=officer, member=woman, **example(world.branch))
    assert row.name == woman.full_name
    assert agreed_to_publicity(row) is False
    members.ConsentFactory(member=woman, purpose=Purpose.PUBLICITY)
    assert agreed_to_publicity(row) is True


def test_exemplar_of_another_unit_is_rolled_back(world, officer):
    with pytest.raises(DomainError):
        services.introduce_exemplar(by=officer, name="Gương", **example(world.foreign_branch))
    assert models.Exemplar.objects.count() == 0


def test_stale_exemplar_is_refused(world, officer):
    row = programs.ExemplarFactory(unit=world.branch)
    args = {"exemplar_id": row.pk, "version": 1, "by": officer}
    services.update_exemplar(name="Tên mới", **args)
    with pytest.raises(StaleEdit):
        services.update_exemplar(name="Tên khác", **args)
    row.refresh_from_db()
    assert row.name == "Tên mới"


# ---- Activities -----------------------------------------------------------------------------


def test_activity_is_withdrawn_and_put_back(world, officer):
    row = services.hold_activity(
        by=officer, unit=world.branch, kind=ActivityKind.MEETING, title="Họp", on=MARCH
    )
    services.withdraw_activity(activity_id=row.pk, by=officer)
    assert list(models.Activity.objects.standing()) == []
    with pytest.raises(DomainError, match="đã rút"):
        services.update_activity(activity_id=row.pk, version=2, title="Khác", by=officer)
    services.restore_activity(activity_id=row.pk, by=officer)
    assert list(models.Activity.objects.standing()) == [row]


def test_activity_moved_out_of_reach_stays(world, officer):
    row = programs.ActivityFactory(unit=world.branch)
    with pytest.raises(DomainError):
        services.update_activity(
            activity_id=row.pk, version=1, unit=world.foreign_branch, by=officer
        )
    row.refresh_from_db()
    assert row.unit == world.branch


# ---- Movements ------------------------------------------------------------------------------


def test_commune_registers_once_a_year_and_can_take_it_back(world, officer):
    campaign = programs.CampaignFactory()
    args = {"campaign_id": campaign.pk, "unit_id": world.home.pk, "on": MARCH, "by": officer}
    row = services.register_campaign(year=2023, **args)
    with pytest.raises(DomainError, match="Xã Đồng Tâm đã đăng ký năm 2023"):
        services.register_campaign(year=2023, **args)
    services.withdraw_campaign(registration_id=row.pk, by=officer)
    assert models.CampaignRegistration.objects.count() == 0


def test_movement_that_does_not_run_is_refused(world, officer):
    campaign = programs.CampaignFactory(year_to=2022)
    with pytest.raises(DomainError, match="Năm 2023 không có phong trào"):
        services.register_campaign(
            campaign_id=campaign.pk, unit_id=world.home.pk, year=2023, on=MARCH, by=officer
        )
