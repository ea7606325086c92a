"""The tables beside the reader speak of what the book knows, and of nothing else."""

import re

import pytest

from imports.lists import from_files
from imports.reading import fields
from imports.reading.questions import SENTENCES, Question, Why, sentence
from imports.reading.tables import rows, split
from imports.reading.vocabulary import plain
from members import enums
from members.services.people import DETAILS

CODES = {
    "schooling": enums.Schooling,
    "qualification": enums.Qualification,
    "theory": enums.Theory,
    "occupation": enums.Occupation,
    "relation": enums.Relation,
    "hardship": enums.Hardship,
}


@pytest.mark.parametrize("field", CODES)
def test_spellings_lead_to_values_of_the_book(field):
    known = {row["value"] for row in rows("spellings") if row["field"] == field}
    assert known <= set(CODES[field].values)
    assert known >= set(CODES[field].values) - {"other"}


def test_spellings_of_groups_and_religions_lead_to_entries_of_the_lists():
    lists = from_files()
    names = {"ethnicity": lists.ethnic_groups, "religion": lists.religions}
    for field, entries in names.items():
        known = {row["value"] for row in rows("spellings") if row["field"] == field}
        assert known <= {entry.name for entry in entries}


@pytest.mark.parametrize(
    ("table", "known"),
    [("headings", fields.REGISTER), ("review_headings", fields.REGISTER | fields.REVIEW)],
)
def test_headings_name_fields_that_exist_in_words_that_are_folded(table, known):
    for row in rows(table):
        assert row["field"].split("=")[0] in known.keys() | fields.PARTS.keys() | {"skip"}
        assert [plain(words) for words in split(row["phrases"])] == split(row["phrases"])


def test_fields_of_a_member_are_called_as_the_book_calls_them():
    ours = {
        "birth",
        "sex",
        "joined",
        "branch",
        "group",
        "head_name",
        "hardship",
        "core",
        "honorary",
    }
    ours |= {"party", "away", "away_place", "position", "clubs", "member_code"}
    assert fields.REGISTER.keys() - ours <= set(DETAILS)


def test_every_question_has_its_sentence():
    assert SENTENCES.keys() == set(Why)
    words = {"raw": "x", "suggestion": "y", "age": 1, "count": 1, "told": 1, "year": 1, "row": 1}
    for why in Why:
        assert "%(" not in sentence(why, details=words | {"numbers": "1"})


def test_question_shows_dates_as_officers_write_them():
    asked = Question("birth", Why.DATE_AMERICAN, "03/25/1974", "1974-03-25")
    assert "25/03/1974" in asked.message
    assert not re.search(r"\d{4}-\d\d", asked.message)
