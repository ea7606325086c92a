"""Lists of members that leave the book as files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.jobs import Job, JobRows
from members.enums import ExportFormat, ExportLayout, ExportPurpose


class ExportQuerySet(JobRows, models.QuerySet):
    def visible_to(self, user, permission=None):
        """Her own alone: whoever asked fetches, nobody for her."""
        own = user.is_authenticated and user.may(permission or Permission.MEMBER_EXPORT)
        return self.filter(asked_by=user) if own else self.none()

    def outdated(self):
        return self.filter(expires_at__lte=timezone.now())


class ExportJob(Job):
    """A list of members asked for as a file, and the sealed file until it expires.

    `query` is the question of the list of members as it stood in the address, `ids` the women who
    were ticked, `under` the unit worked in. None of them is an answer: whom it means is asked anew
    when the file is made, as `asked_by` may see it then. `units` are those of the women in the
    file; to fetch it she must still reach them all. The trail keeps what this row forgets.
    """

    task = "members.exports.tasks.run_export"

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    format = models.CharField(_("kind of file"), max_length=8, choices=ExportFormat.choices)
    layout = models.CharField(
        _("order"), max_length=10, choices=ExportLayout.choices, default=ExportLayout.SECTIONS
    )
    columns = models.JSONField(_("columns"), default=list)
    query = models.TextField(_("question"), blank=True)
    ids = models.JSONField(_("chosen members"), default=list)
    under = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("unit"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=ExportPurpose.choices)
    purpose_note = models.CharField(_("what for, and for whom"), max_length=200)
    count = models.PositiveIntegerField(_("members"), default=0)
    units = models.JSONField(_("units of the members"), default=list)
    file = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    expires_at = models.DateTimeField(_("kept until"))

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("exported file")
        verbose_name_plural = _("exported files")
        constraints = [
            models.CheckConstraint(
                name="export_names_its_purpose",
                condition=~Q(purpose="") & ~Q(purpose_note=""),
            )
        ]

    def __str__(self):
        return f"{self.get_format_display()} {self.requested_at:%d/%m/%Y}"

    @property
    def kind(self):
        return ExportFormat(self.format)

    @property
    def is_ready(self):
        """Whether the file can be fetched."""
        return bool(self.file) and self.expires_at > timezone.now()
