"""Django's admin site: reference data, for the administrator, through our door."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import Posting, User
from accounts.reference_site import ReferenceSite
from accounts.roles import Role
from audit.models import Entry

INDEX = reverse("admin:index")
PERSONAL_APPS = {"auth", "sessions", "axes", "pghistory"}


def test_it_is_ours_and_shows_no_accounts():
    assert isinstance(admin.site, ReferenceSite) or type(admin.site._wrapped) is ReferenceSite
    registered = set(admin.site._registry)
    assert registered.isdisjoint({User, Group, Posting, Entry})
    assert {model._meta.app_label for model in registered}.isdisjoint(PERSONAL_APPS)


@pytest.mark.parametrize("role", Role)
def test_only_who_manages_reference_data_gets_in(client, world, role):
    client.force_login(world.user(role))
    status = client.get(INDEX, follow=True).status_code
    assert (status == 200) == (role == Role.SYSTEM_ADMIN)


@pytest.mark.parametrize("name", ["index", "login"])
def test_the_door_is_ours(client, db, name):
    answer = client.get(reverse(f"admin:{name}"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("accounts:login") + "?next=/admin/"


def test_her_password_is_changed_on_her_own_page(client, world):
    client.force_login(world.user(Role.SYSTEM_ADMIN))
    assert client.get(reverse("admin:password_change")).url == reverse("accounts:password")
