"""Who signs in to look around: one account a role, for the district and two chapters."""

import os

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.passwords import one_time_password
from accounts.roles import Role
from core.ranges import open_from
from demo.times import OPENING
from referrals.enums import Stage

KEPT_IN = "demo-password"
DISTRICT = "di-linh"
# Sign-in name, full name, unit, roles.
ACCOUNTS = [
    ("quantri", "Lê Thị Quản Trị", DISTRICT, [Role.SYSTEM_ADMIN]),
    ("lanhdao", "Trần Thị Minh Tâm", DISTRICT, [Role.DISTRICT_LEAD]),
    ("canbo", "Phạm Thị Thu Hà", DISTRICT, [Role.DISTRICT_STAFF]),
    ("kiemtra", "Nguyễn Thị Bích", DISTRICT, [Role.INSPECTOR]),
    ("chutich.dilinh", "Võ Thị Kim Loan", "tt-di-linh", [Role.CHAPTER_LEAD]),
    ("canbo.dilinh", "Đỗ Thị Thảo", "tt-di-linh", [Role.CHAPTER_OFFICER]),
    (
        "gioithieu.dilinh",
        "Bùi Thị Hạnh",
        "tt-di-linh",
        [Role.REFERRAL_OFFICER],
    ),
    ("chutich.dinhlac", "Ka Nhung", "xa-dinh-lac", [Role.CHAPTER_LEAD]),
    ("canbo.dinhlac", "Nông Thị Yến", "xa-dinh-lac", [Role.CHAPTER_OFFICER]),
    ("gioithieu.dinhlac", "Ka Trang", "xa-dinh-lac", [Role.REFERRAL_OFFICER]),
]
OF_THE_LEAD = (Stage.DISTRICT_REVIEW, Stage.OPINION_GIVEN, Stage.PAUSED, Stage.STOPPED)
OF_THE_DISTRICT = (Stage.INTRODUCED, Stage.SENT_BACK, Stage.CERTIFIED, Stage.NOT_FINISHED)


class Users:
    """The accounts by unit and role, to be named as those who wrote the rows down."""

    def __init__(self, units):
        """Make them; `units` are those of their postings, by key."""
        sealed = make_password(password())
        self._ids = {}
        for username, name, key, roles in ACCOUNTS:
            user = User.objects.create(
                username=username, full_name=name, password=sealed, is_demo=True
            )
            for role in roles:
                Posting.objects.create(
                    user=user, role=role, unit=units[key], during=open_from(OPENING)
                )
                self._ids[key, role] = user.pk

    def officer(self, commune):
        """Who follows cases in the commune; nobody where no account is."""
        return self._ids.get((commune.key, Role.REFERRAL_OFFICER))

    def of_step(self, stage, commune):
        """Who would have recorded the step."""
        if stage in OF_THE_DISTRICT:
            return self._ids[DISTRICT, Role.DISTRICT_STAFF]
        if stage in OF_THE_LEAD:
            return self._ids.get((commune.key, Role.CHAPTER_LEAD))
        return self.officer(commune)


def password():
    """The one password of the demonstration, made once for this installation."""
    path = settings.VAR_DIR / KEPT_IN
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(one_time_password())
    return path.read_text()


def sign_ins():
    """Lines for whoever tries the site: sign-in name, password, roles and unit."""
    users = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    if not users:
        return [_("There is no demonstration data here.")]
    lines = [_("Sign in with the password %(password)s as:") % {"password": password()}]
    for user in users:
        posts = user.current_postings
        roles = ", ".join(str(post.get_role_display()) for post in posts)
        lines.append(f"  {user.username:<18} {roles} · {posts[0].unit if posts else ''}")
    return lines
