"""The little country is as it says."""

import pytest

from accounts.permissions import Permission
from accounts.roles import Role
from chapters.models import Placement, Unit
from chapters.scope import working_unit


def test_paths_agree_with_placements(world):
    parents = dict(Placement.objects.values_list("unit_id", "parent_id"))
    assert {unit.pk: unit.ancestor_ids[-2:-1] for unit in Unit.objects.all()} == {
        unit.pk: [parents[unit.pk]] if unit.pk in parents else [] for unit in world.units
    }


@pytest.mark.parametrize("role", Role)
def test_a_user_holds_her_role_alone(world, role):
    assert [post.role for post in world.user(role).current_postings] == [role]
    assert world.user(role) is world.user(role)


def test_the_stranger_reaches_the_next_commune_alone(world):
    reached = set(Unit.objects.visible_to(world.stranger))
    assert reached == {
        world.next_door,
        world.foreign_branch,
        world.other_foreign_branch,
        world.foreign_group,
    }
    assert not world.stranger.may(Permission.ACCOUNT_MANAGE)


def test_who_is_posted_nowhere_sees_nothing(world, rf):
    request = rf.get("/")
    request.user, request.session = world.nobody, {}
    assert (list(Unit.objects.visible_to(world.nobody)), working_unit(request)) == ([], None)
