"""People who sign in, and what they are posted to do."""

import datetime

import factory
from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from core.ranges import days_from, open_from
from tests.factories.chapters import BEGINNING, UnitFactory

PASSWORD = "mùa-sen-nở-1930"


class UserFactory(factory.django.DjangoModelFactory):
    """May sign in with `PASSWORD`; holds no posting, so may do nothing."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    full_name = factory.Sequence(lambda n: f"Trần Thị Người Dùng {n}")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)


class PostingFactory(factory.django.DjangoModelFactory):
    """In force since long ago; `ended` is over since yesterday."""

    class Meta:
        model = Posting

    class Params:
        ended = factory.Trait(during=factory.LazyFunction(lambda: until_yesterday()))

    user = factory.SubFactory(UserFactory)
    role = Role.CHAPTER_OFFICER
    unit = factory.SubFactory(UnitFactory)
    during = open_from(BEGINNING)


def until_yesterday():
    """A range whose last day was yesterday: today is its first day out."""
    return days_from(BEGINNING, timezone.localdate())


def user_with(role, unit, **fields):
    """A user who holds `role` at `unit` today."""
    user = UserFactory(**fields)
    PostingFactory(user=user, role=role, unit=unit)
    return user


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)
