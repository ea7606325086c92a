from django.db import models
from django.utils.translation import pgettext_lazy


class TallyState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("tally", "waiting")
    RUNNING = "running", pgettext_lazy("tally", "running")
    DONE = "done", pgettext_lazy("tally", "done")
    FAILED = "failed", pgettext_lazy("tally", "failed")
