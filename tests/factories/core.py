import datetime

import factory

from core.models import Holiday


class HolidayFactory(factory.django.DjangoModelFactory):
    """National Day of 2026."""

    class Meta:
        model = Holiday

    day = datetime.date(2026, 9, 2)
    name = "Quốc khánh"
