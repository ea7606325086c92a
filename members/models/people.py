"""A woman in the book, and the lists of which her group and religion are chosen."""

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Reverse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.holdings import FORGOTTEN
from core.crypto import EncryptedTextField
from core.db import FindKey, Fold, Initials, ViNameOrder
from core.models import Recorded, Versioned
from members.enums import Occupation, Qualification, Relation, Schooling, Theory
from members.querysets import MemberQuerySet


class EthnicGroup(models.Model):
    """One of the 54 official groups, with the spellings met in lists."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order in lists"), default=100)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("ethnic group")
        verbose_name_plural = _("ethnic groups")

    def __str__(self):
        return self.name

    MAJORITY = "01"
    UNGROUPED = ("55", "56")  # foreigner, not determined


class Religion(models.Model):
    """A religion, or the answer "none", which is not the same as not having been asked."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order in lists"), default=100)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("religion")
        verbose_name_plural = _("religions")

    def __str__(self):
        return self.name

    NONE = "99"


# What a trigger writes on her row when the head of her household is renamed is none of her changes.
HER_CHANGES = pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.* AND pg_trigger_depth() = 0")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=HER_CHANGES),
    pghistory.DeleteEvent(),
    exclude=["head_name", "find_key", "initials"],
)
class Member(Versioned, Recorded):
    """A woman in the book (an honorary member may be a man; sex is never assumed).

    `home_unit` is the unit of her current or last spell: kept here for scope and search, written
    by the membership services alone, checked by `manage.py check_integrity`. So is `head_name`,
    the head of her household, for searching, which a trigger writes. The full name is one field: it
    is never split in a form, and a name may be one word or carry apostrophes (K'Bọt).
    """

    SENSITIVE = ("ethnicity", "religion", "national_id")

    full_name = models.CharField(_("full name"), max_length=120)
    name_order = models.GeneratedField(
        expression=ViNameOrder(F("full_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    name_folded = models.GeneratedField(
        expression=Fold(F("full_name")), output_field=models.TextField(), db_persist=True
    )
    nickname = models.CharField(_("also called"), max_length=60, blank=True)
    head_name = models.CharField(max_length=120, blank=True, editable=False)
    find_key = models.GeneratedField(
        expression=FindKey(F("full_name"), F("nickname"), F("head_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    initials = models.GeneratedField(
        expression=Initials(F("full_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    national_id = EncryptedTextField(_("citizen number"), blank=True)
    national_id_hash = models.CharField(max_length=64, blank=True, editable=False)
    national_id_tail = models.CharField(max_length=4, blank=True, editable=False)
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    ethnicity = models.ForeignKey(
        EthnicGroup,
        verbose_name=_("ethnic group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    religion = models.ForeignKey(
        Religion,
        verbose_name=_("religion"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    schooling = models.CharField(
        _("schooling"), max_length=10, choices=Schooling.choices, blank=True
    )
    schooling_detail = models.CharField(_("class finished"), max_length=20, blank=True)
    qualification = models.CharField(
        _("qualification"), max_length=15, choices=Qualification.choices, blank=True
    )
    theory = models.CharField(
        _("political theory"), max_length=15, choices=Theory.choices, blank=True
    )
    occupation = models.CharField(
        _("occupation"), max_length=12, choices=Occupation.choices, blank=True
    )
    address = models.CharField(pgettext_lazy("home", "address"), max_length=200, blank=True)
    household = models.ForeignKey(
        "members.Household",
        verbose_name=_("household"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )
    relation = models.CharField(
        _("relation to the head"), max_length=16, choices=Relation.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    home_unit = models.ForeignKey(
        "chapters.Unit",
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="home_of",
        editable=False,
    )
    anonymised_on = models.DateField(_("anonymised on"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("invented for demonstration"), default=False, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name_order", "birth_year", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [
            models.Index(fields=["name_order", "birth_year", "id"], name="member_name_order"),
            models.Index(
                fields=["home_unit", "name_order", "birth_year", "id"], name="member_unit_order"
            ),
            # A given name in order, whoever asks; the same within a few units; any word, if rare;
            # initials, in the order of names. Who has no name is never looked for.
            models.Index(
                fields=["find_key", "id"],
                include=["home_unit"],
                name="member_find",
                condition=Q(anonymised_on=None),
            ),
            models.Index(
                fields=["home_unit", "find_key", "id"],
                name="member_unit_find",
                condition=Q(anonymised_on=None),
            ),
            models.Index(
                fields=["initials", "find_key", "id"],
                include=["home_unit"],
                name="member_initials",
                condition=Q(anonymised_on=None),
            ),
            GinIndex(OpClass(F("find_key"), name="gin_trgm_ops"), name="member_find_trgm"),
            models.Index(fields=["name_folded", "birth_year"], name="member_alike"),
            models.Index(fields=["birth_year"], name="member_birth_year"),
            models.Index(fields=["birth_date"], name="member_birth_date"),
            models.Index(
                OpClass(Reverse("phone"), name="text_pattern_ops"), name="member_phone_tail"
            ),
            models.Index(
                fields=["national_id_hash"],
                name="member_national_id",
                condition=~Q(national_id_hash=""),
            ),
            models.Index(
                fields=["national_id_tail"],
                name="member_national_id_tail",
                condition=~Q(national_id_tail=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="birth_year_of_birth_date",
                condition=Q(birth_date=None) | Q(birth_year=ExtractYear("birth_date")),
                violation_error_message=_("The year of birth and the date of birth differ."),
            ),
            models.CheckConstraint(name="member_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="anonymised_is_empty",
                condition=Q(anonymised_on=None)
                | Q(
                    full_name__startswith=FORGOTTEN,
                    nickname="",
                    birth_date=None,
                    national_id_hash="",
                    national_id_tail="",
                    phone="",
                    address="",
                    relation="",
                    note="",
                ),
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("members:detail", args=[self.pk])

    @property
    def code(self):
        """The number by which an officer quotes her, e.g. HV0012345."""
        return f"HV{self.pk:07d}"
