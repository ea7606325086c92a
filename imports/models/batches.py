"""The file, what was understood of it, who did what with it when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.crypto import EncryptedJSONField
from core.jobs import UNDER_WAY, Job
from core.models import Recorded
from imports.enums import ANSWERABLE, ENDED, BatchKind, Font, Stage, Work
from imports.querysets import BatchJobQuerySet, BatchQuerySet, OfBatchQuerySet


class Batch(Recorded):
    """One file or paste for one unit. Nothing of it is in the book before it is accepted.

    `content` names the sealed file, until it is thrown away after the end. `picture` is what was
    understood: sheets with their columns, and problems. `mapping`, `font` and `places` are what an
    officer corrected: fields by column, the letters, and to which unit a branch of the file
    belongs (`{"branch / group": unit id}`, 0 to open a new one). `as_of` is the day for which the
    list holds: what it does not date begins then.
    """

    unit = models.ForeignKey(
        "chapters.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what it holds"), max_length=8, choices=BatchKind.choices)
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.UPLOADED
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_hash = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), default=0)
    content = models.CharField(max_length=120, blank=True, editable=False)
    is_paste = models.BooleanField(_("pasted"), default=False)
    as_of = models.DateField(_("list of the day"))
    picture = EncryptedJSONField(default=dict, editable=False)
    mapping = models.JSONField(_("columns as corrected"), default=dict, blank=True)
    places = models.JSONField(_("branches as corrected"), default=dict, blank=True)
    font = models.CharField(_("letters"), max_length=8, choices=Font.choices, blank=True)
    font_found = models.CharField(max_length=8, choices=Font.choices, blank=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("uploaded list")
        verbose_name_plural = _("uploaded lists")
        indexes = [models.Index(fields=["unit", "file_hash"], name="batch_same_file")]

    def __str__(self):
        return self.file_name or str(_("pasted list"))

    def get_absolute_url(self):
        return reverse("imports:detail", args=[self.pk])

    @property
    def change_permission(self):
        """What is needed to answer, accept, refuse or take back."""
        of_reviews = self.kind == BatchKind.REVIEW
        return Permission.PROGRAM_CHANGE if of_reviews else Permission.MEMBER_CHANGE

    @property
    def is_answerable(self):
        return self.stage in ANSWERABLE

    @property
    def has_ended(self):
        return self.stage in ENDED

    @property
    def asks_about_font(self):
        """Whether old letters were found, and nobody has looked at them yet."""
        return bool(self.font_found) and not self.font


class BatchStep(Recorded):
    """That a batch reached a stage: who, when, with which numbers. Never changed.

    `context` is the one under which history keeps what the step wrote into the book.
    """

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="steps"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    counts = models.JSONField(_("numbers"), default=dict)
    context = models.UUIDField(null=True, editable=False)

    objects = OfBatchQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "pk"]
        verbose_name = _("step of a batch")
        verbose_name_plural = _("steps of batches")

    def __str__(self):
        return f"{self.batch}: {self.get_stage_display()}"


class BatchJob(Job):
    """Work for a batch that a page waits for; one at a time."""

    task = "imports.tasks.run_batch_job"

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="jobs"
    )
    work = models.CharField(_("work"), max_length=10, choices=Work.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BatchJobQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "-pk"]
        verbose_name = _("work for a batch")
        verbose_name_plural = _("work for batches")
        constraints = [
            models.UniqueConstraint(
                fields=["batch"], condition=Q(state__in=UNDER_WAY), name="one_job_of_a_batch"
            )
        ]

    def __str__(self):
        return f"{self.batch}: {self.get_work_display()}"

    @property
    def seems_lost(self):
        """Whether its worker has been silent for so long that starting it again makes sense."""
        return self.is_under_way and self in BatchJob.objects.filter(pk=self.pk).lost()

    @property
    def waited(self):
        return timezone.now() - self.requested_at
