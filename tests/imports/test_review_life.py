"""Household grids go the same way: into reviews, findings and help, and back."""

import pytest

from accounts.roles import Role
from core.jobs import JobState
from imports.enums import BatchKind, Decision, Stage
from imports.models import Batch
from imports.services.answers import answer_row
from imports.services.ending import ask_to_take_back
from imports.tasks import run_batch_job
from members.models import Household
from models_programs.enums import Result
from models_programs.models import Assistance, Finding, Review
from models_programs.reference import load
from tests.factories.members import HouseholdFactory, MemberFactory
from tests.imports.desk import bring, digest_of_the_book, paste, take_in

pytestmark = pytest.mark.django_db
HEADS = (
    "STT",
    "Họ tên chủ hộ",
    "Họ tên hội viên",
    "Không đói nghèo",
    "Không vi phạm pháp luật và tệ nạn xã hội",
    "Không có bạo lực gia đình",
    "Không sinh con thứ 3 trở lên",
    "Không có trẻ suy dinh dưỡng và bỏ học",
    "Sạch nhà",
    "Sạch bếp",
    "Sạch ngõ",
    "Đạt",
    "Người giúp đỡ",
    "Chi hội",
)
ALL = ("x",) * 9


@pytest.fixture
def officer(world):
    load()
    return world.user(Role.CHAPTER_OFFICER)


def row(number, head, member="", ticks=ALL, helper="", branch="Thôn 1"):
    return (number, head, member, *ticks, helper, branch)


def grid(world, officer, *rows):
    content = paste(*rows, heads=HEADS)
    return bring(world, officer, content, kind=BatchKind.REVIEW, name="5k3s 2023.txt")


def two_households(world):
    met = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    unmet = HouseholdFactory(unit=world.branch, head_name="Lê Văn Nam")
    return met, unmet


UNMET = ("-", *("x",) * 6, "-", "-")


def test_grid_becomes_reviews_findings_and_help_and_goes_back(world, officer):
    met, unmet = two_households(world)
    helper = MemberFactory(full_name="Nguyễn Thị Hạnh", home_unit=world.branch)
    before = digest_of_the_book()
    rows = [
        row(1, "Trần Văn Tài"),
        row(2, "Lê Văn Nam", ticks=UNMET, helper="Nguyễn Thị Hạnh"),
        row(3, "Phạm Văn Mới"),
    ]
    batch = grid(world, officer, *rows)
    assert batch.rows.all().counted() == {Decision.UPDATE: 2, Decision.NEW: 1}
    assert digest_of_the_book() == before
    batch = take_in(batch, officer)
    assert batch.jobs.first().state == JobState.DONE
    reviews = {review.household: review for review in Review.objects.all()}
    assert reviews.keys() == {met, unmet, Household.objects.get(head_name="Phạm Văn Mới")}
    found = Finding.objects.filter(review=reviews[unmet], result=Result.UNMET)
    assert [finding.criterion.number for finding in found] == [1, 8]
    assert {help_.helper for help_ in Assistance.objects.all()} == {helper}
    assert Assistance.objects.count() == 2
    run_batch_job(ask_to_take_back(batch_id=batch.pk, by=officer).pk)
    assert Batch.objects.get().stage == Stage.TAKEN_BACK
    assert digest_of_the_book() == before


def test_second_grid_corrects_the_first_and_goes_back(world, officer):
    two_households(world)
    take_in(
        grid(world, officer, row(1, "Trần Văn Tài"), row(2, "Lê Văn Nam", ticks=UNMET)), officer
    )
    before = digest_of_the_book()
    second = grid(world, officer, row(1, "Trần Văn Tài", ticks=UNMET), row(2, "Lê Văn Nam"))
    assert second.rows.all().counted() == {Decision.UPDATE: 2}
    second = take_in(second, officer)
    assert Finding.objects.open().count() == 2
    third = grid(world, officer, row(1, "Trần Văn Tài", ticks=UNMET))
    assert third.rows.all().counted() == {Decision.SAME: 1}
    run_batch_job(ask_to_take_back(batch_id=second.pk, by=officer).pk)
    assert digest_of_the_book() == before


def test_head_of_almost_the_same_name_is_asked_about(world, officer):
    home = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    batch = grid(world, officer, row(1, "Trần Văn Tàu"))
    staged = batch.rows.get()
    assert (staged.decision, staged.candidates) == (Decision.DOUBLE, [home.pk])
    answer_row(row_id=staged.pk, batch_id=batch.pk, by=officer, said={"is": home.pk})
    assert batch.rows.get().decision == Decision.UPDATE
    answer_row(row_id=staged.pk, batch_id=batch.pk, by=officer, said={"is": 0})
    assert batch.rows.get().decision == Decision.NEW


def test_homes_of_one_name_are_told_apart_by_the_woman(world, officer):
    one, _other = (HouseholdFactory(unit=world.branch, head_name="Lê Văn Nam") for _ in range(2))
    MemberFactory(full_name="Ka Dụ", home_unit=world.branch, household=one)
    batch = grid(world, officer, row(1, "Lê Văn Nam", member="Ka Dụ"))
    assert batch.rows.get().household == one


def test_page_of_a_grid_shows_questions_and_rows(world, officer, client):
    client.force_login(officer)
    HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    batch = grid(world, officer, row(1, "Trần Văn Tàu"))
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert client.get(f"{batch.get_absolute_url()}?show=new").status_code == 200
