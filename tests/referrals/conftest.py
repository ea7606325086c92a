"""Cases in the little country; the rules and today are fixed."""

import datetime

import pytest

from members.enums import Purpose, Schooling
from tests.factories.members import ConsentFactory, MemberFactory
from tests.factories.referrals import RuleSetFactory

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def rules(db):
    return RuleSetFactory()


@pytest.fixture
def woman(world, rules):
    """A member of the branch at home about whom nothing is doubtful, and who consented."""
    member = MemberFactory(home_unit=world.branch, birth_year=1990, schooling=Schooling.UPPER)
    ConsentFactory(member=member, purpose=Purpose.REFERRAL)
    return member


@pytest.fixture
def fail_at(monkeypatch):
    """`fail_at("module.name", after=n)`: the call after the first n breaks down."""

    def arrange(target, after=0):
        calls = []

        def broken(*args, **kwargs):
            calls.append(args)
            if len(calls) > after:
                raise RuntimeError("half-way")

        monkeypatch.setattr(target, broken)

    return arrange
