"""Uploaded lists as they stand in review, with staged rows where a test asks for them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from core.jobs import JobState
from imports import models
from imports.enums import BatchKind, Decision, Stage, Work
from tests.factories.accounts import UserFactory
from tests.factories.chapters import UnitFactory


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = models.Batch

    unit = factory.SubFactory(UnitFactory)
    kind = BatchKind.REGISTER
    stage = Stage.REVIEW
    file_name = "hoi-vien.xlsx"
    file_hash = factory.Sequence(lambda n: f"{n:064}")
    as_of = datetime.date(2023, 1, 1)
    picture = factory.LazyFunction(lambda: {"sheets": [], "problems": []})
    recorded_by = factory.SubFactory(UserFactory)


class BatchRowFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchRow

    batch = factory.SubFactory(BatchFactory)
    position = factory.Sequence(lambda n: n + 1)
    sheet = "DS"
    source_row = factory.SelfAttribute("position")
    content = factory.LazyFunction(
        lambda: {
            "raw": {"full_name": "Nguyễn Thị Hoa"},
            "values": {"full_name": "Nguyễn Thị Hoa", "birth": "1974", "branch": "Thôn 1"},
            "questions": [],
        }
    )
    decision = Decision.NEW


class BatchStepFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchStep

    batch = factory.SubFactory(BatchFactory)
    stage = Stage.UPLOADED


class BatchJobFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchJob

    batch = factory.SubFactory(BatchFactory)
    work = Work.CHECK
    state = JobState.DONE
    asked_by = factory.SubFactory(UserFactory)


class HeaderHabitFactory(DjangoModelFactory):
    class Meta:
        model = models.HeaderHabit

    unit = factory.SubFactory(UnitFactory)
    kind = BatchKind.REGISTER
    signature = factory.Sequence(lambda n: f"{n:064}")
