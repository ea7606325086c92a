"""Where a unit is, told to readers above it."""

import pytest
from django.template import engines

from accounts.roles import Role
from chapters.places import Places
from tests.factories.members import MemberFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


def test_place_is_told_up_to_the_unit_of_the_reader(world):
    assert Places(world.district)(world.group) == "Tổ 1, Thôn 1, Xã Đồng Tâm"
    assert Places(world.home)(world.group) == "Tổ 1, Thôn 1"
    assert Places(world.branch)(world.branch) == "Thôn 1"
    assert Places(world.home)(world.home) == "Xã Đồng Tâm"


def test_place_outside_is_told_by_what_is_not_shared(world):
    assert Places(world.home)(world.foreign_group) == "Tổ 1, Thôn Kao Kuil, Xã Hòa Bình"
    assert Places()(world.home) == "Xã Đồng Tâm, Huyện Sơn Hà, Tỉnh Cao Nguyên"


def test_places_take_one_statement_and_none_where_nothing_stands_between(
    world, django_assert_num_queries
):
    places = Places(world.home)
    with django_assert_num_queries(0):
        places(world.branch)
    with django_assert_num_queries(1):
        assert [places(unit) for unit in world.leaves]


def test_nothing_is_told_of_no_unit(rf, world):
    request = rf.get("/")
    request.user = world.user(Role.DISTRICT_STAFF)
    template = engines["django"].from_string("{% load units %}[{% place unit %}]")
    assert template.render({"unit": None}, request) == "[]"
    assert template.render({"unit": world.branch}, request) == "[Thôn 1, Xã Đồng Tâm]"


def test_staff_of_the_district_read_the_commune_in_the_list_of_members(client, world):
    MemberFactory(home_unit=world.group)
    client.force_login(world.user(Role.DISTRICT_STAFF))
    assert "Tổ 1, Thôn 1, Xã Đồng Tâm" in client.get("/members/").text
    counts = set()
    for unit in (world.branch, world.foreign_branch, world.foreign_group):
        counts.add(statements(lambda: client.get("/members/")))
        MemberFactory(home_unit=unit)
    assert len(counts) == 1
    assert counts.pop() <= 13
