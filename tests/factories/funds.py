"""Dues and funds, defaults only."""

import datetime

import factory
from factory.django import DjangoModelFactory

from funds import models
from funds.enums import Direction, WaiverReason

UNIT = "tests.factories.chapters.UnitFactory"
MEMBER = "tests.factories.members.MemberFactory"
ON = datetime.date(2023, 3, 8)


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = models.Payment

    member = factory.SubFactory(MEMBER)
    unit = factory.SelfAttribute("member.home_unit")
    year = 2023
    amount = 24_000
    paid_on = ON


class WaiverFactory(DjangoModelFactory):
    class Meta:
        model = models.Waiver

    member = factory.SubFactory(MEMBER)
    year = 2023
    reason = WaiverReason.POOR


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = models.Entry

    unit = factory.SubFactory(UNIT)
    on = ON
    direction = Direction.IN
    amount = 500_000
    purpose = "Bán phế liệu"
