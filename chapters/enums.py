from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district")
    COMMUNE = "commune", _("commune chapter")
    BRANCH = "branch", _("branch")
    GROUP = "group", _("women's group")


PARENT_LEVEL = {
    Level.DISTRICT: Level.PROVINCE,
    Level.COMMUNE: Level.DISTRICT,
    Level.BRANCH: Level.COMMUNE,
    Level.GROUP: Level.BRANCH,
}


class SettingKey(models.TextChoices):
    """Numbers that differ from unit to unit; what each one means is in `chapters.settings`."""

    AWAY_MONTHS = "away_months", _("months away that give cause for worry")
    GROWTH_MONTHS = "growth_months", _("months without growth that give cause for worry")
    ELDERLY_AGE = "elderly_age", _("age from which the Elderly Association admits")
    ELDERLY_UNTIL = "elderly_until", _("age until which retired members are watched")
    ASK_AGAIN = "ask_again", _("months until a worry is asked about again")
    DUES = "dues", _("membership dues a year")


class Measure(models.TextChoices):
    MONTHS = "months", _("months")
    YEARS = "years", _("years of age")
    DONG = "dong", pgettext_lazy("money", "VND")


class Title(models.TextChoices):
    """Titles of people in charge. Sex is never read from a title: a branch head can be a man."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    STANDING_MEMBER = "standing_member", _("standing committee member")
    COMMITTEE_MEMBER = "committee_member", _("executive committee member")
    STAFF = "staff", _("full-time staff")
    BRANCH_HEAD = "branch_head", _("branch head")
    BRANCH_DEPUTY = "branch_deputy", _("deputy branch head")
    GROUP_HEAD = "group_head", _("group head")
    GROUP_DEPUTY = "group_deputy", _("deputy group head")


# Titles that one person holds at a time in a unit.
HEADS = (Title.CHAIR, Title.BRANCH_HEAD, Title.GROUP_HEAD)

COMMITTEE_TITLES = [Title.CHAIR, Title.VICE_CHAIR, Title.STANDING_MEMBER, Title.COMMITTEE_MEMBER]

TITLES_OF_LEVEL = {
    Level.PROVINCE: [*COMMITTEE_TITLES, Title.STAFF],
    Level.DISTRICT: [*COMMITTEE_TITLES, Title.STAFF],
    Level.COMMUNE: COMMITTEE_TITLES,
    Level.BRANCH: [Title.BRANCH_HEAD, Title.BRANCH_DEPUTY],
    Level.GROUP: [Title.GROUP_HEAD, Title.GROUP_DEPUTY],
}
