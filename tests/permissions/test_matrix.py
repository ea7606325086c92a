"""Every route, every role, and every row outside scope.

A new route without a line fails here; `tests/permissions/routes.py` says how to write one.
"""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from accounts.models import Posting
from accounts.roles import Role, roles_with
from tests.factories.accounts import until_yesterday, user_with
from tests.permissions.routes import (
    MATRIX,
    NO_SCOPE,
    PUBLIC,
    ROWS,
    SIGNED_IN,
    address,
    all_routes,
    takes_arguments,
)

ROUTES = all_routes()
GUARDED = sorted(name for name in MATRIX if name in ROUTES)
SCOPED = sorted(name for name in ROWS if name in ROUTES and name not in NO_SCOPE)
NOT_PUBLIC = sorted(name for name in MATRIX.keys() | SIGNED_IN if name in ROUTES)


def test_every_route_has_one_line():
    stated = [*MATRIX, *SIGNED_IN, *PUBLIC]
    assert sorted(stated) == sorted(ROUTES)


def test_every_route_with_arguments_has_a_row():
    """A route whose line has no role at all is nobody's; a row without a route is dead."""
    need = {name for name in NOT_PUBLIC if takes_arguments(ROUTES[name])}
    assert ROWS.keys() == need
    assert all(MATRIX.values())


@pytest.mark.parametrize("name", GUARDED)
def test_line_agrees_with_the_guard_of_the_view(name):
    permission = getattr(ROUTES[name].callback, "required_permission", None)
    assert permission is not None, "stand @require(Permission.…) outermost on the view"
    assert MATRIX[name] == set(roles_with(permission))


@pytest.mark.parametrize("name", GUARDED)
def test_route_opens_to_its_roles_only(client, world, name):
    path, seen = address(name, world), {}
    for role in Role:
        client.force_login(world.user(role))
        seen[role] = client.get(path).status_code
    assert {role for role, status in seen.items() if status != 403} == MATRIX[name]
    assert set(seen.values()).isdisjoint({404, 500})


@pytest.mark.parametrize("foreign", [False, True], ids=["home", "next door"])
@pytest.mark.parametrize("name", SCOPED)
def test_row_is_found_inside_scope_and_not_outside(client, world, name, foreign):
    """The same right in two communes, and one row: 404 from outside, in fact there from inside."""
    role = next(role for role in Role if role in MATRIX[name])
    here, there = (world.next_door, world.home) if foreign else (world.home, world.next_door)
    path = address(name, world, foreign=foreign)
    from_outside = answers(client, user_with(role, there), path)
    assert 404 in from_outside.values()
    assert set(from_outside.values()) <= {404, 405}
    from_inside = answers(client, user_with(role, here), path)
    refused = {method for method, status in from_outside.items() if status == 404}
    assert {from_inside[method] for method in refused}.isdisjoint({403, 404, 500})


def answers(client, user, path):
    client.force_login(user)
    return {"get": client.get(path).status_code, "post": client.post(path, {}).status_code}


@pytest.mark.parametrize("name", NOT_PUBLIC)
def test_anonymous_visitor_is_sent_to_sign_in(client, world, name):
    path = address(name, world)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(resolve_url(settings.LOGIN_URL))


@pytest.mark.parametrize("name", GUARDED)
def test_rights_end_with_the_posting(client, world, name):
    user = world.user(next(iter(MATRIX[name])))
    Posting.objects.filter(user=user).update(during=until_yesterday())
    client.force_login(user)
    assert client.get(address(name, world)).status_code == 403


@pytest.mark.parametrize("name", GUARDED)
def test_disabled_user_is_sent_to_sign_in(client, world, name):
    user = world.user(next(iter(MATRIX[name])))
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get(address(name, world)).status_code == 302
