"""Words of the trail for what is done in the member book."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.enums import (
    Ended,
    ExportFormat,
    ExportPurpose,
    Purpose,
    RequestKind,
    StandingKind,
)
from members.models import Member

KEYS = {
    "purpose": pgettext_lazy("audit detail", "Purpose"),
    "purposes": pgettext_lazy("audit detail", "Purposes"),
    "columns": pgettext_lazy("audit detail", "Columns"),
    "filter": pgettext_lazy("audit detail", "Filter"),
    "state": pgettext_lazy("audit detail", "State"),
    "born_from": pgettext_lazy("audit detail", "Born from"),
    "born_to": pgettext_lazy("audit detail", "Born until"),
    "age_from": pgettext_lazy("audit detail", "Aged from"),
    "age_to": pgettext_lazy("audit detail", "Aged up to"),
    "joined_from": pgettext_lazy("audit detail", "Joined from"),
    "joined_to": pgettext_lazy("audit detail", "Joined until"),
    "held": pgettext_lazy("audit detail", "Is at present"),
    "lacks": pgettext_lazy("audit detail", "Missing in the record"),
    "phone": pgettext_lazy("audit detail", "Phone"),
    "ethnicity": pgettext_lazy("audit detail", "Ethnic group"),
    "searched": pgettext_lazy("audit detail", "Found by a search"),
    "chosen": pgettext_lazy("audit detail", "Chosen one by one"),
    "withdrawn": pgettext_lazy("audit detail", "Consent withdrawn"),
    "request": pgettext_lazy("audit detail", "Request about her data"),
    "began": pgettext_lazy("audit detail", "Began"),
    "ended": pgettext_lazy("audit detail", "Ended"),
    "transfer": pgettext_lazy("audit detail", "Transfer"),
    "spell": pgettext_lazy("audit detail", "Spell"),
}
DEEDS = {
    **{field.name: field.verbose_name for field in Member._meta.concrete_fields},
    **{
        choice.value: choice.label
        for kind in (Ended, StandingKind, RequestKind, ExportFormat, ExportPurpose, Purpose)
        for choice in kind
    },
    "joined": _("day of joining"),
    "branch": _("branch"),
    "group": _("women's group"),
    "head_name": _("head of household"),
    "birth": _("day of birth"),
    "code": _("member code"),
    "number": pgettext_lazy("register", "No."),
    "hardship": _("household listed as"),
    "away_place": _("works where"),
    "left_on": _("left on"),
    "left_as": _("why she left"),
    "honorary": _("honorary member"),
    "active": _("active members"),
    "all": _("everybody in the book"),
    "left": _("no longer members"),
    "not_away": _("not working away"),
    "yes": _("with a phone"),
    "no": _("without a phone"),
    "birth_day": _("day of birth"),
    "consent": _("consent"),
    "fetched": _("fetched the file"),
    "consent_paper": _("form of consent to sign"),
    "consent_list": _("list of consents to sign"),
    "data_held": _("what is held about her"),
    "membership_ended": _("ended the membership"),
    "readmitted": _("readmitted her"),
    "proposed": _("proposed"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "received": _("received"),
    "confirmed": _("confirmed receipt"),
    "extended": _("extended"),
    "done": pgettext_lazy("request", "done"),
    "lifted": _("lifted the restriction"),
    "told_apart": _("told two records apart"),
    "proposed_again": _("took back that two records are two women"),
    "merged": _("merged two records"),
    "merged_elsewhere": _("merged a record with one of another unit"),
    "parted": _("took a merging back"),
    "asked_to_compare": _("asked the district to compare"),
    "comparison_answered": _("answered a question of a chapter"),
}
