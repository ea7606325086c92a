"""Lists beside each other on one sheet: two women in one row of it, told apart always."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from imports.enums import Decision, Stage
from imports.models import Batch
from imports.services.answers import answer_row, correct_columns
from imports.services.check import check_batch
from imports.services.ending import ask_to_take_back
from imports.tasks import run_batch_job
from members.models import Member
from tests.imports.desk import bring, digest_of_the_book, take_in
from tests.imports.sheets import asked, book, column, read

HEAD = ("STT", "Họ và tên", "Năm sinh", "Dân tộc")


def beside(*rows):
    """Rows of pairs of women as one sheet holds them."""
    numbered = [(2 * n + 1, *left, "", 2 * n + 2, *right) for n, (left, right) in enumerate(rows)]
    return (*HEAD, "", *HEAD), *numbered


PAIRS = [
    (("Ka Dụ", 1980, "K'Ho"), ("Ka Rin", 1981, "Kinh")),
    (("Ka Nhem", 1982, "K'Ho"), ("Ka Thoa", 1983, "Kinh")),
]


def test_each_row_names_the_column_of_its_list(lists, today):
    reading = read(lists, today, *beside(*PAIRS))
    assert [(row.source_row, row.block, row.values["full_name"]) for row in reading.rows] == [
        (2, "A", "Ka Dụ"),
        (3, "A", "Ka Nhem"),
        (2, "F", "Ka Rin"),
        (3, "F", "Ka Thoa"),
    ]
    assert [[c.index for c in sheet.columns] for sheet in reading.sheets] == [
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8],
    ]


def test_list_alone_names_no_column(lists, today):
    reading = read(lists, today, HEAD, (1, "Ka Dụ", 1980, "Kinh"))
    assert [row.block for row in reading.rows] == [""]


def test_title_over_all_lists_and_those_over_each(lists, today):
    rows = beside(*PAIRS)
    one = read(lists, today, ("CHI HỘI THÔN 3",), *rows, name="Sheet1")
    assert column(one, "branch") == ["thôn 3"] * 4
    own = ("THÔN 1", "", "", "", "", "THÔN 2")
    each = read(lists, today, ("XÃ ĐINH LẠC",), own, *rows, name="Sheet1")
    assert column(each, "branch") == ["thôn 1", "thôn 1", "thôn 2", "thôn 2"]


@pytest.mark.parametrize("merged", [[(1, 0, 1, 8)], []])
def test_section_over_all_lists_names_the_branch_of_each(merged, lists, today):
    head, first, second = beside(*PAIRS)
    rows = head, ("Chi hội thôn 1",), first, ("Chi hội thôn 2",), second
    merged = [*merged, (3, 0, 3, 8)] if merged else []
    reading = read(lists, today, *rows, merged=merged, name="DS")
    assert column(reading, "branch") == ["thôn 1", "thôn 2"] * 2


def test_three_lists_and_a_mapping_that_names_one(lists, today):
    rows = [
        (1, "Ka Dụ", 1980, "Kinh", 2, "Ka Rin", 1981, "Kinh", 3, "Ka Thoa", 1982, "Bà Thoa"),
    ]
    mapping = {"Thôn 1": {11: "nickname"}}
    reading = read(lists, today, (*HEAD, *HEAD, *HEAD), *rows, mapping=mapping)
    assert column(reading, "nickname") == [None, None, "Bà Thoa"]
    assert column(reading, "ethnicity") == ["Kinh", "Kinh", None]
    assert [row.block for row in reading.rows] == ["A", "E", "I"]


def test_one_citizen_number_in_two_lists_is_asked_about(lists, today):
    head = ("STT", "Họ và tên", "Năm sinh", "CCCD")
    number = "068174000123"
    rows = [(*head, *head), (1, "Ka Dụ", 1974, number, 2, "Ka Rin", 1974, number)]
    reading = read(lists, today, *rows)
    assert asked(reading) == [(2, "national_id", "id_twice")]
    assert reading.rows[1].questions[0].details == {"row": "2 (A)"}


# ---- The whole life ---------------------------------------------------------------------------

DOUBTFUL = [
    (("Ka Dụ", "31/02/1985", "K'Ho"), ("Ka Rin", "30/02/1986", "Kinh")),
    (("Ka Nhem", 1982, "K'Ho"), ("Ka Thoa", 1983, "Kinh")),
]


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def batch(world, officer, lists):
    content = book(("CHI HỘI THÔN 1",), *beside(*DOUBTFUL), name="Sheet1")
    return bring(world, officer, content, name="hai cot.xlsx")


def row_of(batch, block, source_row=3):
    return batch.rows.get(source_row=source_row, block=block)


def births(batch):
    return {(r.block, r.source_row): r.said.get("values", {}) for r in batch.rows.all() if r.said}


@pytest.mark.django_db
def test_officer_sees_the_column_and_answers_each_by_itself(batch, client, officer):
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "dòng 3, cột A" in page
    assert "dòng 3, cột F" in page
    right = row_of(batch, "F")
    answer_row(row_id=right.pk, batch_id=batch.pk, by=officer, values={"birth": "1986-02-28"})
    assert births(batch) == {("F", 3): {"birth": "1986-02-28"}}
    assert row_of(batch, "F").decision == Decision.NEW
    assert row_of(batch, "A").decision == Decision.PARKED


@pytest.mark.django_db
def test_answers_outlive_a_second_reading_each_with_its_woman(batch, officer):
    told = {"A": "1985-03-01", "F": "1986-03-02"}
    for block, day in told.items():
        ids = {"row_id": row_of(batch, block).pk, "batch_id": batch.pk, "by": officer}
        answer_row(**ids, values={"birth": day})
    check_batch(batch, by=officer)
    assert births(batch) == {(block, 3): {"birth": day} for block, day in told.items()}


@pytest.mark.django_db
def test_columns_of_one_list_are_corrected_and_not_those_beside_it(
    batch, officer, django_capture_on_commit_callbacks
):
    fields = {5: None, 6: "full_name", 7: "birth", 8: None}
    with django_capture_on_commit_callbacks(execute=True):
        correct_columns(batch_id=batch.pk, sheet="Sheet1", block="F", fields=fields, by=officer)
    values = {(r.block, r.source_row): r.content["values"] for r in batch.rows.all()}
    assert {place for place, told in values.items() if "ethnicity" in told} == {("A", 3), ("A", 4)}
    assert len(values) == 4


@pytest.mark.django_db
def test_corrected_file_goes_out_and_in_accepted_and_taken_back(batch, client, officer):
    before = digest_of_the_book()
    content = client.get(reverse("imports:asking", args=[batch.pk])).content
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for cell in [cell for row in workbook.worksheets[0].iter_rows() for cell in row]:
        cell.value = {"31/02/1985": "05/03/1985", "30/02/1986": "06/04/1986"}.get(
            cell.value, cell.value
        )
    out = io.BytesIO()
    workbook.save(out)
    file = SimpleUploadedFile("sua.xlsx", out.getvalue())
    client.post(reverse("imports:corrected", args=[batch.pk]), {"file": file})
    assert batch.rows.all().counted() == {Decision.NEW: 4}
    taken = take_in(Batch.objects.get(), officer)
    assert {m.full_name: f"{m.birth_date or m.birth_year}" for m in Member.objects.all()} == {
        "Ka Dụ": "1985-03-05",
        "Ka Rin": "1986-04-06",
        "Ka Nhem": "1982",
        "Ka Thoa": "1983",
    }
    became = {row.member.full_name: (row.block, row.source_row) for row in taken.rows.all()}
    assert became["Ka Dụ"] == ("A", 3)
    assert became["Ka Rin"] == ("F", 3)
    run_batch_job(ask_to_take_back(batch_id=batch.pk, by=officer).pk)
    assert Batch.objects.get().stage == Stage.TAKEN_BACK
    assert digest_of_the_book() == before


@pytest.mark.django_db
def test_same_sheet_again_changes_nothing(world, officer):
    content = book(("CHI HỘI THÔN 1",), *beside(*PAIRS), name="Sheet1")
    take_in(bring(world, officer, content, name="a.xlsx"), officer)
    again = bring(world, officer, content, name="b.xlsx")
    assert again.rows.all().counted() == {Decision.SAME: 4}


@pytest.mark.django_db
def test_woman_in_both_lists_is_asked_about_with_her_place(world, officer):
    pair = (("Ka Dụ", 1980, "Kinh"), ("Ka Dụ", 1980, "Kinh"))
    content = book(("CHI HỘI THÔN 1",), *beside(pair), name="Sheet1")
    batch = bring(world, officer, content, name="a.xlsx")
    (twin,) = batch.rows.all().asking_about("row_twice")
    (question,) = [q for q in twin.content["questions"] if q["code"] == "row_twice"]
    assert (twin.block, question["details"]) == ("F", {"row": "3 (A)"})
