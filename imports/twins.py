"""People or households that stand twice in one list: asked about in the second row."""

from core.text import fold
from imports.asking import Ask, question
from imports.details import person_of
from imports.enums import BatchKind


def ask_about_twins(kind, rows):
    """Add a question to each staged row that seems to be the same as a row above."""
    first, (field, keys) = {}, _KINDS[kind]
    for row in rows:
        for key in keys(row.content["values"]):
            above = first.setdefault(key, row)
            if above is not row:
                row.content["questions"].append(question(field, Ask.ROW_TWICE, row=above.place))
                break


def _of_member(values):
    """What two rows of one woman have in common: name and birth in a branch, or a number."""
    person = person_of(values)
    if not person.name_folded:
        return
    if person.citizen_hash:
        yield person.name_folded, person.citizen_hash
    if person.birth_year:
        branch = values.get("branch", "")
        yield person.name_folded, person.birth_year, person.birth_date, branch


def _of_household(values):
    """The same head in one branch, with the same woman."""
    if head := values.get("head"):
        yield fold(head), fold(values.get("member", "")), values.get("branch", "")


_KINDS = {
    BatchKind.REGISTER: ("full_name", _of_member),
    BatchKind.REVIEW: ("head", _of_household),
}
