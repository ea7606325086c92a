"""The blank template that goes out to come back as a list.

Its headings are those of the register that the book exports, so that both are read alike.
"""

from django.utils.translation import gettext as _

from core.xlsx import Column, Sheet, workbook
from members.enums import Hardship, Occupation, Qualification, Relation, Schooling, Theory
from members.exports.columns import REGISTER
from members.models import EthnicGroup, Religion

BLANK_ROWS = 300
OFFERED = {
    "schooling": Schooling,
    "qualification": Qualification,
    "theory": Theory,
    "occupation": Occupation,
    "relation": Relation,
    "hardship": Hardship,
}
LISTED = {"ethnicity": EthnicGroup, "religion": Religion}
MARKS = ("core", "honorary", "party", "away")
# What a list that comes in may say; the rest of an export is worked out from the book.
LEFT_OUT = ("number", "left_on", "left_as", "code")


def template(chapter):
    """The bytes of a blank register for a chapter, with a sheet of help."""
    columns = [
        Column(str(column.title), column.width, choices=tuple(_choices(column.key)))
        for column in REGISTER
        if column.key not in LEFT_OUT
    ]
    title = _("List of members")
    register = Sheet(title, columns, [], (chapter.name,), name=title, blank=BLANK_ROWS)
    return workbook([register, _help()])


def _choices(key):
    if key in MARKS:
        return ["x"]
    if key in LISTED:
        return LISTED[key].objects.filter(retired_on=None).values_list("name", flat=True)
    return [str(label) for label in OFFERED[key].labels] if key in OFFERED else []


def _help():
    """What to write where, in sentences."""
    lines = [
        (_("Name"), _("As on her papers. A row without a name is asked about.")),
        (_("Birth"), _("Day/month/year, or the year alone: 05/03/1974 or 1974.")),
        (_("Citizen number"), _("12 digits; leave it empty if you are not sure.")),
        (_("Yes or no"), _("An x means yes. Empty means that the list does not say.")),
        (_("Branch"), _("The name of the branch, as in the book.")),
    ]
    title = _("How to fill it in")
    return Sheet(title, [Column(_("What"), 20), Column(_("How"), 90)], lines, name=title)
