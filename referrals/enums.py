from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a woman stands on the way to the Party (S1 to S14), or how following her ended (X).

    The Union acts in S1 to S4 and at the opinion S9; the other steps are the Party's own and are
    only recorded, late and out of order if need be.
    """

    PROPOSED = "S1", _("Proposed by the branch")
    CHAPTER_REVIEW = "S2", _("Before the chapter")
    DISTRICT_REVIEW = "S3", _("District review")
    SENT_BACK = "S3b", _("Sent back to be completed")
    INTRODUCED = "S4", _("Introduced to the Party cell")
    SYMPATHISER = "S5", _("On the cell's list")
    SENT_TO_CLASS = "S6", _("Sent to the awareness class")
    NOT_FINISHED = "S6b", _("Class not finished")
    CERTIFIED = "S7", _("Holds the certificate")
    DOSSIER = "S8", _("Dossier in preparation")
    OPINION_GIVEN = "S9", _("Union and neighbourhood opinion given")
    CELL_RESOLUTION = "S10", _("Cell resolution passed")
    COMMITTEE_RESOLUTION = "S11", _("Party committee resolution passed")
    ADMISSION_DECISION = "S12", _("Admission decided")
    PROBATIONARY = "S13", _("Probationary Party member")
    OFFICIAL = "S14", _("Official Party member")
    PAUSED = "X1", _("Following paused")
    RESUMED = "X1r", _("Following resumed")
    MOVED_AWAY = "X2", _("Handed over elsewhere")
    STOPPED = "X3", _("Referral stopped")
    STRUCK_OFF = "X4", _("Not recognised, struck off")


class Reason(models.TextChoices):
    """Why a candidate drops out."""

    WORKS_AWAY = "works_away", _("works far away")
    NO_WISH = "no_wish", _("no longer wishes it")
    FAMILY = "family", _("the family does not support it")
    CHILDBIRTH = "childbirth", _("maternity, small children")
    SCHOOLING = "schooling", _("schooling not sufficient")
    BACKGROUND = "background", _("unsettled matters in the file")
    VIOLATION = "violation", _("a violation")
    AGE = "age", _("over age")
    CERTIFICATE = "certificate", _("certificate expired")
    MOVED = "moved", pgettext_lazy("referral", "moved house")
    CELL_DECLINED = "cell_declined", _("the cell did not agree")
    NO_INTRODUCER = "no_introducer", _("no Party member to introduce her")
    DIED = "died", pgettext_lazy("referral", "died")
    OTHER = "other", pgettext_lazy("reason", "other")


class CeremonyFrom(models.TextChoices):
    """From which day the term for the admission ceremony runs."""

    RECEIPT = "receipt", _("receipt of the decision")
    ISSUE = "issue", _("date of the decision")


class Lacking(models.TextChoices):
    """What the district misses when it sends a case back."""

    WISH = "wish", _("her wish is not confirmed")
    MERITS = "merits", _("merits too short or not concrete")
    MINUTES = "minutes", _("minutes or votes unclear")
    SCHOOLING = "schooling", _("schooling not proved")
    PERSON = "person", _("personal details differ")
    OTHER = "other", pgettext_lazy("lacking", "something else")


class ClassOutcome(models.TextChoices):
    """Why a woman sent to a class brought no certificate home."""

    ABSENT = "absent", _("absent")
    FAILED = "failed", _("did not pass")


class IssuedBy(models.TextChoices):
    """The committee that decides on admission; it changed with the rules."""

    DISTRICT = "district", _("standing board of the district Party committee")
    BASE = "base", _("standing board of the grassroots Party committee")
    OTHER = "other", pgettext_lazy("issuing level", "another level")
