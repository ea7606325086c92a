"""A staged row as it stands after what an officer answered. Pure.

`content` is what was read: "raw", "values", "questions". `said` lies over it, and outlives a second
reading with other columns:

    {"values": {field: value or None},   typed, or a suggestion taken; None empties the cell
     "kept": [[field, code], …],         questions answered "as it stands"
     "skip": true,                       leave the row out
     "is": id or 0}                      the member (or household) that it is; 0 for another one
"""

from imports.enums import BatchKind
from imports.needs import needs_of_household, needs_of_member

_NEEDS = {BatchKind.REGISTER: needs_of_member, BatchKind.REVIEW: needs_of_household}


def values_of(content, said):
    """The values that would go into the book."""
    values = {**content.get("values", {}), **said.get("values", {})}
    return {field: value for field, value in values.items() if value is not None}


def questions_of(kind, content, said, *, today):
    """What is still asked: by the reader and not answered yet, and what the book needs."""
    typed, kept = said.get("values", {}), {tuple(pair) for pair in said.get("kept", ())}
    values = values_of(content, said)
    needed = _NEEDS[kind](values, today)
    hard = {(asked["field"], asked["code"]) for asked in needed}
    asked = [
        question
        for question in content.get("questions", ())
        if question["field"] not in typed
        and (question["field"], question["code"]) not in kept | hard
        and not _is_settled(question, values)
    ]
    fields = {question["field"] for question in asked}
    return [*asked, *(question for question in needed if question["field"] not in fields)]


def _is_settled(question, values):
    """A man is asked about until he is honorary; an unknown branch until one is given."""
    if question["code"] == "man":
        return bool(values.get("honorary"))
    return question["code"] == "branch_unknown" and bool(values.get("branch"))


def with_suggestions(questions, said):
    """`said` after taking the suggestion of each question that has one."""
    taken = {q["field"]: q["suggestion"] for q in questions if q.get("suggestion") is not None}
    return with_values(said, taken) if taken else said


def with_values(said, values):
    return {**said, "values": {**said.get("values", {}), **values}}


def with_kept(questions, said):
    """`said` after answering "as it stands" to each question."""
    kept = [list(pair) for pair in said.get("kept", ())]
    kept += [[q["field"], q["code"]] for q in questions]
    return {**said, "kept": [pair for i, pair in enumerate(kept) if pair not in kept[:i]]}


def may_keep(kind, question, content, said, *, today):
    """Whether "as it stands" is an answer: the book could hold the row then."""
    left = questions_of(kind, content, with_kept([question], said), today=today)
    return (question["field"], question["code"]) not in {(q["field"], q["code"]) for q in left}
