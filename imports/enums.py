from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchKind(models.TextChoices):
    """What a file holds; the values are those of `imports.reading.Kind`."""

    REGISTER = "register", _("list of members")
    REVIEW = "review", _("household review of a year")


class Stage(models.TextChoices):
    """How far a batch has come. Whatever stands before ACCEPTED is nowhere else to be seen."""

    UPLOADED = "uploaded", pgettext_lazy("batch", "waiting to be read")
    READ = "read", pgettext_lazy("batch", "read, being compared with the book")
    REVIEW = "review", pgettext_lazy("batch", "has questions")
    CHECKED = "checked", pgettext_lazy("batch", "ready")
    ACCEPTED = "accepted", pgettext_lazy("batch", "in the book")
    REFUSED = "refused", pgettext_lazy("batch", "not taken in")
    TAKEN_BACK = "taken_back", pgettext_lazy("batch", "taken back")


OPEN = (Stage.UPLOADED, Stage.READ, Stage.REVIEW, Stage.CHECKED)
# Stages in which rows may still be answered and taken in.
ANSWERABLE = (Stage.REVIEW, Stage.CHECKED, Stage.ACCEPTED)
ENDED = (Stage.REFUSED, Stage.TAKEN_BACK)
# Stages in which the file has done its work.
FORGETTABLE = (Stage.ACCEPTED, *ENDED)


class Work(models.TextChoices):
    """What a worker does for a batch."""

    CHECK = "check", _("reading and comparing with the book")
    ACCEPT = "accept", _("writing into the book")
    TAKE_BACK = "take_back", _("taking back")


class Decision(models.TextChoices):
    """What would become of a row now. Only the first two write."""

    NEW = "new", pgettext_lazy("row", "new")
    UPDATE = "update", pgettext_lazy("row", "changes")
    SAME = "same", pgettext_lazy("row", "already the same")
    DOUBLE = "double", pgettext_lazy("row", "possible double")
    PARKED = "parked", pgettext_lazy("row", "with a question")
    SKIPPED = "skipped", pgettext_lazy("row", "left out")


READY = (Decision.NEW, Decision.UPDATE, Decision.SAME)
WAITING = (Decision.DOUBLE, Decision.PARKED)


class Font(models.TextChoices):
    """In which letters a text was typed; the values are those of `imports.reading`."""

    UNICODE = "unicode", _("Unicode, as it stands")
    TCVN3 = "tcvn3", _("TCVN3 (.VnTime)")
    VNI = "vni", _("VNI")
