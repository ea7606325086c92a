from accounts.permissions import Permission
from accounts.roles import Role, roles_with
from tests.factories.accounts import PostingFactory, user_with

PUBLIC = {"accounts:login", "accounts:logout"}
SIGNED_IN = {"accounts:profile", "accounts:password"}
MANAGERS = roles_with(Permission.ACCOUNT_MANAGE)
OF_A_PERSON = [
    f"accounts:{name}"
    for name in ("detail", "edit", "disable", "enable", "one_time_password", "posting_new")
]
MATRIX = {
    **dict.fromkeys(["accounts:list", "accounts:new", "accounts:posting_end"], MANAGERS),
    **dict.fromkeys(OF_A_PERSON, MANAGERS),
}


def person_row(world, foreign):
    return {"pk": user_with(Role.CHAPTER_OFFICER, _place(world, foreign)).pk}


def posting_row(world, foreign):
    return {"pk": PostingFactory(unit=_place(world, foreign)).pk}


def _place(world, foreign):
    return world.next_door if foreign else world.home


ROWS = {**dict.fromkeys(OF_A_PERSON, person_row), "accounts:posting_end": posting_row}
