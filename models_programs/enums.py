from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Result(models.TextChoices):
    """A review stores only what is not plain "met"."""

    UNMET = "unmet", _("not met")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class HelpResult(models.TextChoices):
    OPEN = "open", _("being helped")
    MET = "met", _("now met")
    NOT_MET = "not_met", _("not met yet")
    STOPPED = "stopped", _("stopped")


class ModelKind(models.TextChoices):
    """Kinds of models and clubs named in the Union's reports."""

    WASTE_SORTING = "waste_sorting", _("waste sorting, scrap for health insurance cards")
    ENVIRONMENT = "environment", _("environment protection")
    GARDEN = "garden", _("model garden")
    FAMILY = "family", _("5 haves, 3 cleans families")
    GREEN_LIVING = "green_living", _("folk dance and sport, green living")
    BASKET = "basket", _("market basket instead of plastic bags")
    FLOWER_ROAD = "flower_road", _("flower road")
    LAW_CLUB = "law_club", _("women and law club")
    HAPPY_FAMILY_CLUB = "happy_family_club", _("civilised and happy family club")
    CULTURE_CLUB = "culture_club", _("culture, arts and sports club")
    KINDNESS_CLUB = "kindness_club", _("kindness club")
    NON_VIOLENCE_CLUB = "non_violence_club", _("club against domestic violence")
    LIVELIHOOD = "livelihood", _("livelihood, cooperative group")
    OTHER = "other", pgettext_lazy("model", "other")


class Step(models.TextChoices):
    """The life of a showcased model, as dated facts."""

    REGISTERED = "registered", _("registered")
    ACCEPTED = "accepted", pgettext_lazy("model", "accepted")
    RUNNING = "running", _("running")
    ASSESSED = "assessed", _("assessed")
    RECOGNISED = "recognised", _("recognised")
    REPLICATED = "replicated", _("replicated")
    ENDED = "ended", pgettext_lazy("model", "ended")


class Field(models.TextChoices):
    """Fields of skilful mobilisation models."""

    ECONOMY = "economy", _("economy")
    CULTURE = "culture", _("culture and society")
    SECURITY = "security", _("defence and security")
    POLITICS = "politics", _("building the political system")
    NEW_COUNTRYSIDE = "new_countryside", _("new countryside")


class ExemplarField(models.TextChoices):
    """In which field a person or collective is held up as an example."""

    ECONOMY = "economy", _("economic development")
    FAMILY = "family", _("building the family")
    ENVIRONMENT = "environment", pgettext_lazy("exemplar", "environment protection")
    WELFARE = "welfare", _("welfare, charity")
    UNION_WORK = "union_work", _("Union work")
    SECURITY = "security", _("public security")
    CULTURE = "culture", _("culture, sports")
    UNCLE_HO = "uncle_ho", _("following Uncle Ho's example")
    NEW_COUNTRYSIDE = "new_countryside", _("new countryside")
    STARTUP = "startup", _("starting a business")


class HonourLevel(models.TextChoices):
    BRANCH = "branch", pgettext_lazy("honour", "branch")
    COMMUNE = "commune", pgettext_lazy("honour", "commune")
    DISTRICT = "district", pgettext_lazy("honour", "district")
    PROVINCE = "province", pgettext_lazy("honour", "province")
    CENTRAL = "central", pgettext_lazy("honour", "central")


class ActivityKind(models.TextChoices):
    PROPAGANDA = "propaganda", _("propaganda session")
    MEETING = "meeting", _("regular meeting")
    TRAINING = "training", _("training")
    CONTEST = "contest", _("contest, festival")
    DIALOGUE = "dialogue", _("dialogue")
    VOLUNTEER = "volunteer", _("community work")
    INSPECTION = "inspection", _("inspection, supervision, feedback")
    OTHER = "other", pgettext_lazy("activity", "other")


GATHERINGS = [
    ActivityKind.PROPAGANDA,
    ActivityKind.MEETING,
    ActivityKind.TRAINING,
    ActivityKind.CONTEST,
    ActivityKind.DIALOGUE,
]

# A criterion without a finding is met; grids and services name that too.
MET = "met"


def result_words(result):
    """A result in words, "met" included."""
    return str(Result(result).label if result != MET else pgettext_lazy("criterion", "met"))
