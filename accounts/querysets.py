from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.db import Fold, ViNameOrder
from core.text import fold


def _posted_within(user, permission):
    """Postings at the units where `user` holds `permission`, and below them.

    As `chapters.scope.within` has it; written out, for accounts stand below chapters.
    """
    reach = Q(pk__in=[])
    for path in user.paths_with(permission) if user.is_authenticated else ():
        reach |= Q(unit__path__startswith=path)
    return reach


class UserQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """People who are, were or will be posted in her units, and those posted nowhere at all."""
        if not (user.is_authenticated and user.may(permission)):
            return self.none()
        postings = self._postings()
        here = postings.filter(_posted_within(user, permission))
        return self.filter(Exists(here) | ~Exists(postings))

    def matching(self, words):
        """People whose names or telephone hold every word, typed with marks or without."""
        found = self.annotate(folded_name=Fold("full_name"))
        for word in fold(words).split():
            found = found.filter(
                Q(folded_name__contains=word) | Q(username__contains=word) | Q(phone__contains=word)
            )
        return found

    def posted(self, *, role=None, under=None):
        """People who hold `role` today, or any posting at `under` or below it, or both at once."""
        postings = self._postings().current()
        if role:
            postings = postings.filter(role=role)
        if under:
            postings = postings.filter(unit__path__startswith=under.path)
        return self.filter(Exists(postings)) if role or under else self

    def unposted(self):
        """People who hold no posting today."""
        return self.filter(~Exists(self._postings().current()))

    def in_name_order(self):
        """By given name, as Vietnamese lists have it."""
        return self.order_by(ViNameOrder("full_name"), "pk")

    def _postings(self):
        """Those of each row, for a subquery; by the link, since models import this module."""
        return self.model.postings.rel.related_model.objects.filter(user=OuterRef("pk"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        """A user with a usable password, or none at all when `password` is not given."""
        user = self.model(username=self.model.normalize_username(username).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        """Names are kept in lower case; what is typed may be in any."""
        return self.get(username=(username or "").strip().lower())


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """Postings at the units where `user` holds `permission`, and below them."""
        return self.filter(_posted_within(user, permission))

    def current(self, day=None):
        """Postings in force on `day` (today when not given); rights end on the last date."""
        return self.filter(during__contains=day or timezone.localdate())
