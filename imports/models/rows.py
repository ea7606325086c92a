"""Staged rows, sealed: names, numbers and everything else of people who are not in the book yet."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedJSONField
from imports.enums import WAITING, Decision
from imports.models.batches import Batch
from imports.querysets import BatchRowQuerySet


class BatchRow(models.Model):
    """One person or household of the file.

    `content` is what was read ("raw", "values", "questions"), `said` what an officer answered: see
    `imports.answers`. What follows from both is kept beside, to be counted and listed: `decision`,
    the codes of what is still asked, the unit it would go to, whom or which household it matches.
    `candidates` are rows of the book that it may be; `elsewhere` that somebody of another chapter
    is much like her, and nothing more. `block` is the letter of the column at which its list begins
    where lists stand beside each other, since sheet and row name more than one person there.
    """

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="rows"
    )
    position = models.PositiveIntegerField(_("place in the list"))
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    source_row = models.PositiveIntegerField(_("row of the file"))
    block = models.CharField(_("first column of its list"), max_length=3, blank=True)
    content = EncryptedJSONField(default=dict)
    said = EncryptedJSONField(default=dict)
    decision = models.CharField(
        _("what becomes of it"), max_length=8, choices=Decision.choices, default=Decision.PARKED
    )
    asked = ArrayField(models.CharField(max_length=24), default=list)
    unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    member = models.ForeignKey(
        "members.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    household = models.ForeignKey(
        "members.Household",
        verbose_name=_("household"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    candidates = ArrayField(models.BigIntegerField(), default=list)
    elsewhere = models.BooleanField(_("perhaps in another chapter"), default=False)
    taken = models.BooleanField(_("taken into the book"), default=False)

    objects = BatchRowQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        verbose_name = _("staged row")
        verbose_name_plural = _("staged rows")
        indexes = [
            models.Index(fields=["batch", "taken", "decision"], name="staged_decision"),
            GinIndex(fields=["asked"], name="staged_asked"),
        ]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="staged_once")]

    def __str__(self):
        return f"{self.sheet} {self.place}".strip()

    @property
    def key(self):
        """By which the row is known again when its file is read once more."""
        return self.sheet, self.source_row, self.block

    @property
    def place(self):
        """Its row of the sheet, with the column of its list where that is needed."""
        return f"{self.source_row} ({self.block})" if self.block else f"{self.source_row}"

    @property
    def is_waiting(self):
        return self.decision in WAITING and not self.taken
