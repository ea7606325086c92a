"""Rows of campaigns, reviews, models, exemplars and activities; the unit follows the household."""

import datetime

import factory
from factory.django import DjangoModelFactory

from core.ranges import open_from
from models_programs import models
from models_programs.enums import ActivityKind, ExemplarField, Field, HelpResult, ModelKind, Step

UNIT = "tests.factories.chapters.UnitFactory"
MEMBER = "tests.factories.members.MemberFactory"
HOUSEHOLD = "tests.factories.members.HouseholdFactory"


class CriteriaSetFactory(DjangoModelFactory):
    class Meta:
        model = models.CriteriaSet
        django_get_or_create = ("key",)

    key = "5k3s"
    name = "Gia đình 5 không, 3 sạch"
    year_from = 2010
    year_to = 2025
    is_main = True


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.Criterion
        django_get_or_create = ("criteria_set", "number")

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    number = 6
    label = factory.LazyAttribute(lambda row: f"Tiêu chí {row.number}")


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = models.Campaign
        django_get_or_create = ("key",)

    key = "phu-nu-lam-dong"
    name = "Xây dựng người phụ nữ Lâm Đồng thời đại mới"
    year_from = 2021
    is_emulation = True


class CampaignRegistrationFactory(DjangoModelFactory):
    class Meta:
        model = models.CampaignRegistration

    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.SubFactory(UNIT)
    registered_on = datetime.date(2023, 2, 10)
    year = factory.LazyAttribute(lambda row: row.registered_on.year)


class ReviewFactory(DjangoModelFactory):
    """A household reviewed early in the year, which meets everything until a finding says no."""

    class Meta:
        model = models.Review

    household = factory.SubFactory(HOUSEHOLD)
    unit = factory.SelfAttribute("household.unit")
    year = 2023
    criteria_set = factory.SubFactory(CriteriaSetFactory)
    reviewed_on = factory.LazyAttribute(lambda row: datetime.date(row.year, 2, 15))


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.SubFactory(
        CriterionFactory, criteria_set=factory.SelfAttribute("..review.criteria_set")
    )
    found_on = factory.SelfAttribute("review.reviewed_on")


class AssistanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Assistance

    class Params:
        met = factory.Trait(result=HelpResult.MET, closed_on=datetime.date(2023, 9, 20))

    household = factory.SubFactory(HOUSEHOLD)
    unit = factory.SelfAttribute("household.unit")
    criterion = factory.SubFactory(CriterionFactory)
    helper_name = "Nguyễn Thị Hoa"
    started_on = datetime.date(2023, 3, 1)
    year = factory.LazyAttribute(lambda row: row.started_on.year)
    until = factory.LazyAttribute(lambda row: row.started_on + datetime.timedelta(days=270))


class AssistanceVisitFactory(DjangoModelFactory):
    class Meta:
        model = models.AssistanceVisit

    assistance = factory.SubFactory(AssistanceFactory)
    on = factory.SelfAttribute("assistance.started_on")
    note = "Đến thăm, hướng dẫn làm hố rác"


class ShowcaseModelFactory(DjangoModelFactory):
    class Meta:
        model = models.ShowcaseModel

    unit = factory.SubFactory(UNIT)
    name = factory.Sequence(lambda n: f"Mô hình phân loại rác {n}")
    kind = ModelKind.WASTE_SORTING
    field = Field.NEW_COUNTRYSIDE
    founded_on = datetime.date(2022, 5, 1)


class ModelStepFactory(DjangoModelFactory):
    class Meta:
        model = models.ModelStep

    model = factory.SubFactory(ShowcaseModelFactory)
    step = Step.RUNNING
    on = factory.SelfAttribute("model.founded_on")


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = models.Registration

    model = factory.SubFactory(ShowcaseModelFactory)
    registered_on = datetime.date(2023, 3, 10)
    year = factory.LazyAttribute(lambda row: row.registered_on.year)


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = models.Participation

    model = factory.SubFactory(ShowcaseModelFactory)
    member = factory.SubFactory(MEMBER)
    during = factory.LazyAttribute(lambda row: open_from(row.model.founded_on))


class ExemplarFactory(DjangoModelFactory):
    class Meta:
        model = models.Exemplar

    unit = factory.SubFactory(UNIT)
    name = factory.Sequence(lambda n: f"Gương {n}")
    field = ExemplarField.ECONOMY
    introduced_on = datetime.date(2023, 8, 15)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = models.Activity

    unit = factory.SubFactory(UNIT)
    kind = ActivityKind.MEETING
    title = "Sinh hoạt chi hội"
    on = datetime.date(2023, 8, 20)
    attendance = 30
