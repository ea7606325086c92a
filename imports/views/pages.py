"""What the pages of a batch have in common: the batch, what is shown of it, how a deed answers."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import capfirst

from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, holds_at
from core.exceptions import DomainError
from imports.asking import sentence_of, title_of
from imports.enums import BatchKind, Decision, Stage
from imports.forms.rows import EDITABLE, RowForm
from imports.models import Batch
from imports.places import OPEN, key_of
from imports.reading.fields import REGISTER, REVIEW
from imports.services.comparers import comparer_for
from imports.words import changes_in_words, column_title, shown
from members.models import Household, Member
from members.state import woman_line

VIEW, CHANGE, REVEAL = Permission.MEMBER_VIEW, Permission.MEMBER_CHANGE, Permission.MEMBER_REVEAL
PER_PAGE = 20
CLOSED = ("national_id", "ethnicity", "religion", "party")


def the_batch(request, pk, permission=VIEW):
    return get_visible_or_404(Batch.objects.select_related("unit"), request, permission, pk=pk)


def attempt(request, deed, said=""):
    """Do `deed()`; a rule that refuses is said, and None returned."""
    try:
        outcome = deed()
    except DomainError as refused:
        messages.error(request, refused.message)
        return None
    if said:
        messages.success(request, said)
    return outcome


def after(request, batch):
    """Back to the page of the batch, where she was in its questions."""
    query = request.GET.urlencode()
    return redirect(f"{batch.get_absolute_url()}{'?' + query if query else ''}")


@dataclass(frozen=True)
class Kind:
    """A kind of question, with how many rows ask it; `here` when it alone is shown."""

    code: str
    number: int
    here: bool

    @property
    def title(self):
        return title_of(self.code)


@dataclass
class Asking:
    """A row on the page: who it is, what is asked, the cells in question, whom it may be."""

    row: object
    name: str
    line: str
    questions: list
    form: object
    candidates: list
    homes: list
    has_suggestion: bool
    changes: list
    reveal: bool = True

    @property
    def is_double(self):
        return bool(self.candidates)


def asking_of(batch, rows, user):
    """An `Asking` for each row, compared with the book as it is now."""
    comparer = comparer_for(batch)
    seen = comparer.compare(rows)
    reveal = holds_at(user, REVEAL, batch.unit)
    known = _candidates(batch, rows, user)
    return [_asking(batch, one, comparer, known, reveal) for one in seen]


def _candidates(batch, rows, user):
    ids = {pk for row in rows for pk in row.candidates}
    if not ids:
        return {}
    if batch.kind == BatchKind.REVIEW:
        homes = Household.objects.visible_to(user).filter(pk__in=ids).select_related("unit")
        return {home.pk: (home, f"{home.head_name} · {home.unit}") for home in homes}
    women = Member.objects.visible_to(user).filter(pk__in=ids).select_related("home_unit")
    return {woman.pk: (woman, woman_line(woman)) for woman in women}


def _asking(batch, seen, comparer, known, reveal):
    row, values = seen.row, seen.values
    editable = EDITABLE[batch.kind]
    names = [q["field"] for q in seen.questions if q["field"] in editable]
    names = [name for name in dict.fromkeys(names) if reveal or name not in CLOSED]
    form = RowForm(
        row=row, names=names, values=values, questions=seen.questions, places=comparer.places
    )
    homes = []
    if any(q["code"] == "households" and q["field"] == "head_name" for q in seen.questions):
        homes = comparer.homes.of(values.get("head_name", ""), row.unit)
    changes = changes_in_words(seen.changes, comparer.lists, reveal=reveal) if seen.changes else []
    return Asking(
        row=row,
        name=values.get("full_name") or values.get("head") or "–",
        line=_line(values),
        questions=[_told(question, reveal) for question in seen.questions],
        form=form if names else None,
        candidates=[known[pk] for pk in row.candidates if pk in known],
        homes=homes,
        has_suggestion=any(q.get("suggestion") is not None for q in seen.questions),
        changes=changes,
        reveal=reveal,
    )


def _line(values):
    born = shown("birth", values.get("birth"))
    return " · ".join(part for part in (born, values.get("branch", "")) if part)


def _told(question, reveal):
    if question["field"] in CLOSED and not reveal:
        question = {**question, "raw": "•••", "suggestion": None}
    return {"words": sentence_of(question), "code": question["code"]}


def columns_of(batch, user):
    """Sheets as they were understood, each column with the fields that it may be."""
    reveal = holds_at(user, REVEAL, batch.unit)
    fields = REGISTER if batch.kind == BatchKind.REGISTER else REVIEW
    choices = [(name, capfirst(str(title))) for name, title in fields.items()]
    sheets = batch.picture.get("sheets", [])
    for sheet in sheets:
        for column in sheet["columns"]:
            column["known"] = column["field"] in fields
            column["title"] = capfirst(column_title(column["field"])) if column["field"] else ""
            if column["field"] in CLOSED and not reveal:
                column["samples"] = ["•••"]
    return sheets, choices


def places_of(batch):
    """[(key, number of rows, spot)] of the branches and groups that the file names."""
    places = comparer_for(batch).places
    told = [
        (key_of(branch, group), number, places.spot(branch, group))
        for branch, group, number in batch.picture.get("places", [])
    ]
    return told, list(places.units.values()), OPEN


def steps_of(batch):
    """The three steps of the officer, each "done", "here" or ""."""
    stage = batch.stage
    if stage == Stage.UPLOADED:
        return ["here", "", ""]
    if stage in (Stage.READ, Stage.REVIEW, Stage.CHECKED):
        return ["done", "here", ""]
    return ["done", "done", "done" if stage == Stage.ACCEPTED else "here"]


def counts_of(batch):
    counted = batch.rows.all().counted()
    told = {str(name): counted.get(name, 0) for name in Decision}
    told["taken"] = counted.get("taken", 0)
    told["ready"] = told["new"] + told["update"] + told["same"]
    told["waiting"] = told["double"] + told["parked"]
    told["all"] = sum(counted.values())
    return told
