"""Her requests about her data: their days, their life, what a restriction does, and the print."""

import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from audit.models import Entry, Verb
from audit.telling import told_about, told_columns
from audit.words import details_in_words
from core.exceptions import DomainError
from core.models import Holiday
from members import services
from members.enums import Purpose, RequestKind, RequestState, StandingKind
from members.exports.selection import selected
from members.models import DataRequest, Member
from members.personal import HOLDINGS
from members.services.requests import reply_by
from reports.duties.personal import personal_data_owed
from tests.factories.accounts import PostingFactory
from tests.factories.chapters import OfficerFactory
from tests.factories.members import (
    ConsentFactory,
    DataRequestFactory,
    EthnicGroupFactory,
    ExportJobFactory,
    HouseholdFactory,
    MemberFactory,
    ReligionFactory,
    StandingFactory,
)
from tests.factories.programs import ExemplarFactory, ParticipationFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2023, 4, 28)


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def woman(world):
    return MemberFactory(home_unit=world.branch, full_name="Ka Dụ")


def receive(woman, officer, kind=RequestKind.ACCESS, on=FRIDAY):
    return services.receive_request(
        member_id=woman.pk,
        kind=kind,
        received_on=on,
        channel="person",
        words="Cho tôi xem",
        by=officer,
    )


# ---- Days ---------------------------------------------------------------------------------------


def test_receipt_is_confirmed_within_two_working_days(db):
    Holiday.objects.create(day=FRIDAY + datetime.timedelta(days=3), name="nghỉ bù 30/4")
    assert reply_by(FRIDAY) == datetime.date(2023, 5, 3)


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (RequestKind.ACCESS, 10),
        (RequestKind.CORRECTION, 10),
        (RequestKind.WITHDRAWAL, 15),
        (RequestKind.RESTRICTION, 15),
        (RequestKind.DELETION, 20),
    ],
)
def test_answer_is_due_by_the_kind_of_request(woman, officer, kind, days):
    request = receive(woman, officer, kind)
    assert request.due_by == FRIDAY + datetime.timedelta(days=days)


def test_terms_are_settings(woman, officer, settings):
    settings.DATA_REQUEST_DAYS = {**settings.DATA_REQUEST_DAYS, "access": 3}
    settings.DATA_REQUEST_REPLY_WORKING_DAYS = 0
    request = receive(woman, officer)
    assert (request.reply_by, request.due_by) == (FRIDAY, FRIDAY + datetime.timedelta(days=3))


def test_extended_once_with_a_reason(woman, officer):
    request = receive(woman, officer)
    with pytest.raises(DomainError):
        services.extend_request(request_id=request.pk, reason="", by=officer)
    later = services.extend_request(request_id=request.pk, reason="Chờ xã cũ", by=officer)
    assert later.due_by == FRIDAY + datetime.timedelta(days=25)
    with pytest.raises(DomainError, match="một lần"):
        services.extend_request(request_id=request.pk, reason="Lại chờ", by=officer)


# ---- Life ---------------------------------------------------------------------------------------


def test_life_of_a_request_over_its_pages(client, world, officer, woman):
    today = timezone.localdate()
    new = reverse("members:data_request_new", args=[woman.pk])
    facts = {"kind": "correction", "words": "Sửa số điện thoại", "channel": "phone"}
    assert client.post(new, {**facts, "received_on": "1/1/2999"}).status_code == 422
    client.post(new, {**facts, "received_on": f"{today:%d/%m/%Y}"})
    request = DataRequest.objects.get()
    detail = request.get_absolute_url()
    assert "Sửa hồ sơ" in client.get(detail).content.decode()
    client.post(reverse("members:confirm_request", args=[request.pk]))
    client.post(reverse("members:extend_request", args=[request.pk]), {"reason": "Chờ giấy"})
    assert client.post(detail, {"state": "done"}).status_code == 422
    client.post(detail, {"state": "done", "answer": "Đã sửa", "on": f"{today:%d/%m/%Y}"})
    request.refresh_from_db()
    assert (request.state, request.replied_on, request.answered_by) == ("done", today, officer)
    assert "Đã sửa" in client.get(detail).content.decode()
    assert "Sửa thông tin" in client.get(woman.get_absolute_url()).content.decode()
    told = [entry.details["what"] for entry in Entry.objects.about(woman).order_by("pk")]
    assert told == ["received", "confirmed", "extended", "done"]


def test_second_open_request_of_a_kind_is_part_of_the_first(woman, officer):
    receive(woman, officer)
    receive(woman, officer, RequestKind.CORRECTION)
    with pytest.raises(DomainError, match="chưa xong"):
        receive(woman, officer)


def test_answered_request_is_answered_once(woman, officer):
    request = receive(woman, officer)
    facts = {"request_id": request.pk, "answer": "Đã in", "on": FRIDAY, "by": officer}
    services.answer_request(state=RequestState.DONE, **facts)
    with pytest.raises(DomainError, match="đã được trả lời"):
        services.answer_request(state=RequestState.REFUSED, **facts)


def test_answer_is_not_older_than_the_request(woman, officer):
    request = receive(woman, officer)
    with pytest.raises(DomainError, match="28/04/2023"):
        services.answer_request(
            request_id=request.pk,
            state=RequestState.DONE,
            answer="x",
            on=FRIDAY - datetime.timedelta(days=1),
            by=officer,
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "done"},
        {"answer": "x"},
        {"due_by": FRIDAY - datetime.timedelta(days=999)},
        {"extended_on": FRIDAY},
        {"lifted_on": FRIDAY},
    ],
)
def test_database_holds_the_form_of_a_request(woman, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequestFactory(member=woman, **wrong)


def test_list_shows_open_ones_first_by_their_day(client, world, officer, woman):
    answered = DataRequestFactory(member=woman, granted=True)
    late = DataRequestFactory(received_on=FRIDAY, member=MemberFactory(home_unit=world.branch))
    new = DataRequestFactory(member=MemberFactory(home_unit=world.group))
    DataRequestFactory(member=MemberFactory(home_unit=world.foreign_branch))
    page = client.get(reverse("members:data_requests"))
    assert list(page.context["page"]) == [late, new, answered]
    assert "quá hạn" in page.content.decode()


def test_chapter_owes_the_next_day_of_each_open_request(world, officer, woman):
    ConsentFactory(member=woman)
    today = timezone.localdate()
    request = DataRequestFactory(member=woman)
    DataRequestFactory(member=MemberFactory(home_unit=world.foreign_branch))
    (duty,) = personal_data_owed(officer, world.home, today)
    assert (duty.url, duty.by) == (request.get_absolute_url(), request.reply_by)
    services.confirm_request(request_id=request.pk, on=today, by=officer)
    (duty,) = personal_data_owed(officer, world.home, today)
    assert duty.by == request.due_by


# ---- Restriction --------------------------------------------------------------------------------


def test_granted_restriction_keeps_her_out_of_exports_until_lifted(client, world, officer, woman):
    job = ExportJobFactory.build(asked_by=officer)
    other = MemberFactory(home_unit=world.branch, full_name="Lê Thị Ba")
    request = DataRequestFactory(member=woman)
    assert set(selected(job)) == {woman, other}
    services.answer_request(
        request_id=request.pk,
        state=RequestState.DONE,
        answer="Đồng ý",
        on=timezone.localdate(),
        by=officer,
    )
    assert set(selected(job)) == {other}
    page = client.get(reverse("members:export"))
    assert (page.context["count"], page.context["left_out"]) == (1, 1)
    assert "không có trong tệp xuất" in client.get(woman.get_absolute_url()).content.decode()
    client.post(reverse("members:lift_restriction", args=[request.pk]))
    assert set(selected(job)) == {woman, other}


def test_restriction_not_in_force_cannot_be_lifted(client, officer, woman):
    request = DataRequestFactory(member=woman)
    client.post(reverse("members:lift_restriction", args=[request.pk]))
    request.refresh_from_db()
    assert request.lifted_on is None


# ---- What is held about her ---------------------------------------------------------------------


@pytest.fixture
def known(world, woman):
    """Everything that can be kept about her."""
    Member.objects.filter(pk=woman.pk).update(
        nickname="Dụ Brèo",
        phone="0912345678",
        national_id="000174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        religion=ReligionFactory(),
        address="Số 7",
        note="chị của bé Ba",
        household=HouseholdFactory(unit=world.branch, head_name="K'Bọt"),
        relation="wife",
    )
    StandingFactory(member=woman, kind=StandingKind.PARTY)
    StandingFactory(member=woman, kind=StandingKind.AWAY, place="Bình Dương")
    ConsentFactory(member=woman, purpose=Purpose.STATISTICS, kept_at="Tủ số 2")
    DataRequestFactory(member=woman)
    OfficerFactory(unit=world.branch, member=woman, full_name="Ka Dụ")
    ExemplarFactory(unit=world.branch, member=woman, name="Ka Dụ", achievement="Giữ rừng")
    ParticipationFactory(member=woman, model__unit=world.branch, model__name="Vườn mẫu")
    ReferralFactory(member=woman, unit=world.branch, merits="Hăng hái")
    return woman


def printed(client, woman):
    answer = client.post(reverse("members:data_held", args=[woman.pk]))
    reader = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


KNOWN = [
    *("Ka Dụ", "Dụ Brèo", "0912345678", "000174000123", "Cơ-ho", "Phật giáo", "Số 7", "K'Bọt"),
    *("chị của bé Ba", "Bình Dương", "Tủ số 2", "Xin đừng gọi", "Giữ rừng", "Vườn mẫu"),
]


def test_print_tells_all_that_is_held_and_is_on_the_trail(client, world, officer, known):
    text = printed(client, known)
    assert [told for told in KNOWN if told not in text] == []
    assert "Tài liệu nội bộ" in text
    verbs = Entry.objects.about(known).values_list("verb", flat=True)
    assert sorted(verbs) == [Verb.PRINTED, Verb.REVEALED]


def test_print_tells_referrals_to_who_may_know_of_them_alone(client, world, officer, known):
    text = printed(client, known)
    assert "Hăng hái" not in text
    assert "người phụ trách khác" in text
    client.force_login(world.user(Role.CHAPTER_LEAD))
    text = printed(client, known)
    assert "Hăng hái" in text
    assert "người phụ trách khác" not in text


def test_print_says_the_same_whether_or_not_there_is_a_referral(client, world, officer, woman):
    """That a case exists is itself closed: nothing on the paper may depend on it."""
    before = [section.title for section in told_about(woman.pk, officer)]
    ReferralFactory(member=woman, unit=world.branch)
    assert [section.title for section in told_about(woman.pk, officer)] == before


def test_what_another_commune_wrote_of_her_is_told_by_who_may_see_it(world, officer, known):
    ExemplarFactory(unit=world.next_door, member=known, name="Ka Dụ", achievement="Ở xã bên")
    here, district = (
        str(told_about(known.pk, user)) for user in (officer, world.user(Role.DISTRICT_LEAD))
    )
    assert ("Ở xã bên" in here, "Ở xã bên" in district) == (False, True)


def test_every_told_column_of_her_own_row_is_printed(world, officer, known):
    """Whatever column is filled, the print has it: found by reading the model, not a list."""
    (own,) = [holding for holding in HOLDINGS if holding.model is Member]
    known.refresh_from_db()
    filled = {str(f.verbose_name) for f in told_columns(own) if getattr(known, f.name)}
    told = {label for label, _value in told_about(known.pk, officer)[0].rows[0]}
    assert told == filled


def test_rights_over_two_communes_add_up_in_the_print(world, officer, known):
    ExemplarFactory(unit=world.next_door, member=known, name="Ka Dụ", achievement="Ở xã bên")
    PostingFactory(user=officer, role=Role.CHAPTER_OFFICER, unit=world.next_door)
    officer = type(officer).objects.get(pk=officer.pk)
    assert "Ở xã bên" in str(told_about(known.pk, officer))


# ---- The trail in words -------------------------------------------------------------------------


def test_column_of_a_list_is_told_as_the_member_book_calls_it():
    told = [(str(word), str(value)) for word, value in details_in_words({"columns": ["away"]})]
    assert told == [("Các cột", "đi làm ăn xa")]


def test_trail_says_exports_and_requests_in_words():
    told = details_in_words(
        {
            "format": "xlsx",
            "rows": 2,
            "purpose": "contact",
            "filter": {"state": "core", "searched": True},
            "columns": ["national_id", "phone"],
        }
    )
    assert [(str(word), str(value)) for word, value in told] == [
        ("Dạng tệp", "Excel, theo mẫu sổ danh sách"),
        ("Số dòng", "2"),
        ("Mục đích", "mời họp, liên hệ, thăm hỏi"),
        ("Bộ lọc", "Tình trạng: hội viên nòng cốt, Tìm theo từ khóa: có"),
        ("Các cột", "số căn cước, điện thoại"),
    ]
