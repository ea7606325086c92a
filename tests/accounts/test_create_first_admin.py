import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.permissions import Permission
from accounts.roles import Role


def test_first_administrator_signs_in_once_with_what_is_printed(world, capsys):
    call_command("create_first_admin", "Quan.Tri", name="Lê Thị Quản Trị")
    user = User.objects.get(username="quan.tri")
    password = capsys.readouterr().out.rsplit(" ", 1)[1].strip()
    assert user.check_password(password)
    assert (user.must_change_password, user.full_name) == (True, "Lê Thị Quản Trị")
    assert user.paths_with(Permission.ACCOUNT_MANAGE) == [world.district.path]


def test_password_of_her_own_may_be_typed(world, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda words: "ba con voi rừng")
    call_command("create_first_admin", "quan.tri", ask=True, verbosity=0)
    user = User.objects.get(username="quan.tri")
    assert (user.check_password("ba con voi rừng"), user.must_change_password) == (True, False)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("quan tri", {}, "quan tri"),
        ("quan.tri", {"unit": "xa-nha"}, "xa-nha"),
        ("khong-ai", {}, "taken"),
    ],
)
def test_refusals_say_why_and_leave_nothing(world, name, options, words):
    assert world.nobody.username == "khong-ai"
    with pytest.raises(CommandError, match=words):
        call_command("create_first_admin", name, **options)
    assert User.objects.count() == 1


def test_there_is_only_one_first(world):
    world.user(Role.SYSTEM_ADMIN)
    with pytest.raises(CommandError, match="already"):
        call_command("create_first_admin", "quan.tri")


def test_without_units_it_says_what_to_load(db):
    with pytest.raises(CommandError, match="load_reference"):
        call_command("create_first_admin", "quan.tri")
