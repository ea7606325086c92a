from django.db import models
from django.utils import timezone


class PostingQuerySet(models.QuerySet):
    def current(self, day=None):
        """Postings in force on `day` (today when not given); rights end on the last date."""
        return self.filter(during__contains=day or timezone.localdate())
