"""The select by which every app lets her choose a unit."""

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Permission
from accounts.roles import Role
from chapters import services
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from tests.factories.accounts import days_ago
from tests.factories.chapters import branch_of, group_of

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    unit = UnitChoiceField()

    def __init__(self, *args, user, **options):
        super().__init__(*args)
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, **options)


def choices(form):
    """Choices without the empty one: labels, or (commune, labels) where there are groups."""
    _empty, *rest = form.fields["unit"].choices
    return [
        (key, [label for _, label in inner]) if isinstance(inner, list) else inner
        for key, inner in rest
    ]


def test_one_chapter_is_a_flat_list_in_printed_order(world):
    branch_of(world.home, "Thôn 10", order=10)
    branch_of(world.home, "Thôn 9", order=9)
    form = Form(user=world.user(Role.CHAPTER_OFFICER))
    names = ["Thôn 1", "Thôn 1 – Tổ 1", "Thôn 2", "Thôn 9", "Thôn 10"]
    assert sorted(choices(form)) == sorted(names)
    assert choices(form)[-2:] == ["Thôn 9", "Thôn 10"]


def test_several_chapters_are_groups(world):
    form = Form(user=world.user(Role.DISTRICT_STAFF))
    assert choices(form) == [
        ("Xã Đồng Tâm", ["Thôn 1", "Thôn 1 – Tổ 1", "Thôn 2"]),
        ("Xã Hòa Bình", ["Thôn 4", "Thôn Kao Kuil", "Thôn Kao Kuil – Tổ 1"]),
    ]


def test_under_narrows_to_the_working_unit(world):
    form = Form(user=world.user(Role.DISTRICT_STAFF), under=world.next_door)
    assert choices(form) == ["Thôn 4", "Thôn Kao Kuil", "Thôn Kao Kuil – Tổ 1"]


def test_levels_choose_what_is_offered(world):
    field = UnitChoiceField(levels=(Level.COMMUNE,))
    field.offer(world.user(Role.DISTRICT_STAFF), Permission.MEMBER_CHANGE)
    assert list(field.queryset.in_order()) == [world.home, world.next_door]


def test_without_the_permission_nothing_is_offered(world):
    assert choices(Form(user=world.user(Role.INSPECTOR))) == []
    assert choices(Form(user=world.nobody)) == []


def test_unit_next_door_is_refused_like_one_that_does_not_exist(world):
    user = world.user(Role.CHAPTER_OFFICER)
    refused = [
        Form({"unit": value}, user=user).errors
        for value in (world.foreign_branch.pk, 987654321, "x", world.home.pk)
    ]
    assert all(errors == refused[0] for errors in refused)
    assert refused[0]["unit"]
    assert Form({"unit": world.group.pk}, user=user).is_valid()


def test_closed_unit_is_kept_only_for_the_row_that_has_it(world):
    services.close_unit(unit_id=world.other_branch.pk, on=days_ago(1), by=None)
    user = world.user(Role.CHAPTER_OFFICER)
    assert "Thôn 2" not in choices(Form(user=user))
    assert "Thôn 2" in choices(Form(user=user, keep=world.other_branch))
    assert "Thôn Kao Kuil" not in choices(Form(user=user, keep=world.foreign_branch))


def test_two_statements_whatever_the_number_of_units(world):
    user = world.user(Role.DISTRICT_STAFF)
    assert user.current_postings

    def drawn():
        with CaptureQueriesContext(connection) as caught:
            str(Form(user=user))
        return len(caught)

    before = drawn()
    for number in range(5):
        group_of(branch_of(world.home, f"Thôn {number + 20}"))
    assert (before, drawn()) == (2, 2)
