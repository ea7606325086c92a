"""Cases on the way to the Party. A case belongs to the branch of its member."""

import datetime

import factory
from psycopg2.extras import DateRange

from referrals.enums import Stage
from referrals.models import AwarenessClass, Milestone, Referral, RuleSet
from referrals.pipeline import RANK
from tests.factories.chapters import UnitFactory
from tests.factories.members import MemberFactory

DAY = datetime.date(2023, 3, 1)


class RuleSetFactory(factory.django.DjangoModelFactory):
    """The rules of the article's time, in force for ever unless a test says otherwise."""

    class Meta:
        model = RuleSet
        django_get_or_create = ("key",)

    key = "R2021"
    name = "Quy định 24-QĐ/TW"
    valid = DateRange(None, None)


class AwarenessClassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AwarenessClass

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Lớp nhận thức về Đảng khóa {n + 1}")
    organiser = "Trung tâm chính trị huyện"
    starts_on = DAY
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=5))


class ReferralFactory(factory.django.DjangoModelFactory):
    """A bare case without milestones; `referral_at` makes one that stands somewhere."""

    class Meta:
        model = Referral

    member = factory.SubFactory(MemberFactory)
    unit = factory.LazyAttribute(lambda row: row.member.home_unit)
    opened_on = DAY


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    referral = factory.SubFactory(ReferralFactory)
    stage = Stage.PROPOSED
    rank = factory.LazyAttribute(lambda row: RANK[row.stage])
    on = factory.LazyAttribute(lambda row: row.referral.opened_on)
    unit = factory.LazyAttribute(lambda row: row.referral.unit)
    rule_set = factory.SubFactory(RuleSetFactory)


def referral_at(*stages, every=datetime.timedelta(days=10), **fields):
    """A case with one milestone of each of `stages` (S1 is added), ten days apart."""
    due_on = fields.pop("due_on", None)
    referral = ReferralFactory(**fields)
    for number, stage in enumerate([Stage.PROPOSED, *stages]):
        MilestoneFactory(
            referral=referral,
            stage=stage,
            on=referral.opened_on + number * every,
            due_on=due_on,
        )
    return referral
