"""Workbooks that go out to come back: the blank template, and the rows with a question.

Their headings are those of the register that the book exports, so that all three are read alike.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.xlsx import Column, Sheet, workbook
from imports.answers import questions_of, values_of
from imports.asking import sentence_of
from imports.enums import BatchKind
from imports.reading import fields
from imports.words import shown
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


def rows_with_questions(batch, rows, today, user):
    """The bytes of a workbook with these rows as they stand, each with its reasons.

    The first column says which row it is; by it the workbook is taken back into the same batch.
    """
    titles = _titles(batch.kind)
    told = [_told(batch, row, today) for row in rows]
    used = [name for name in titles if any(name in values for _row, values, _why in told)]
    columns = [Column(row_heading(), 14), Column(_("Reason"), 50)]
    columns += [Column(titles[name], 20) for name in used]
    lines = [[row.pk, why, *(values.get(name, "") for name in used)] for row, values, why in told]
    title = _("Rows with a question")
    sheet = Sheet(title, columns, [[str(cell) for cell in line] for line in lines], name=title)
    return workbook([sheet], personal_for=user)


def row_heading():
    """The heading of the column by which a row is known again."""
    return pgettext("sheet", "Row key")


def _titles(kind):
    if kind == BatchKind.REGISTER:
        titles = {column.key: str(column.title) for column in REGISTER}
        names = fields.REGISTER
    else:
        titles, names = {}, {name: title for name, title in fields.REVIEW.items() if name != "met"}
        names = {**names, "branch": fields.REGISTER["branch"]}
    return {name: titles.get(name, capfirst(str(title))) for name, title in names.items()}


def _told(batch, row, today):
    """The row, what its cells show, and why it is asked about."""
    values = {name: _cell(name, value) for name, value in values_of(row.content, row.said).items()}
    questions = questions_of(batch.kind, row.content, row.said, today=today)
    for question in questions:
        values.setdefault(question["field"], question.get("raw", ""))
    reasons = [sentence_of(question) for question in questions]
    return row, values, "; ".join(reasons) or _("She may be in the book already.")


def _cell(name, value):
    if isinstance(value, bool):
        return "x" if value else ""
    return shown(name, value)
