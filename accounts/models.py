"""People who sign in, and what each is posted to do, where and from when until when."""

from functools import cached_property

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.querysets import PostingQuerySet, UserManager
from accounts.roles import GRANTS, Role
from core.models import Recorded
from core.ranges import last_day


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Somebody who signs in. What she may do comes from her postings, never from this row."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("must choose a new password"), default=False)
    is_demo = models.BooleanField(_("demonstration account"), default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                name="username_is_lower_case",
                condition=Q(username=models.functions.Lower("username")),
            )
        ]

    def __str__(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name

    @cached_property
    def current_postings(self):
        """Postings in force today with their units; read once a request."""
        if not self.is_active:
            return []
        return list(self.postings.current().select_related("unit").order_by("unit__path", "pk"))

    @cached_property
    def permissions(self):
        """Everything that she may do somewhere today."""
        return {permission for post in self.current_postings for permission in GRANTS[post.role]}

    def may(self, permission):
        """Whether any posting carries `permission`; where is the question of `chapters.scope`."""
        return permission in self.permissions

    def paths_with(self, permission):
        """Paths of the units at whose top she holds `permission`."""
        return [p.unit.path for p in self.current_postings if permission in GRANTS[p.role]]

    # What Django's admin site asks: it serves reference data, to the administrator alone.
    @property
    def is_staff(self):
        return self.may(Permission.REFERENCE_MANAGE)

    def has_perm(self, perm, obj=None):
        return self.is_staff

    def has_module_perms(self, app_label):
        return self.is_staff


@pghistory.track()
class Posting(Recorded):
    """A user holds a role at a unit for a time. The unit is a database link, not an import."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="postings"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="postings"
    )
    during = DateRangeField(_("from, until"))

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["user", "unit", "role", "pk"]
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            ExclusionConstraint(
                name="posting_not_twice",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="posting_has_days", condition=Q(during__isempty=False)),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.unit}"

    @property
    def first_day(self):
        return self.during.lower

    @property
    def last_day(self):
        """The last day of her rights; None while no end is set."""
        return last_day(self.during)
