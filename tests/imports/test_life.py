"""The life of a batch: uploaded, read, checked, accepted or refused, taken back."""

import datetime

import pghistory
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Posting
from accounts.roles import Role
from audit.models import Entry
from core.exceptions import DomainError
from core.jobs import JobState
from imports.enums import Decision, Stage
from imports.models import Batch, BatchJob
from imports.services import accept, write_members
from imports.services.accept import accept_batch
from imports.services.answers import (
    answer_all,
    answer_row,
    choose_places,
    correct_columns,
    start_again,
    take_suggestion,
)
from imports.services.ending import (
    ask_to_take_back,
    forget_old_batches,
    obstacles_of,
    refuse_batch,
)
from imports.services.upload import same_file
from imports.tasks import run_batch_job
from members.enums import Began, StandingKind
from members.integrity import (
    citizen_numbers_can_be_found,
    home_units_follow_spells,
    transfers_meet,
)
from members.models import Household, Member, Membership, Standing
from members.services import update_member
from tests.factories.accounts import until_yesterday
from tests.factories.members import HouseholdFactory, MemberFactory
from tests.imports.desk import DAY, bring, digest_of_the_book, paste, take_in, women

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def back(batch, by):
    run_batch_job(ask_to_take_back(batch_id=batch.pk, by=by).pk)
    return Batch.objects.get(pk=batch.pk)


def one_row(batch):
    return batch.rows.get()


# ---- From the upload into the book ------------------------------------------------------------


def test_clean_list_goes_from_upload_into_the_book_and_back(world, officer):
    before = digest_of_the_book()
    batch = bring(world, officer, paste(*women(12)))
    assert batch.stage == Stage.CHECKED
    assert batch.rows.all().counted() == {Decision.NEW: 12}
    assert digest_of_the_book() == before
    batch = take_in(batch, officer)
    assert batch.stage == Stage.ACCEPTED
    assert Member.objects.count() == 12
    assert [step.stage for step in batch.steps.all()] == [
        Stage.UPLOADED,
        Stage.READ,
        Stage.CHECKED,
        Stage.ACCEPTED,
    ]
    assert back(batch, officer).stage == Stage.TAKEN_BACK
    assert digest_of_the_book() == before


def test_row_becomes_a_member_with_everything_that_it_tells(world, officer):
    heads = ("Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Chi hội", "Chủ hộ", "Năm vào Hội")
    heads += ("Nòng cốt", "Làm ăn xa", "Nơi làm việc")
    row = ("Nguyễn Thị Hoa", "05/03/1974", "068174000123", "0912345678", "Thôn 1")
    row += ("Trần Văn Tài", "1998", "x", "x", "Bình Dương")
    batch = bring(world, officer, paste(row, heads=heads))
    take_in(batch, officer)
    member = Member.objects.get()
    assert (member.full_name, member.birth_date) == ("Nguyễn Thị Hoa", datetime.date(1974, 3, 5))
    assert (member.national_id, member.national_id_tail) == ("068174000123", "0123")
    assert (member.phone, member.home_unit) == ("0912345678", world.branch)
    assert (member.household.head_name, member.household.unit) == ("Trần Văn Tài", world.branch)
    spell = member.memberships.get()
    assert (spell.began_as, spell.recorded_by) == (Began.ENTERED, officer)
    assert spell.during.lower == datetime.date(2000, 1, 1)  # the branch exists since then
    held = {standing.kind: standing for standing in member.standings.all()}
    assert held.keys() == {StandingKind.CORE, StandingKind.AWAY}
    assert held[StandingKind.AWAY].place == "Bình Dương"
    assert held[StandingKind.CORE].during.lower == DAY
    checks = (home_units_follow_spells, transfers_meet, citizen_numbers_can_be_found)
    assert [found for check in checks for found in check()] == []


def test_women_of_one_home_share_a_new_household_or_the_one_of_the_book(world, officer):
    known = HouseholdFactory(unit=world.branch, head_name="Lê Văn Nam")
    rows = [
        ("Nguyễn Thị Hoa", 1974, "", "", "Thôn 1", "Trần Văn Tài"),
        ("Trần Thị Lan", 1998, "", "", "Thôn 1", "TRẦN VĂN TÀI"),
        ("Phạm Thị Mai", 1980, "", "", "Thôn 1", "Lê Văn Nam"),
        ("Phạm Thị Cúc", 1981, "", "", "Thôn 2", "Lê Văn Nam"),
    ]
    take_in(bring(world, officer, paste(*rows)), officer)
    homes = {member.full_name: member.household for member in Member.objects.all()}
    assert homes["Nguyễn Thị Hoa"] == homes["Trần Thị Lan"]
    assert homes["Phạm Thị Mai"] == known
    assert homes["Phạm Thị Cúc"] not in (known, None)
    assert Household.objects.count() == 3


def test_history_and_trail_tell_who_took_the_list_in(world, officer):
    batch = take_in(bring(world, officer, paste(*women(2))), officer)
    events = [member.events.get() for member in Member.objects.all()]
    assert {event.pgh_context.metadata["user"] for event in events} == {officer.pk}
    assert {event.pgh_context.metadata["batch"] for event in events} == {batch.pk}
    told = [entry.details["what"] for entry in Entry.objects.order_by("pk")]
    assert told == ["list_uploaded", "list_accepting", "list_accepted"]
    assert Entry.objects.latest("pk").details["rows"] == 2


# ---- Whom the book knows already --------------------------------------------------------------


def test_same_list_again_changes_nothing(world, officer):
    rows = women(8)
    take_in(bring(world, officer, paste(*rows)), officer)
    batch = bring(world, officer, paste(*rows), name="lại.txt")
    assert batch.rows.all().counted() == {Decision.SAME: 8}
    before = digest_of_the_book()
    take_in(batch, officer)
    assert digest_of_the_book() == before


def test_newer_list_changes_what_it_says_and_the_old_comes_back(world, officer):
    member = MemberFactory(full_name="Nguyen Thi Hoa", home_unit=world.branch, phone="0911111111")
    other = MemberFactory(full_name="Ka Dụ", home_unit=world.branch, note="giữ nguyên")
    rows = [
        ("Nguyễn Thị Hoa", "05/03/1974", "068174000123", "0912345678", "Thôn 1", "Trần Văn Tài"),
        ("Ka Dụ", 1974, "", "", "Thôn 1"),
    ]
    before = digest_of_the_book()
    batch = bring(world, officer, paste(*rows))
    assert batch.rows.all().counted() == {Decision.UPDATE: 1, Decision.SAME: 1}
    batch = take_in(batch, officer)
    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.full_name, member.phone, member.version) == ("Nguyễn Thị Hoa", "0912345678", 2)
    assert (member.birth_date, member.national_id_tail) == (datetime.date(1974, 3, 5), "0123")
    assert (other.note, other.version) == ("giữ nguyên", 1)
    back(batch, officer)
    assert digest_of_the_book() == before
    member.refresh_from_db()
    assert (member.phone, member.version) == ("0911111111", 3)


def test_namesake_of_another_branch_is_asked_about(world, officer):
    member = MemberFactory(full_name="Nguyễn Thị Hoa", home_unit=world.other_branch)
    batch = bring(world, officer, paste(("Nguyễn Thị Hoa", 1974, "", "", "Thôn 1")))
    row = one_row(batch)
    assert (row.decision, row.candidates) == (Decision.DOUBLE, [member.pk])
    assert batch.stage == Stage.REVIEW
    answer_row(row_id=row.pk, batch_id=batch.pk, by=officer, said={"is": member.pk})
    assert one_row(batch).decision == Decision.SAME
    answer_row(row_id=row.pk, batch_id=batch.pk, by=officer, said={"is": 0})
    assert one_row(batch).decision == Decision.NEW
    assert Batch.objects.get().stage == Stage.CHECKED


def test_candidate_must_be_one_of_those_shown(world, officer):
    MemberFactory(full_name="Nguyễn Thị Hoa", home_unit=world.other_branch)
    foreign = MemberFactory(home_unit=world.foreign_branch)
    batch = bring(world, officer, paste(("Nguyễn Thị Hoa", 1974, "", "", "Thôn 1")))
    with pytest.raises(DomainError):
        answer_row(row_id=one_row(batch).pk, batch_id=batch.pk, by=officer, said={"is": foreign.pk})


def test_woman_of_another_chapter_is_told_without_who_or_where(world, officer):
    MemberFactory(
        full_name="Nguyễn Thị Hoa", home_unit=world.foreign_branch, citizen_number="068174000123"
    )
    rows = paste(("Nguyễn Thị Hoa", 1974, "068174000123", "", "Thôn 1"))
    row = one_row(bring(world, officer, rows))
    assert (row.decision, row.elsewhere) == (Decision.NEW, True)
    assert (row.member, row.candidates) == (None, [])


def test_code_of_another_chapter_means_nothing(world, officer):
    foreign = MemberFactory(full_name="Ka Dụ", home_unit=world.foreign_branch)
    heads = ("Họ và tên", "Năm sinh", "Chi hội", "Mã hội viên")
    batch = bring(world, officer, paste(("Ka Thoa", 1990, "Thôn 1", foreign.code), heads=heads))
    assert (one_row(batch).decision, one_row(batch).elsewhere) == (Decision.NEW, False)


def test_woman_twice_in_the_list_is_asked_about(world, officer):
    rows = [("Ka Dụ", 1985, "", "", "Thôn 1"), ("Ka Dụ", 1985, "", "", "Thôn 1")]
    batch = bring(world, officer, paste(*rows))
    decisions = [row.decision for row in batch.rows.all().in_order()]
    assert decisions == [Decision.NEW, Decision.PARKED]


# ---- Questions --------------------------------------------------------------------------------


def test_rows_with_questions_stay_behind_and_can_follow_later(world, officer):
    rows = [*women(3), ("Ka Dụ", 85, "", "", "Thôn 1")]
    batch = bring(world, officer, paste(*rows))
    assert batch.rows.all().counted() == {Decision.NEW: 3, Decision.PARKED: 1}
    batch = take_in(batch, officer)
    assert Member.objects.count() == 3
    row = batch.rows.all().asking().get()
    take_suggestion(row_id=row.pk, batch_id=batch.pk, by=officer)
    batch = take_in(batch, officer)
    assert Member.objects.get(full_name="Ka Dụ").birth_year == 1985
    back(batch, officer)
    assert Member.objects.count() == 0


def test_all_of_a_kind_are_answered_at_once(world, officer):
    rows = [(name, 85, "", "", "Thôn 1") for name in ("Ka Dụ", "Ka Thoa", "Ka Nhơi")]
    batch = bring(world, officer, paste(*rows, *women(2)))
    assert batch.rows.all().questions_counted() == [("year_short", 3)]
    assert answer_all(batch_id=batch.pk, code="year_short", how="suggestion", by=officer) == 3
    assert batch.rows.all().counted() == {Decision.NEW: 5}
    assert Batch.objects.get().stage == Stage.CHECKED


def test_unknown_branch_is_chosen_or_opened_and_gone_after_taking_back(world, officer):
    before = digest_of_the_book()
    rows = [("Ka Dụ", 1985, "", "", "Thôn Mới"), ("Ka Thoa", 1986, "", "", "Thôn Khác")]
    batch = bring(world, officer, paste(*rows))
    assert batch.stage == Stage.REVIEW
    keys = {branch: key for branch, _group, _n in batch.picture["places"] for key in [branch]}
    assert len(keys) == 2
    chosen = {branch: 0 if "Mới" in branch else world.branch.pk for branch in keys}
    choose_places(batch_id=batch.pk, chosen=chosen, by=officer)
    batch = take_in(Batch.objects.get(), officer)
    homes = {member.full_name: member.home_unit.name for member in Member.objects.all()}
    assert homes == {"Ka Dụ": "Thôn Mới", "Ka Thoa": "Thôn 1"}
    back(batch, officer)
    assert digest_of_the_book() == before


def test_branch_of_the_next_commune_cannot_be_chosen(world, officer):
    batch = bring(world, officer, paste(("Ka Dụ", 1985, "", "", "Thôn Mới")))
    chosen = {"Thôn Mới": world.foreign_branch.pk}
    with pytest.raises(DomainError):
        choose_places(batch_id=batch.pk, chosen=chosen, by=officer)


def test_corrected_column_is_read_so_and_remembered(
    world, officer, django_capture_on_commit_callbacks
):
    heads = ("Họ và tên", "Năm sinh", "Chi hội", "Cột lạ")
    batch = bring(world, officer, paste(("Ka Dụ", 1985, "Thôn 1", "Bà Ka"), heads=heads))
    assert "nickname" not in one_row(batch).content["values"]
    with django_capture_on_commit_callbacks(execute=True):
        correct_columns(batch_id=batch.pk, sheet="", fields={3: "nickname"}, by=officer)
    assert one_row(batch).content["values"]["nickname"] == "Bà Ka"
    other = bring(world, officer, paste(("Ka Thoa", 1986, "Thôn 1", "Bà Thoa"), heads=heads))
    assert one_row(other).content["values"]["nickname"] == "Bà Thoa"


# ---- What can go wrong ------------------------------------------------------------------------


def fail(*args, **kwargs):
    raise RuntimeError


@pytest.mark.parametrize(
    ("module", "name"),
    [(write_members, "amend_members"), (accept, "_mark_taken"), (accept, "tell_trail")],
)
def test_accepting_that_fails_half_way_writes_nothing_and_can_start_again(
    world, officer, monkeypatch, module, name
):
    batch = bring(world, officer, paste(*women(5)))
    job = accept_batch(batch_id=batch.pk, by=officer)
    before = digest_of_the_book()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, fail)
        assert run_batch_job(job.pk) is False
    assert digest_of_the_book() == before
    job.refresh_from_db()
    assert (job.state, Batch.objects.get().stage) == (JobState.FAILED, Stage.CHECKED)
    start_again(batch_id=batch.pk, by=officer)
    run_batch_job(job.pk)
    assert (Member.objects.count(), Batch.objects.get().stage) == (5, Stage.ACCEPTED)


def test_worker_killed_in_the_middle_leaves_nothing_and_another_finishes(
    world, officer, monkeypatch
):
    class Killed(BaseException):
        """As when a process ends: nothing after it runs."""

    def die(*args, **kwargs):
        raise Killed

    batch = bring(world, officer, paste(*women(5)))
    job = accept_batch(batch_id=batch.pk, by=officer)
    with monkeypatch.context() as patch:
        patch.setattr(accept, "_mark_taken", die)
        with pytest.raises(Killed):
            run_batch_job(job.pk)
    assert Member.objects.count() == 0
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    long_ago = job.started_at - datetime.timedelta(hours=1)
    BatchJob.objects.filter(pk=job.pk).update(started_at=long_ago)
    assert BatchJob.objects.lost() == [job]
    assert run_batch_job(job.pk) is True
    assert Member.objects.count() == 5


def test_second_run_of_a_done_job_does_nothing(world, officer):
    batch = take_in(bring(world, officer, paste(*women(2))), officer)
    accept.take_in(batch.pk, by=officer)
    assert Member.objects.count() == 2


def test_rights_that_end_before_the_work_begins_stop_it(world, officer):
    batch = bring(world, officer, paste(*women(2)))
    job = accept_batch(batch_id=batch.pk, by=officer)
    Posting.objects.filter(user=officer).update(during=until_yesterday())
    assert run_batch_job(job.pk) is False
    assert Member.objects.count() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_woman_entered_in_the_meantime_becomes_no_double(world, officer):
    batch = bring(world, officer, paste(("Ka Dụ", 1985, "", "", "Thôn 1"), *women(1)))
    MemberFactory(full_name="Ka Dụ", birth_year=1985, home_unit=world.branch)
    take_in(batch, officer)
    assert Member.objects.filter(full_name="Ka Dụ").count() == 1
    assert Member.objects.count() == 2


def test_same_file_is_noticed_in_its_chapter_alone(world, officer):
    content = paste(*women(2))
    batch = bring(world, officer, content)
    assert same_file(content, world.branch, "register") == batch
    assert same_file(content, world.next_door, "register") is None
    refuse_batch(batch_id=batch.pk, by=officer)
    assert same_file(content, world.home, "register") is None


def test_refused_list_is_thrown_away_with_what_it_said(world, officer):
    before = digest_of_the_book()
    batch = bring(world, officer, paste(*women(2)))
    refuse_batch(batch_id=batch.pk, by=officer)
    batch.refresh_from_db()
    assert (batch.stage, batch.content, batch.picture) == (Stage.REFUSED, "", {})
    assert [row.content for row in batch.rows.all()] == [{}, {}]
    assert digest_of_the_book() == before


def test_files_of_lists_that_ended_long_ago_are_thrown_away(
    world, officer, django_capture_on_commit_callbacks
):
    batch = take_in(bring(world, officer, paste(*women(2))), officer)
    assert forget_old_batches() == 0
    batch.steps.update(recorded_at=timezone.now() - datetime.timedelta(days=400))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_batches() == 1
    assert not default_storage.exists(batch.content)
    assert Batch.objects.get().content == ""


def test_staged_rows_do_not_lie_in_clear_text(world, officer):
    bring(world, officer, paste(("Nguyễn Thị Hoa", 1974, "068174000123", "0912345678", "Thôn 1")))
    with connection.cursor() as cursor:
        cursor.execute("select content, said from imports_batchrow")
        stored = repr(cursor.fetchall())
        cursor.execute("select picture from imports_batch")
        stored += repr(cursor.fetchall())
    for secret in ("068174000123", "0912345678", "Hoa"):
        assert secret not in stored


# ---- Taking back ------------------------------------------------------------------------------


def test_later_edit_hinders_taking_back_and_is_named(world, officer):
    batch = take_in(bring(world, officer, paste(*women(3))), officer)
    member = Member.objects.first()
    with pghistory.context(user=officer.pk):  # as every request has one
        changes = {"phone": "0987654321"}
        update_member(member_id=member.pk, changes=changes, version=None, by=officer)
    (obstacle,) = obstacles_of(batch)
    assert obstacle.record == member
    before = digest_of_the_book()
    assert back(batch, officer).stage == Stage.ACCEPTED
    assert digest_of_the_book() == before


def test_later_list_that_knows_her_hinders_taking_back(world, officer):
    first = take_in(bring(world, officer, paste(*women(3))), officer)
    second = take_in(bring(world, officer, paste(*women(3)), name="sau.txt"), officer)
    assert [obstacle.record for obstacle in obstacles_of(first)] == [second]
    assert obstacles_of(second) == []


def test_later_standing_hinders_taking_back(world, officer):
    batch = take_in(bring(world, officer, paste(*women(1))), officer)
    spell = Membership.objects.get()
    with pghistory.context(user=officer.pk):
        Standing.objects.create(
            member=spell.member, kind=StandingKind.CORE, during=spell.during, recorded_by=officer
        )
    assert [obstacle.record for obstacle in obstacles_of(batch)] == [spell.member]


# ---- Random lists against a plain count -------------------------------------------------------

NAMES = st.sampled_from(["Nguyễn Thị Hoa", "Ka Dụ", "Lê Thị Mai", "K'Bọt", "Trần Thị Lan"])
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.integers(1950, 1953),
        st.just(""),
        st.just(""),
        st.sampled_from(["Thôn 1", "Thôn 2"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS)
def test_members_after_are_those_before_and_the_new(world, officer, rows):
    before = Member.objects.count()
    digest = digest_of_the_book()
    batch = bring(world, officer, paste(*rows))
    new = batch.rows.filter(decision=Decision.NEW).count()
    ready = batch.rows.all().ready().count()
    assert sum(batch.rows.all().counted().values()) == len(rows)
    if ready:
        batch = take_in(batch, officer)
        assert Member.objects.count() == before + new
        assert Membership.objects.still_open().count() == before + new
        batch = back(batch, officer)
    assert digest_of_the_book() == digest
