"""The rows with a question as a workbook: it goes out, is corrected, and comes back to its batch.

The first columns are its own: by the key a row is known again. It is always in Vietnamese, as lists
are read by Vietnamese headings.
"""

from dataclasses import dataclass, field
from functools import wraps

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.text import fold
from core.xlsx import Column, Sheet, workbook
from imports import lists
from imports.asking import sentence_of
from imports.enums import BatchKind
from imports.reading import Unreadable, fields
from imports.reading.files import open_file
from imports.reading.questions import Why
from imports.services.comparers import comparer_for
from imports.words import shown
from members.exports.columns import REGISTER

TICKS = {True: "x", False: "-", None: "KAD"}
# Answers of a household, beside its ticks, in the order of a grid.
BEFORE_TICKS, AFTER_TICKS = ("branch", "head", "member"), ("helper", "address", "note")
ALWAYS = {"branch", "head"}


def _in_vietnamese(make):
    @wraps(make)
    def made(*args):
        with translation.override(settings.LANGUAGE_CODE):
            return make(*args)

    return made


@dataclass
class Told:
    """A row as it goes out: its key, why it is asked about, its cells by field."""

    key: int
    why: str
    cells: dict
    year: str = ""
    criteria_set: str = ""


@_in_vietnamese
def rows_with_questions(batch, rows, user):
    """The bytes of a workbook with these rows as they stand, each with its reasons."""
    told = [_told(batch, seen) for seen in comparer_for(batch).compare(rows)]
    make = _register if batch.kind == BatchKind.REGISTER else _grids
    return workbook(make(told), personal_for=user)


def _told(batch, seen):
    values, questions = seen.values, seen.questions
    why = "; ".join(map(sentence_of, questions)) or _("It may be in the book already.")
    if batch.kind == BatchKind.REGISTER:
        cells = {name: _cell(name, value) for name, value in values.items()}
    else:
        cells = _household(values, questions)
    for question in questions:
        cells.setdefault(question["field"], question.get("raw", ""))
    year = str(values.get("year", batch.as_of.year))
    return Told(seen.row.pk, why, cells, year, values.get("criteria_set", ""))


def _cell(name, value):
    if isinstance(value, bool):
        return TICKS[True] if value else ""
    return shown(name, value)


# ---- Members ----------------------------------------------------------------------------------


def _register(told):
    exported = {column.key: str(column.title) for column in REGISTER}
    titles = {
        name: exported.get(name, capfirst(str(title))) for name, title in fields.REGISTER.items()
    }
    return [_sheet(told, titles, [name for name in titles if _is_used(name, told)])]


def _is_used(name, told):
    return any(name in one.cells for one in told)


def _sheet(told, titles, used, *, lines=(), name="", with_year=False):
    columns = [Column(row_heading(), 14), Column(_("Reason"), 50)]
    columns += [Column(year_heading(), 10)] if with_year else []
    columns += [Column(titles[name], 12 if "=" in name else 20) for name in used]
    rows = [
        [str(one.key), one.why, *([one.year] if with_year else [])]
        + [str(one.cells.get(name, "")) for name in used]
        for one in told
    ]
    title = _("Rows with a question")
    return Sheet(title, columns, rows, lines=lines, name=name or title)


# ---- Households -------------------------------------------------------------------------------


def _grids(told):
    """A sheet for each criteria set, with the labels of its criteria over the ticks."""
    known = {criteria.key: criteria for criteria in lists.from_files().criteria}
    for key in dict.fromkeys(one.criteria_set for one in told):
        yield _grid([one for one in told if one.criteria_set == key], known[key])


def _grid(told, criteria):
    ticks = {f"criterion={n}": label for n, label in enumerate(criteria.labels, start=1)}
    words = {**fields.REGISTER, **fields.REVIEW}
    titles = {name: capfirst(str(words[name])) for name in (*BEFORE_TICKS, *AFTER_TICKS)}
    titles |= {**ticks, "passed": pgettext("sheet", "Result")}
    order = (*BEFORE_TICKS, *ticks, "passed", *AFTER_TICKS)
    used = [name for name in order if name in ticks or name in ALWAYS or _is_used(name, told)]
    legend = _("x: met · -: not met · KAD: not applicable · an empty cell is asked about")
    lines = (criteria.name, legend)
    return _sheet(told, titles, used, lines=lines, name=criteria.key, with_year=True)


def _household(values, questions):
    """The cells of a household; a tick that is in doubt is left empty."""
    asked = {question["code"]: question for question in questions if question["field"] == "met"}
    open_ticks = asked.get(Why.TICK_BLANK, {}).get("details", {}).get("numbers", "").split(", ")
    cells = {name: values[name] for name in (*BEFORE_TICKS, *AFTER_TICKS) if name in values}
    for number, met in enumerate(values.get("met", ()), start=1):
        is_open = str(number) in open_ticks or (Why.UNCOMPUTED in asked and met is False)
        cells[f"criterion={number}"] = "" if is_open else TICKS[met]
    if Why.PASSED_DIFFERS in asked:  # what the list says of the household, against its ticks
        is_met = not values.get("passed")
        cells["passed"] = pgettext("result", "met") if is_met else pgettext("result", "not met")
    return cells


# ---- What comes back --------------------------------------------------------------------------


def row_heading():
    """The heading of the column by which a row is known again."""
    return pgettext("sheet", "Row key")


def year_heading():
    return pgettext("sheet", "Year of the review")


@dataclass
class Own:
    """What our own columns say: keys and years by (sheet, row), and which columns they are.

    `left_out` is a mapping for the reader, which is to take none of them for a column of the list.
    """

    keys: dict = field(default_factory=dict)
    years: dict = field(default_factory=dict)
    left_out: dict = field(default_factory=dict)


@_in_vietnamese
def own_columns(content):
    """The `Own` of a workbook that came back. Raises `Unreadable` where it has no keys."""
    own = Own()
    for grid in open_file(content):
        _take_own(own, grid)
    if not own.keys:
        raise Unreadable(_("The file has no column “%s”.") % row_heading())
    return own


def _take_own(own, grid):
    headings = [fold(heading) for heading in (row_heading(), year_heading(), _("Reason"))]
    key, year = None, None
    for number, cells in enumerate(grid.rows, start=1):
        texts = [fold(str(cell)).strip() for cell in cells]
        if key is None:
            if headings[0] in texts:
                places = [texts.index(one) if one in texts else None for one in headings]
                key, year, _why = places
                own.left_out[grid.name] = {place: None for place in places if place is not None}
        elif (found := _digits(cells, key)) is not None:
            own.keys[grid.name, number] = found
            own.years[grid.name, number] = _digits(cells, year)


def _digits(cells, column):
    text = str(cells[column]).strip() if column is not None and column < len(cells) else ""
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
