"""A small fixed country for tests: one district, two communes, and one user for each role.

    province
      district                      district lead, district staff, inspector, system administrator
        home                        chapter lead, chapter officer, referral officer
          branch, other_branch
            group (in branch)
        next_door                   stranger: its chapter lead and referral officer
          foreign_branch, other_foreign_branch
            foreign_group (in foreign_branch)

Nobody else is in it: tests add the members and cases they need.
"""

from functools import cached_property

from accounts.roles import Role
from chapters.enums import Level
from tests.factories.accounts import PostingFactory, UserFactory, user_with
from tests.factories.chapters import UnitFactory, branch_of, group_of

AT_THE_DISTRICT = {Role.SYSTEM_ADMIN, Role.DISTRICT_LEAD, Role.DISTRICT_STAFF, Role.INSPECTOR}


class World:
    """Units stand at once; users are made when asked for, and kept."""

    def __init__(self):
        self.province = UnitFactory(level=Level.PROVINCE, key="tinh", name="Tỉnh Cao Nguyên")
        self.district = UnitFactory(parent=self.province, key="huyen", name="Huyện Sơn Hà")
        self.home = UnitFactory(
            parent=self.district, key="xa-nha", name="Xã Đồng Tâm", code="90001", order=1
        )
        self.next_door = UnitFactory(
            parent=self.district, key="xa-ben", name="Xã Hòa Bình", code="90002", order=2
        )
        self.branch = branch_of(self.home, "Thôn 1", key="xa-nha/thon-1")
        self.other_branch = branch_of(self.home, "Thôn 2", key="xa-nha/thon-2")
        self.group = group_of(self.branch, "Tổ 1", key="xa-nha/thon-1/to-1")
        self.foreign_branch = branch_of(self.next_door, "Thôn Kao Kuil", key="xa-ben/kao-kuil")
        self.other_foreign_branch = branch_of(self.next_door, "Thôn 4", key="xa-ben/thon-4")
        self.foreign_group = group_of(self.foreign_branch, "Tổ 1", key="xa-ben/kao-kuil/to-1")
        self._users = {}

    def user(self, role):
        """The one user who holds `role`, and nothing else, at the place where such a role works."""
        if role not in self._users:
            unit = self.district if role in AT_THE_DISTRICT else self.home
            name = role.value.replace("_", "-")
            self._users[role] = user_with(role, unit, username=name, full_name=f"Chị {name}")
        return self._users[role]

    @cached_property
    def stranger(self):
        """Chapter lead and referral officer of the next commune: every permission there is in a
        chapter, and nothing of it at home."""
        user = user_with(
            Role.CHAPTER_LEAD, self.next_door, username="nguoi-la", full_name="Chị Người Lạ"
        )
        PostingFactory(user=user, role=Role.REFERRAL_OFFICER, unit=self.next_door)
        return user

    @cached_property
    def nobody(self):
        """Signs in, but is posted nowhere."""
        return UserFactory(username="khong-ai", full_name="Chị Chưa Phân Công")

    @property
    def units(self):
        return [self.province, self.district, self.home, self.next_door, *self.leaves]

    @property
    def leaves(self):
        """Branches and groups, home first."""
        return [
            self.branch,
            self.other_branch,
            self.group,
            self.foreign_branch,
            self.other_foreign_branch,
            self.foreign_group,
        ]
