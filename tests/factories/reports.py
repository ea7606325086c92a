"""Reporting periods, stored tallies and paper settings."""

import datetime

import factory
from factory.django import DjangoModelFactory

from core.ranges import days_from
from reports import models
from tests.factories.chapters import UnitFactory


class ReportingPeriodFactory(DjangoModelFactory):
    """Quarter III of 2023, cut off on the 14th of its last month."""

    class Meta:
        model = models.ReportingPeriod

    code = "2023-Q3"
    window = days_from(datetime.date(2023, 6, 15), datetime.date(2023, 9, 15))
    chapter_due = datetime.date(2023, 9, 10)
    district_due = datetime.date(2023, 9, 20)


class TallyFactory(DjangoModelFactory):
    """Asked for, not yet counted."""

    class Meta:
        model = models.Tally

    unit = factory.SubFactory(UnitFactory)
    period_code = "2023-Q3"


class GlanceFactory(DjangoModelFactory):
    """Asked for, not yet counted."""

    class Meta:
        model = models.Glance

    unit = factory.SubFactory(UnitFactory)
