"""Who read, exported, printed or changed what. Append-only, and free of foreign keys.

Row changes are kept by database triggers (django-pghistory); this table keeps what triggers
cannot see: reads of sensitive fields, exports, prints, sign-ins, moves in the pipeline.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.holdings import UNNAMED
from audit.querysets import EntryQuerySet


class Verb(models.TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGNED_OUT = "signed_out", _("signed out")
    VIEWED = "viewed", _("viewed")
    REVEALED = "revealed", _("revealed a sensitive field")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed")
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("moved")
    VOIDED = "voided", _("withdrew")


# The one thing that may ever change of a line: whom it names, once she is to be forgotten.
NAMES_NO_MORE = pgtrigger.Condition(
    f"NOT (NEW.target_label = '{UNNAMED}'"
    " AND to_jsonb(OLD) - 'target_label' = to_jsonb(NEW) - 'target_label')"
)
READS = (Verb.VIEWED, Verb.REVEALED, Verb.EXPORTED, Verb.PRINTED)


class Entry(models.Model):
    """One line of the trail. No foreign key, so that history never blocks or follows a delete.

    It is about one record, `target_id`, or about many of a kind, `target_ids`: the women of a list
    that left the book.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    verb = models.CharField(_("what was done"), max_length=20, choices=Verb.choices)
    actor_id = models.BigIntegerField(_("actor number"), null=True)
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    target_type = models.CharField(_("kind of record"), max_length=60, blank=True)
    target_id = models.CharField(_("record number"), max_length=40, blank=True)
    target_ids = ArrayField(
        models.BigIntegerField(), verbose_name=_("record numbers"), default=list, blank=True
    )
    target_label = models.CharField(_("record"), max_length=250, blank=True)
    unit_path = models.CharField(_("unit path"), max_length=120, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            GinIndex(fields=["target_ids"], name="audit_targets"),
            models.Index(fields=["actor_id", "-at"], name="audit_actor"),
            models.Index(
                fields=["unit_path"], name="audit_unit_path", opclasses=["text_pattern_ops"]
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_unnamed", operation=pgtrigger.Update, condition=NAMES_NO_MORE
            ),
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name} {self.verb} {self.target_label}"
