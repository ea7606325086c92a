"""Workbooks that go out to come back: the template, and the rows with a question."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry, Verb
from imports.enums import Decision, Stage
from imports.models import Batch
from imports.services.check import reading_of
from members.models import EthnicGroup
from members.reference import load
from tests.factories.imports import BatchFactory
from tests.imports.desk import bring, paste, women

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def written(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offered(book, page, column):
    """What a long list of choices offers in a column: cells of a hidden sheet, by their name."""
    offers = page.data_validations.dataValidation
    (offer,) = [one for one in offers if {r.min_col for r in one.sqref.ranges} == {column}]
    ((title, cells),) = book.defined_names[offer.formula1].destinations
    assert book[title].sheet_state == "hidden"
    return [row[0].value for row in book[title][cells]]


def test_template_offers_choices_and_is_read_when_filled_in(world, officer, client):
    load()
    answer = client.get("/imports/template/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for row in page.iter_rows() for cell in row if cell.value}
    top = next(cell.row for row in page.iter_rows() for cell in row if cell.value == "Họ và tên")
    assert _offered(book, page, heads["Dân tộc"]) == [
        row.name for row in EthnicGroup.objects.filter(retired_on=None)
    ]
    told = {
        "Họ và tên": "Ka Dụ",
        "Ngày, tháng, năm sinh": "05/03/1985",
        "Chi hội": "Thôn 1",
        "HV nòng cốt": "x",
    }
    for head, value in told.items():
        page.cell(top + 1, heads[head], value)
    batch = bring(world, officer, written(book), name="mau.xlsx")
    row = batch.rows.get()
    assert row.decision == Decision.NEW
    wanted = {"full_name": "Ka Dụ", "birth": "1985-03-05", "branch": "Thôn 1", "core": True}
    assert wanted.items() <= row.content["values"].items()


def test_rows_with_a_question_go_out_and_come_back_corrected(world, officer, client):
    rows = [*women(2), ("Ka Dụ", "31/02/1985", "", "", "Thôn 1"), ("Ka Thoa", 86, "", "", "Thôn 2")]
    batch = bring(world, officer, paste(*rows))
    answer = client.get(reverse("imports:asking", args=[batch.pk]))
    assert Entry.objects.latest("pk").verb == Verb.EXPORTED
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    page = book.worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row]
    (birth,) = [cell for cell in cells if cell.value == "31/02/1985"]
    birth.value = "28/02/1985"
    (year,) = [cell for cell in cells if cell.value == "1986"]
    year.value = "1986"
    file = SimpleUploadedFile("sua.xlsx", written(book))
    client.post(reverse("imports:corrected", args=[batch.pk]), {"file": file})
    assert batch.rows.all().counted() == {Decision.NEW: 4}
    assert Batch.objects.get().stage == Stage.CHECKED
    assert batch.rows.get(position=3).said["values"]["birth"] == "1985-02-28"


def test_file_of_another_list_corrects_nothing(world, officer, client):
    batch = bring(world, officer, paste(("Ka Dụ", 85, "", "", "Thôn 1")))
    other = bring(world, officer, paste(("Ka Thoa", 86, "", "", "Thôn 1")))
    content = client.get(reverse("imports:asking", args=[batch.pk])).content
    path = reverse("imports:corrected", args=[other.pk])
    client.post(path, {"file": SimpleUploadedFile("a.xlsx", content)})
    client.post(path, {"file": SimpleUploadedFile("a.xlsx", b"%PDF")})
    client.post(path, {})
    assert other.rows.get().said == {}


def test_reading_beyond_the_limit_is_refused(world, settings):
    settings.IMPORT_ROWS_MOST = 2
    batch = BatchFactory.build(unit=world.home, file_name="a.txt", mapping={})
    with pytest.raises(Exception, match="3"):
        reading_of(batch, paste(*women(3)))
