from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MembershipKind(models.TextChoices):
    ORDINARY = "ordinary", pgettext_lazy("membership", "ordinary")
    HONORARY = "honorary", pgettext_lazy("membership", "honorary")


class Began(models.TextChoices):
    """How a spell began. ENTERED is a member of old standing, written down when the book opened."""

    ENTERED = "entered", _("already a member when the book opened")
    ADMITTED = "admitted", _("newly admitted")
    TRANSFERRED = "transferred", _("transferred in")
    CONVERTED = "converted", _("changed the kind of membership")


class Ended(models.TextChoices):
    """Why a spell ended. A unit merger ends no spell: the unit moves, not the woman."""

    TRANSFERRED = "transferred", _("transferred out")
    WORKS_AWAY = "works_away", _("works far away")
    MARRIED_AWAY = "married_away", _("married and moved away")
    MOVED_HOME = "moved_home", _("moved house")
    ELDERLY_UNION = "elderly_union", _("joined the Elderly Association")
    RESIGNED = "resigned", _("asked to leave")
    LAPSED = "lapsed", _("no longer attends")
    DIED = "died", _("died")
    CONVERTED = "converted", _("changed the kind of membership")
    OTHER = "other", pgettext_lazy("reason", "other")


class Late(models.TextChoices):
    """What changed the opening figure after the period before was closed."""

    GAINED = "gained", _("late for an earlier period: more")
    LOST = "lost", _("late for an earlier period: fewer")


class StandingKind(models.TextChoices):
    """What is true of a member for a time, beside her membership."""

    CORE = "core", _("core member")
    AWAY = "away", _("working away")
    PARTY = "party", _("Party member")


class Worry(models.TextChoices):
    """What the district named among its difficulties; each list is defined in `members.worries`."""

    AWAY = "away", pgettext_lazy("worry", "working away for long")
    RETIRED = "retired", pgettext_lazy("worry", "past retirement age")
    BRANCH = "branch", pgettext_lazy("worry", "branches without new members")

    @property
    def is_of_members(self):
        return self != Worry.BRANCH


class Schooling(models.TextChoices):
    NONE = "none", _("cannot read or write")
    PRIMARY = "primary", _("primary school")
    LOWER = "lower", _("lower secondary school")
    UPPER = "upper", _("upper secondary school")


class Qualification(models.TextChoices):
    NONE = "none", pgettext_lazy("qualification", "none")
    VOCATIONAL = "vocational", _("elementary or vocational")
    INTERMEDIATE = "intermediate", pgettext_lazy("qualification", "intermediate")
    COLLEGE = "college", _("college")
    UNIVERSITY = "university", _("university")
    MASTER = "master", _("master's degree")
    DOCTOR = "doctor", _("doctorate")


class Theory(models.TextChoices):
    """Political theory."""

    NONE = "none", pgettext_lazy("theory", "none")
    ELEMENTARY = "elementary", pgettext_lazy("theory", "elementary")
    INTERMEDIATE = "intermediate", pgettext_lazy("theory", "intermediate")
    ADVANCED = "advanced", pgettext_lazy("theory", "advanced")
    BACHELOR = "bachelor", pgettext_lazy("theory", "bachelor")


class Occupation(models.TextChoices):
    FARMER = "farmer", _("farmer")
    WORKER = "worker", _("worker")
    OFFICIAL = "official", _("civil servant, public employee")
    TRADER = "trader", _("business, small trader")
    FREELANCE = "freelance", _("freelance worker")
    STUDENT = "student", _("pupil, student")
    RETIRED = "retired", _("retired")
    HOMEMAKER = "homemaker", _("homemaker")
    OTHER = "other", pgettext_lazy("occupation", "other")


class Relation(models.TextChoices):
    """To the head of the household."""

    HEAD = "head", pgettext_lazy("relation", "head of household")
    WIFE = "wife", _("wife")
    DAUGHTER = "daughter", _("daughter")
    MOTHER = "mother", _("mother")
    DAUGHTER_IN_LAW = "daughter_in_law", _("daughter-in-law")
    GRANDCHILD = "grandchild", _("grandchild")
    OTHER = "other", pgettext_lazy("relation", "other")


class Hardship(models.TextChoices):
    """What a household is listed as in a year (poverty lists are approved yearly)."""

    POOR = "poor", _("poor household")
    NEAR_POOR = "near_poor", _("near-poor household")
    POLICY = "policy", _("household under preferential policy")
    OTHER = "other", _("other hardship")


class Purpose(models.TextChoices):
    """What a member has agreed that her data may be used for."""

    MEMBERSHIP = "membership", _("keeping the member register")
    STATISTICS = "statistics", _("statistics by group and religion")
    REFERRAL = "referral", _("referral to the Party")
    PUBLICITY = "publicity", _("publishing her example, name and picture")


class ConsentForm(models.TextChoices):
    PAPER = "paper", _("signed paper")
    RECORDING = "recording", _("recording")
    ELECTRONIC = "electronic", _("electronic")


class Lack(models.TextChoices):
    """What may be missing in her record, to be found and completed."""

    BIRTH_YEAR = "birth_year", _("year of birth missing")
    BIRTH_DAY = "birth_day", _("day of birth missing")
    HOUSEHOLD = "household", _("household missing")
    ADDRESS = "address", _("address missing")
    CONSENT = "consent", _("consent to the register missing")
    NATIONAL_ID = "national_id", _("citizen number missing")


class EthnicChoice(models.TextChoices):
    """Asked of a list beside the groups themselves."""

    MINORITY = "minority", _("ethnic minorities, all of them")
    UNKNOWN = "unknown", _("ethnic group not declared")


class TransferState(models.TextChoices):
    PROPOSED = "proposed", _("waiting for the receiving chapter")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AdmissionState(models.TextChoices):
    """How far a list of women to be admitted has come."""

    DRAFT = "draft", pgettext_lazy("admission list", "being drawn up")
    SUBMITTED = "submitted", pgettext_lazy("admission list", "waiting for approval")
    RECORDED = "recorded", pgettext_lazy("admission list", "admitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("admission list", "taken back")


class EntryKind(models.TextChoices):
    NEW = "new", pgettext_lazy("admission list", "new")
    RETURNING = "returning", pgettext_lazy("admission list", "was a member before")


class DoubleState(models.TextChoices):
    """What was decided of two rows that may be one woman."""

    PROPOSED = "proposed", pgettext_lazy("doubles", "to be looked at")
    DIFFERENT = "different", pgettext_lazy("doubles", "not the same woman")


class ComparisonState(models.TextChoices):
    """What the district answered when a chapter asked it to compare."""

    WAITING = "waiting", pgettext_lazy("comparison", "waiting for the district")
    SAME = "same", pgettext_lazy("comparison", "the same woman, now one record")
    DIFFERENT = "different", pgettext_lazy("comparison", "stands in no other unit")


class ExportFormat(models.TextChoices):
    XLSX = "xlsx", _("Excel workbook, as registers are kept")
    CSV = "csv", _("CSV text, for other software")
    LIST = "list", _("list to print and write on, A4 (PDF)")
    LABELS = "labels", _("address labels, 21 on A4 (PDF)")
    CARDS = "cards", _("membership cards, 10 on A4 (PDF)")

    @property
    def is_paper(self):
        return self in (self.LIST, self.LABELS, self.CARDS)

    @property
    def suffix(self):
        return "pdf" if self.is_paper else self.value


class ExportLayout(models.TextChoices):
    SECTIONS = "sections", _("branch by branch, each a section")
    ONE_LIST = "one_list", _("one list by name, with a column for the branch")


class ExportPurpose(models.TextChoices):
    """What an export is for; the trail keeps it."""

    CONTACT = "contact", _("inviting, calling, visiting")
    CHECKING = "checking", _("going through the list with the branches")
    REPORTING = "reporting", _("reporting to the district or the Party committee")
    CARE = "care", _("gifts, support, health insurance")
    CARDS = "cards", _("membership cards, letters")
    OTHER = "other", pgettext_lazy("purpose of an export", "other")


class RequestKind(models.TextChoices):
    """What a woman may ask about her data (Luật 91/2025/QH15; terms in settings)."""

    ACCESS = "access", _("to see what is held about her")
    CORRECTION = "correction", _("to put something right")
    WITHDRAWAL = "withdrawal", _("to take a consent back")
    RESTRICTION = "restriction", _("to restrict the use of her data")
    DELETION = "deletion", _("to be deleted from the book")


class RequestChannel(models.TextChoices):
    PERSON = "person", _("in person")
    PHONE = "phone", _("by telephone")
    WRITING = "writing", _("in writing, by message")


class RequestState(models.TextChoices):
    OPEN = "open", pgettext_lazy("request", "open")
    DONE = "done", pgettext_lazy("request", "done")
    REFUSED = "refused", pgettext_lazy("request", "refused")


class HouseholdDeed(models.TextChoices):
    """What befell a whole household on a day."""

    SPLIT = "split", pgettext_lazy("household", "split off another household")
    HEAD = "head", pgettext_lazy("household", "the head changed")
    MOVED = "moved", pgettext_lazy("household", "moved to another branch")
    MERGED = "merged", pgettext_lazy("household", "took in another household")


class ErasureGround(models.TextChoices):
    """Why a woman's data are to be anonymised."""

    REQUEST = "request", _("she asked for it")
    RETENTION = "retention", _("kept long enough after she left")


class ErasureState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("erasure", "waits for a second person")
    DONE = "done", pgettext_lazy("erasure", "anonymised")
    DROPPED = "dropped", pgettext_lazy("erasure", "not carried out")
