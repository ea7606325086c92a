"""The rows with a question out as a workbook, corrected, and back into their batch."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from imports.enums import BatchKind, Decision, Stage
from imports.models import Batch
from imports.services.ending import ask_to_take_back
from imports.tasks import run_batch_job
from models_programs.enums import Result
from models_programs.models import Criterion, Finding, Review
from models_programs.reference import load
from tests.factories.members import HouseholdFactory
from tests.imports.desk import bring, digest_of_the_book, paste, take_in, women
from tests.imports.test_review_life import HEADS, grid, row

pytestmark = pytest.mark.django_db
RESULT = HEADS.index("Đạt")


@pytest.fixture
def officer(world, client):
    load()
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


class Fetched:
    """The workbook of the rows with a question, as an officer sees it in Excel."""

    def __init__(self, client, batch):
        self.client, self.path = client, reverse("imports:corrected", args=[batch.pk])
        content = client.get(reverse("imports:asking", args=[batch.pk])).content
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.page = self.book.worksheets[0]
        self.top = next(
            number for number in range(1, 20) if self.page.cell(number, 1).value == "Mã dòng"
        )
        self.heads = {cell.value: cell.column for cell in self.page[self.top] if cell.value}

    def __len__(self):
        return self.page.max_row - self.top

    def cell(self, number, head):
        return self.page.cell(self.top + number, self.heads[head])

    def cells(self, number):
        return {head: self.cell(number, head).value or "" for head in self.heads}

    def send(self):
        out = io.BytesIO()
        self.book.save(out)
        file = SimpleUploadedFile("sua.xlsx", out.getvalue())
        return self.client.post(self.path, {"file": file}, follow=True)


# ---- Members ----------------------------------------------------------------------------------


def test_row_that_comes_back_as_it_went_out_stays_asked(world, officer, client):
    heads = ("STT", "Họ và tên", "Năm sinh", "Dân tộc", "Chi hội", "Ghi chú")
    rows = [
        (1, "Ka Dụ", "31/02/1985", "Kinh", "Thôn 1", "con nhỏ"),
        (2, "Ka Rin", 1980, "Kinh", "", ""),
        (3, "Ka Thoa", 1981, "Kinh", "", ""),
        (4, "", 1981, "Kinh", "Thôn 2", ""),
    ]
    batch = bring(world, officer, paste(*rows, heads=heads), name="")
    before = {r.position: r.decision for r in batch.rows.all()}
    assert list(before.values()) == [Decision.PARKED] * 4
    Fetched(client, batch).send()
    assert {r.position: r.decision for r in batch.rows.all()} == before
    assert [r.said.get("values", {}).get("branch") for r in batch.rows.all()] == [None] * 4
    assert [r.said.get("values", {}).get("note") for r in batch.rows.all()] == [None] * 4


def test_missing_branch_is_filled_in(world, officer, client):
    heads = ("Họ và tên", "Năm sinh", "Chi hội")
    rows = [("Ka Rin", 1980, ""), ("Ka Thoa", 1981, ""), *((w[0], w[1], w[4]) for w in women(3))]
    batch = bring(world, officer, paste(*rows, heads=heads), name="")
    fetched = Fetched(client, batch)
    fetched.cell(1, "Chi hội").value = "Thôn 2"
    fetched.send()
    decisions = [r.decision for r in batch.rows.all().in_order()]
    assert decisions == [Decision.NEW, Decision.PARKED, *[Decision.NEW] * 3]


def test_file_is_in_vietnamese_whoever_fetches_it(world, officer, client):
    batch = bring(world, officer, paste(("Ka Dụ", "31/02/1985", "", "", "Thôn 1")))
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        fetched = Fetched(client, batch)
        fetched.cell(1, "Ngày, tháng, năm sinh").value = "28/02/1985"
        fetched.send()
    assert batch.rows.get().decision == Decision.NEW


# ---- Households -------------------------------------------------------------------------------


def ticks(*signs, result="x"):
    return (*signs, *("x",) * (8 - len(signs)), result)


def test_grid_goes_out_with_reasons_and_only_its_open_rows(world, officer, client):
    HouseholdFactory(unit=world.branch, head_name="Lê Văn Nam")
    rows = [
        row(1, "Trần Văn Tài"),
        row(2, "Phạm Văn Mới", ticks=ticks("-")),
        row(3, "Lê Văn Nan", member="Ka Dụ", helper="Nguyễn Thị Hạnh"),
    ]
    batch = grid(world, officer, *rows)
    fetched = Fetched(client, batch)
    assert len(fetched) == 2
    differs, near = fetched.cells(1), fetched.cells(2)
    assert "không khớp" in differs["Lý do"]
    assert (differs["Không đói nghèo"], differs["Sạch ngõ"], differs["Kết quả"]) == (
        "-",
        "x",
        "đạt",
    )
    assert "Lê Văn Nan" in near["Lý do"]
    assert (near["Chủ hộ"], near["Hội viên"], near["Người giúp"], near["Chi hội"]) == (
        "Lê Văn Nan",
        "Ka Dụ",
        "Nguyễn Thị Hạnh",
        "Thôn 1",
    )


def test_grid_that_comes_back_as_it_went_out_stays_asked(world, officer, client):
    rows = [
        row(1, "Trần Văn Tài", ticks=ticks("-")),
        row(2, "Phạm Văn Mới", ticks=ticks("", "c")),
        row(3, "", member="Ka Dụ", ticks=ticks("-", result="-")),
        row(4, "Lê Văn Nam", branch=""),
    ]
    batch = grid(world, officer, *rows)
    before = {r.position: (r.decision, r.asked) for r in batch.rows.all()}
    assert {decision for decision, _asked in before.values()} == {Decision.PARKED}
    Fetched(client, batch).send()
    assert {r.position: (r.decision, r.asked) for r in batch.rows.all()} == before


def test_corrected_grid_goes_into_the_book_and_back(world, officer, client):
    home = HouseholdFactory(unit=world.branch, head_name="Lê Văn Nam")
    rows = [
        row(1, "Trần Văn Tài", ticks=ticks("-")),
        row(2, "Phạm Văn Mới", ticks=ticks("-", result="x")),
        row(3, "", member="Ka Dụ"),
        row(4, "Lê Văn Nan"),
        row(5, "Hồ Văn Sáu"),
    ]
    before = digest_of_the_book()
    batch = grid(world, officer, *rows)
    assert batch.rows.all().asking().count() == 4
    fetched = Fetched(client, batch)
    fetched.cell(1, "Không đói nghèo").value = "đạt"
    fetched.cell(2, "Kết quả").value = "chưa đạt"
    fetched.cell(2, "Sạch ngõ").value = "KAD"
    fetched.cell(3, "Chủ hộ").value = "Nguyễn Văn Bảy"
    fetched.cell(4, "Chủ hộ").value = "Lê Văn Nam"
    page = fetched.send()
    assert "Đã sửa 4 dòng" in page.content.decode()
    assert batch.rows.all().counted() == {Decision.NEW: 4, Decision.UPDATE: 1}
    assert Batch.objects.get().stage == Stage.CHECKED
    batch = take_in(Batch.objects.get(), officer)
    found = {
        review.household.head_name: sorted(
            Finding.objects.filter(review=review).values_list("criterion__number", "result")
        )
        for review in Review.objects.all()
    }
    assert found == {
        "Trần Văn Tài": [],
        "Phạm Văn Mới": [(1, Result.UNMET), (8, Result.NOT_APPLICABLE)],
        "Nguyễn Văn Bảy": [],
        "Lê Văn Nam": [],
        "Hồ Văn Sáu": [],
    }
    assert Review.objects.filter(household=home).exists()
    run_batch_job(ask_to_take_back(batch_id=batch.pk, by=officer).pk)
    assert digest_of_the_book() == before


def test_empty_tick_is_filled_in(world, officer, client):
    heads = tuple(head for head in HEADS if head != "Đạt")
    rows = [
        (1, "Trần Văn Tài", "", *("x",) * 8, "", "Thôn 1"),
        (2, "Phạm Văn Mới", "", "", "x", "-", *("x",) * 5, "", "Thôn 1"),
    ]
    content = paste(*rows, heads=heads)
    batch = bring(world, officer, content, kind=BatchKind.REVIEW, name="5k3s 2023.txt")
    assert batch.rows.all().questions_counted() == [("tick_blank", 1)]
    fetched = Fetched(client, batch)
    assert fetched.cells(1)["Không đói nghèo"] == ""
    assert fetched.cells(1)["Không có bạo lực gia đình"] == "-"
    fetched.cell(1, "Không đói nghèo").value = "x"
    fetched.send()
    changed = batch.rows.get(position=2)
    assert changed.decision == Decision.NEW
    assert changed.said["values"]["met"] == [True, True, False, *[True] * 5]


def test_year_of_a_grid_is_corrected_in_its_column(world, officer, client):
    Criterion.objects.update(last_year=2025)
    content = paste(row(1, "Trần Văn Tài"), heads=HEADS)
    batch = bring(world, officer, content, kind=BatchKind.REVIEW, name="5k3s 2031.txt")
    assert batch.rows.all().questions_counted() == [("year_ahead", 1)]
    fetched = Fetched(client, batch)
    assert fetched.cells(1)["Năm rà soát"] == "2031"
    fetched.cell(1, "Năm rà soát").value = 2023
    fetched.send()
    assert batch.rows.get().decision == Decision.NEW


def test_grid_of_another_batch_corrects_nothing(world, officer, client):
    batch = grid(world, officer, row(1, "Trần Văn Tài", ticks=ticks("-")))
    other = bring(world, officer, paste(("Ka Dụ", 85, "", "", "Thôn 1")))
    fetched = Fetched(client, batch)
    fetched.path = reverse("imports:corrected", args=[other.pk])
    assert "không có dòng nào" in fetched.send().content.decode().lower()
    assert [r.said for r in (*batch.rows.all(), *other.rows.all())] == [{}, {}]
