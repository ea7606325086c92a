"""Questions to the book that an officer asks again and again."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.models import Recorded

LONGEST_NAME, LONGEST_QUERY = 60, 1_000


class SavedListQuerySet(models.QuerySet):
    def visible_to(self, user, permission=None):
        """Her own alone, while she may see members at all."""
        own = user.is_authenticated and user.may(permission or Permission.MEMBER_VIEW)
        return self.filter(owner=user) if own else self.none()


@pghistory.track()
class SavedList(Recorded):
    """The filters of the list of members under a name, for one person.

    `query` is a question and no answer: what it means is asked anew whenever the list is opened, by
    the rights of that day. The words of the search box are not kept, for they may name a woman.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("name of the list"), max_length=LONGEST_NAME)
    query = models.CharField(_("question"), max_length=LONGEST_QUERY, blank=True)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="one_saved_list_of_a_name"),
            models.CheckConstraint(name="saved_list_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name
