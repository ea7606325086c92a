"""Lists that leave the book: nobody gets a row or a file that is not hers, at any moment."""

import csv
import datetime
import io
import zipfile

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from audit.models import Entry, Verb
from core.jobs import JobState
from core.ranges import open_from
from core.sealed import pieces_of
from members.enums import ExportFormat, ExportLayout, StandingKind
from members.exports import service
from members.exports.columns import REGISTER, SENSITIVE
from members.exports.reading import Register, roman
from members.exports.selection import selected
from members.models import ExportJob
from tests.factories.accounts import until_yesterday, user_with
from tests.factories.members import (
    EthnicGroupFactory,
    ExportJobFactory,
    HouseholdFactory,
    HouseholdListingFactory,
    MemberFactory,
    MembershipFactory,
    ReligionFactory,
    StandingFactory,
)

pytestmark = pytest.mark.django_db
URL = "/members/export/"
PLAIN = ["phone", "branch", "head_name", "joined", "core", "away", "note"]
ASKED = {"format": "xlsx", "layout": "sections", "purpose": "contact", "purpose_note": "Mời họp"}


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def women(world):
    """Two at home, one next door; everything about the first is known."""
    household = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    hoa = MemberFactory(
        full_name="Nguyễn Thị Hoa",
        birth_date=datetime.date(1974, 3, 5),
        phone="0912345678",
        citizen_number="000174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        religion=ReligionFactory(),
        home_unit=world.group,
        household=household,
        relation="wife",
        schooling="lower",
        schooling_detail="9/12",
        note="=1+1",
    )
    HouseholdListingFactory(household=household, year=timezone.localdate().year)
    StandingFactory(member=hoa)
    StandingFactory(member=hoa, kind=StandingKind.PARTY)
    StandingFactory(member=hoa, kind=StandingKind.AWAY, place="Bình Dương")
    du = MemberFactory(full_name="Ka Dụ", birth_year=1985, home_unit=world.other_branch)
    MemberFactory(full_name="Lê Thị Bên Cạnh", home_unit=world.foreign_branch)
    return hoa, du


def fail(*args, **kwargs):
    raise RuntimeError


def ask(client, query="", **answers):
    return client.post(f"{URL}{query}", {**ASKED, "columns": PLAIN, **answers})


def lines(content):
    """Rows of the first sheet, as values."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def table(content):
    """The register's rows as dicts by heading, section rows and closing line left out."""
    rows = lines(content)
    top = next(n for n, row in enumerate(rows) if row[0] == "STT")
    numbered = [row for row in rows[top + 1 :] if str(row[0]).isdigit()]
    return [dict(zip(rows[top], map(told, row), strict=True)) for row in numbered]


def told(value):
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.datetime) else value or None


def job_of(user, **fields):
    return ExportJobFactory.build(asked_by=user, **fields)


def written(job):
    """The file that `job` makes now, unsaved as it is."""
    service.prepare(job)
    with service.made(job) as file:
        return file.read()


# ---- The register -------------------------------------------------------------------------------


def test_workbook_is_laid_out_as_a_register(client, officer, women):
    answer = ask(client)
    assert answer["Content-Disposition"].startswith('attachment; filename="DS_hoi_vien_')
    rows = lines(answer.content)
    firsts = [str(row[0] or row[1] or "") for row in rows]
    assert firsts[:3] == ["HỘI LHPN HUYỆN SƠN HÀ", "HỘI LHPN XÃ ĐỒNG TÂM", "DANH SÁCH HỘI VIÊN"]
    assert firsts[5] == "Tài liệu nội bộ – có dữ liệu cá nhân"
    assert firsts[6].startswith("Người xuất: Chị chapter-officer")
    assert [row[:2] for row in rows[9:]] == [
        ["I", "Chi hội Thôn 1"],
        [1, "Nguyễn Thị Hoa"],
        ["II", "Chi hội Thôn 2"],
        [1, "Ka Dụ"],
        ["", "Tổng cộng danh sách có 2 hội viên./."],
    ]
    assert rows[8][-1] == "Mã HV"


def test_every_column_holds_what_is_known(client, officer, women):
    hoa, _du = women
    every = [column.key for column in REGISTER if not (column.sensitive or column.always)]
    answer = ask(client, columns=every, sensitive=sorted(SENSITIVE))
    first, second = table(answer.content)
    assert first == {
        "STT": 1,
        "Họ và tên": "Nguyễn Thị Hoa",
        "Tên thường gọi": None,
        "Ngày, tháng, năm sinh": "05/03/1974",
        "Số CCCD": "000174000123",
        "Điện thoại": "0912345678",
        "Dân tộc": "Cơ-ho",
        "Tôn giáo": "Phật giáo",
        "Trình độ học vấn": "trung học cơ sở",
        "Lớp đã học": "9/12",
        "Trình độ chuyên môn": None,
        "Lý luận chính trị": None,
        "Nghề nghiệp": None,
        "Tổ phụ nữ": "Tổ 1",
        "Địa chỉ": None,
        "Chủ hộ": "Trần Văn Tài",
        "Quan hệ với chủ hộ": "vợ",
        "Diện hộ": "hộ nghèo",
        "Ngày vào Hội": "01/01/2020",
        "HV nòng cốt": "x",
        "HV danh dự": None,
        "Đảng viên": "x",
        "Đi làm ăn xa": "x",
        "Nơi làm ăn xa": "Bình Dương",
        "Ngày thôi sinh hoạt": None,
        "Lý do thôi": None,
        "Ghi chú": "=1+1",
        "Mã HV": hoa.code,
    }
    assert second["Ngày, tháng, năm sinh"] == "1985"


def test_no_cell_is_a_formula_and_numbers_stay_text(client, officer, women):
    content = ask(client, sensitive=["national_id"]).content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    kinds = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert {kinds[text] for text in ("=1+1", "0912345678", "000174000123")} == {"s"}


def test_csv_is_one_list_by_name(client, officer, women):
    content = ask(client, format="csv", layout="one_list").content.decode("utf-8")
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    seen = [(row["Họ và tên"], row["Chi hội"], row["Điện thoại"], row["Ghi chú"]) for row in rows]
    assert seen == [
        ("Ka Dụ", "Thôn 2", "", ""),
        ("Nguyễn Thị Hoa", "Thôn 1", "0912 345 678", "'=1+1"),
    ]


@pytest.mark.parametrize("kind", ["labels", "cards"])
def test_papers_are_pdf_and_take_no_columns(client, officer, women, kind):
    answer = ask(client, format=kind, sensitive=["national_id"])
    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.get(verb=Verb.EXPORTED).details["columns"] == []


def test_sections_are_numbered_as_registers_are():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99, 300)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "XCIX",
        "CCC",
    ]


def test_district_tells_branches_of_two_communes_apart(world, client, women):
    client.force_login(world.user(Role.DISTRICT_STAFF))
    rows = [row[1] for row in lines(ask(client).content) if row[0] in ("I", "II", "III")]
    assert rows == [
        "Chi hội Thôn 1 – Xã Đồng Tâm",
        "Chi hội Thôn 2 – Xã Đồng Tâm",
        "Chi hội Thôn Kao Kuil – Xã Hòa Bình",
    ]


# ---- Whom it means ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=du", ["Ka Dụ"]),
        ("?state=core", ["Nguyễn Thị Hoa"]),
        ("?born_from=1980", ["Ka Dụ"]),
        ("?q=ben canh", []),
        ("?page=9&state=nonsense", ["Nguyễn Thị Hoa", "Ka Dụ"]),
    ],
)
def test_export_holds_whom_the_page_shows(client, officer, women, query, names):
    shown = client.get(f"/members/{query}")
    assert {woman.full_name for woman, _tags in shown.context["found"]} == set(names)
    asked = client.get(f"{URL}{query}")
    assert asked.context["count"] == len(names)
    answer = ask(client, query)
    if names:
        assert [row["Họ và tên"] for row in table(answer.content)] == names
    else:
        assert answer.status_code == 422


def test_unit_filter_of_another_commune_finds_nobody_there(world, client, officer, women):
    answer = ask(client, f"?unit={world.foreign_branch.pk}")
    assert "Lê Thị Bên Cạnh" not in [row["Họ và tên"] for row in table(answer.content)]


def test_chosen_women_go_out_and_foreign_numbers_do_not(world, client, officer, women):
    hoa, du = women
    foreign = MemberFactory(home_unit=world.foreign_branch)
    first = client.post(URL, {"ids": [str(du.pk), str(foreign.pk), "x", "9" * 30]})
    assert first.status_code == 200
    assert first.context["count"] == 1
    ids = first.context["form"]["ids"].value()
    answer = ask(client, ids=ids)
    assert [row["Họ và tên"] for row in table(answer.content)] == ["Ka Dụ"]
    assert hoa.pk not in Entry.objects.get(verb=Verb.EXPORTED).details["filter"].values()


def test_district_lead_working_in_a_commune_exports_that_commune(world, client, women):
    client.force_login(world.user(Role.DISTRICT_LEAD))
    client.post(reverse("chapters:switch"), {"unit": world.home.pk})
    assert len(table(ask(client).content)) == 2


# ---- Rights -------------------------------------------------------------------------------------


def test_purpose_is_needed_in_choice_and_words(client, officer, women):
    for lacking in ("purpose", "purpose_note"):
        answer = ask(client, **{lacking: ""})
        assert answer.status_code == 422
        assert lacking in answer.context["form"].errors
    assert not Entry.objects.filter(verb=Verb.EXPORTED).exists()


def test_sensitive_columns_are_off_until_ticked(client, officer, women):
    form = client.get(URL).context["form"]
    assert not form["sensitive"].initial
    assert SENSITIVE.isdisjoint(form["columns"].initial)
    assert "Số CCCD" not in table(ask(client).content)[0]


def test_who_may_not_reveal_is_not_offered_sensitive_columns(
    world, client, officer, women, monkeypatch
):
    without = {p for p in officer.permissions if p != "member_reveal"}
    monkeypatch.setattr(User, "permissions", without)
    assert "sensitive" not in client.get(URL).context["form"].fields
    answer = ask(client, sensitive=["national_id"])
    assert "Số CCCD" not in table(answer.content)[0]
    with pytest.raises(service.RightsLost):
        service.prepare(job_of(User.objects.get(pk=officer.pk), columns=["national_id"]))


def test_women_whose_fields_she_may_not_reveal_stay_out_of_a_sensitive_list(world, women):
    """She keeps one commune and only reads the other: the sensitive list holds the first alone."""
    user = user_with(Role.CHAPTER_OFFICER, world.home)
    Posting.objects.create(
        user=user,
        role=Role.INSPECTOR,
        unit=world.next_door,
        during=open_from(datetime.date(2020, 1, 1)),
    )
    for columns in (["phone"], ["national_id"]):
        assert selected(job_of(user, columns=columns)).count() == 2


def test_every_export_is_on_the_trail_without_the_words_searched_for(client, officer, women):
    ask(client, "?q=hoa&state=core&page=2", sensitive=["religion"])
    entry = Entry.objects.get(verb=Verb.EXPORTED)
    assert entry.actor_name == str(officer)
    assert entry.details == {
        "format": "xlsx",
        "rows": 1,
        "purpose": "contact",
        "reason": "Mời họp",
        "filter": {"held": "core", "state": "active", "searched": True},
        "columns": ["phone", "religion", "branch", "head_name", "joined", "core", "away", "note"],
    }


def test_nothing_is_handed_out_when_the_trail_cannot_be_written(
    client, officer, women, monkeypatch
):
    monkeypatch.setattr(service, "record", fail)
    with pytest.raises(RuntimeError):
        ask(client)
    with pytest.raises(RuntimeError):
        service.run_export(ExportJobFactory(asked_by=officer).pk)
    assert default_storage.listdir("")[0] in ([], ["exports"])
    assert not ExportJob.objects.exclude(file="").exists()


def test_too_many_cards_are_refused_with_the_number(client, officer, women, settings):
    settings.EXPORT_PAPERS_MOST = 1
    answer = ask(client, format="cards")
    assert answer.status_code == 422
    assert "2 hội viên là quá nhiều" in answer.content.decode()


# ---- In the background --------------------------------------------------------------------------


@pytest.fixture
def long_list(settings):
    settings.EXPORT_AT_ONCE = 1


def test_long_list_is_made_in_the_background_and_fetched(
    client, officer, women, long_list, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, sensitive=["national_id"])
    assert answer.url == reverse("members:exports")
    job = ExportJob.objects.get()
    assert (job.state, job.count, job.progress) == (JobState.DONE, 2, (2, 2))
    sealed = default_storage.open(job.file).read()
    assert b"PK" not in sealed[:4]
    shown = client.get(answer.url)
    assert "Mời họp" in shown.content.decode()
    file = client.post(reverse("members:fetch_export"), {"file": job.pk})
    assert [row["Số CCCD"] for row in table(b"".join(file.streaming_content))] == [
        "000174000123",
        None,
    ]
    told = [entry.details.get("what") for entry in Entry.objects.filter(verb=Verb.EXPORTED)]
    assert sorted(told, key=str) == [None, "fetched"]


def test_page_polls_only_while_something_is_made(client, officer):
    job = ExportJobFactory(asked_by=officer)
    assert "every 2s" in client.get(reverse("members:exports")).content.decode()
    ExportJob.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="Hết quyền")
    page = client.get(reverse("members:exports"), headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in page
    assert "Hết quyền" in page
    assert "<html" not in page


def test_only_the_asker_sees_and_fetches(world, client, officer, women):
    job = ExportJobFactory(asked_by=world.user(Role.CHAPTER_LEAD))
    service.run_export(job.pk)
    page = client.get(reverse("members:exports"))
    assert list(page.context["page"]) == []
    for pk in (job.pk, "", "x", 10**30):
        answer = client.post(reverse("members:fetch_export"), {"file": pk})
        assert answer.status_code == 404
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert client.post(reverse("members:fetch_export"), {"file": job.pk}).status_code == 200


def test_women_are_those_of_the_moment_of_making(world, officer, women):
    hoa, _du = women
    job = ExportJobFactory(asked_by=officer)
    hoa.memberships.all().delete()
    MembershipFactory(member=hoa, unit=world.foreign_branch)
    hoa.home_unit = world.foreign_branch
    hoa.save()
    service.run_export(job.pk)
    assert [row["Họ và tên"] for row in table(content_of(job))] == ["Ka Dụ"]


def content_of(job):
    job.refresh_from_db()
    return b"".join(pieces_of(job.file))


def test_rights_lost_before_making_are_told_and_nothing_is_made(officer, women):
    job = ExportJobFactory(asked_by=officer)
    Posting.objects.filter(user=officer).update(during=until_yesterday())
    assert service.run_export(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.file) == (JobState.FAILED, "")
    assert "không còn quyền" in job.error
    assert not Entry.objects.filter(verb=Verb.EXPORTED).exists()


def test_right_to_reveal_lost_before_making_stops_a_sensitive_list(world, women, monkeypatch):
    officer = world.user(Role.CHAPTER_OFFICER)
    plain, closed = (ExportJobFactory(asked_by=officer, columns=c) for c in (["phone"], ["party"]))
    monkeypatch.setattr(User, "permissions", officer.permissions - {"member_reveal"})
    assert [service.run_export(job.pk) for job in (plain, closed)] == [True, False]


def test_rights_lost_before_fetching_close_the_file(world, client, officer, women):
    job = ExportJobFactory(asked_by=officer)
    service.run_export(job.pk)
    Posting.objects.filter(user=officer).update(during=until_yesterday())
    address = reverse("members:fetch_export")
    assert client.post(address, {"file": job.pk}).status_code == 403
    moved = user_with(Role.CHAPTER_OFFICER, world.next_door)
    ExportJob.objects.filter(pk=job.pk).update(asked_by=moved)
    client.force_login(moved)
    answer = client.post(address, {"file": job.pk}, follow=True)
    assert "không còn thuộc phạm vi" in answer.content.decode()
    told = Entry.objects.filter(verb=Verb.EXPORTED, details__what="fetched")
    assert not told.exists()


def test_right_to_reveal_lost_before_fetching_closes_a_sensitive_file(
    world, client, officer, women, monkeypatch
):
    job = ExportJobFactory(asked_by=officer, columns=["party"])
    service.run_export(job.pk)
    monkeypatch.setattr(User, "permissions", officer.permissions - {"member_reveal"})
    answer = client.post(reverse("members:fetch_export"), {"file": job.pk})
    assert answer.status_code == 302


def test_killed_half_way_leaves_no_file_and_can_be_made_again(officer, women, monkeypatch):
    job = ExportJobFactory(asked_by=officer)
    with monkeypatch.context() as patch:
        patch.setattr(service, "write_export", fail)
        with pytest.raises(RuntimeError):
            service.run_export(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file) == (JobState.FAILED, "")
    ExportJob.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    assert service.run_export(job.pk) is True
    assert service.run_export(job.pk) is False
    assert len(table(content_of(job))) == 2


def test_few_files_at_a_time(client, officer, women, long_list):
    ExportJobFactory.create_batch(service.AT_WORK, asked_by=officer)
    answer = ask(client)
    assert answer.status_code == 422
    assert ExportJob.objects.count() == service.AT_WORK


def test_outdated_files_are_deleted_with_their_rows(officer, women, time_machine):
    old = ExportJobFactory(asked_by=officer)
    service.run_export(old.pk)
    old.refresh_from_db()
    time_machine.move_to(timezone.now() + datetime.timedelta(days=6))
    new = ExportJobFactory(asked_by=officer, expires_at=timezone.now() + datetime.timedelta(days=7))
    time_machine.shift(datetime.timedelta(days=2))
    assert service.throw_away_outdated() == 1
    assert list(ExportJob.objects.all()) == [new]
    assert not default_storage.exists(old.file)


def test_expired_file_is_not_handed_out_before_it_is_deleted(client, officer, women, time_machine):
    job = ExportJobFactory(asked_by=officer)
    service.run_export(job.pk)
    ExportJob.objects.filter(pk=job.pk).update(expires_at=timezone.now())
    answer = client.post(reverse("members:fetch_export"), {"file": job.pk}, follow=True)
    assert "không còn được giữ" in answer.content.decode()


# ---- Cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ExportLayout)
def test_statements_do_not_grow_with_the_women(
    world, officer, women, layout, django_assert_num_queries
):
    every = [column.key for column in REGISTER]

    def read():
        return list(
            Register(job_of(User.objects.get(pk=officer.pk), layout=layout, columns=every)).rows()
        )

    with django_assert_num_queries(8):
        few = read()
    for number in range(3):
        MemberFactory(
            home_unit=world.branch,
            household=HouseholdFactory(unit=world.branch),
            full_name=f"Trần Thị Mai {number}",
        )
    with django_assert_num_queries(8):
        more = read()
    assert len(more) == len(few) + 3


@pytest.mark.parametrize("kind", ExportFormat)
def test_every_kind_of_file_can_be_made(officer, women, kind):
    assert written(job_of(officer, format=kind))
