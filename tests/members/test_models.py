"""What the tables themselves refuse."""

import datetime

import pytest
from django.db import IntegrityError

from core.ranges import days_from, open_from
from members.models import Member
from tests.factories.members import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_two_spells_never_share_a_day():
    member = MemberFactory()
    with pytest.raises(IntegrityError, match="one_spell_at_a_time"):
        MembershipFactory(member=member, during=open_from(datetime.date(2023, 1, 1)))


def test_spell_that_ended_names_its_reason():
    span = days_from(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1))
    with pytest.raises(IntegrityError, match="spell_ends_with_a_reason"):
        MemberFactory(spell__during=span)


def test_year_of_birth_agrees_with_the_date():
    with pytest.raises(IntegrityError, match="birth_year_of_birth_date"):
        MemberFactory(birth_year=1975, birth_date=datetime.date(1974, 3, 5))


def test_names_sort_by_given_family_and_middle_name():
    for name in ["Trần Thị Hoa", "K'Bọt", "Nguyễn Thị Hoa", "Ka Dụ", "Nguyễn Thị Ánh"]:
        MemberFactory(full_name=name)
    assert list(Member.objects.in_name_order().values_list("full_name", flat=True)) == [
        "Nguyễn Thị Ánh",
        "K'Bọt",
        "Ka Dụ",
        "Nguyễn Thị Hoa",
        "Trần Thị Hoa",
    ]


def test_citizen_number_is_sealed_in_the_database(django_assert_num_queries):
    member = MemberFactory(citizen_number="068174000123")
    stored = Member.objects.raw("SELECT id, national_id AS sealed FROM members_member")[0].sealed
    assert "068174000123" not in stored
    assert Member.objects.get(pk=member.pk).national_id == "068174000123"
