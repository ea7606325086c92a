"""A figure of a page and the names behind it cover the same days."""

import datetime

import pytest

from chapters.periods import period_of
from core.ranges import days_from
from reports.models import ReportingPeriod

pytestmark = pytest.mark.django_db


def test_calendar_where_staff_set_nothing():
    assert period_of("2023-Q3").closing_day == datetime.date(2023, 9, 30)


def test_window_that_staff_set():
    window = days_from(datetime.date(2022, 12, 15), datetime.date(2023, 12, 15))
    day = datetime.date(2023, 12, 12)
    ReportingPeriod.objects.create(code="2023", window=window, chapter_due=day, district_due=day)
    assert period_of("2023").closing_day == datetime.date(2023, 12, 14)
