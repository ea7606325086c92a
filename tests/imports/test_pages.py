"""The pages of lists brought in: from the upload to the questions and back, and for nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from imports.enums import Decision, Stage
from imports.models import Batch
from members.models import Member
from tests.factories.members import MemberFactory
from tests.imports.desk import DAY, bring, paste, take_in, women
from tests.statements import statements

pytestmark = pytest.mark.django_db
NEW = "/imports/new/"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def send(client, world, **given):
    asked = {"kind": "register", "unit": world.home.pk, "as_of": f"{DAY:%d/%m/%Y}", **given}
    return client.post(NEW, asked)


def test_file_is_read_at_once_and_shown(client, world, officer):
    file = SimpleUploadedFile("hoi-vien.csv", paste(*women(3)).encode())
    answer = send(client, world, file=file)
    batch = Batch.objects.get()
    assert answer.url == batch.get_absolute_url()
    page = client.get(answer.url)
    assert (batch.file_name, batch.stage) == ("hoi-vien.csv", Stage.CHECKED)
    assert "Nhận 3 dòng vào sổ" in page.content.decode()


def test_paste_is_read_too(client, world, officer):
    send(client, world, text=paste(*women(2)))
    assert Batch.objects.get().rows.count() == 2


def test_large_file_is_read_in_the_background(client, world, officer, settings):
    settings.IMPORT_AT_ONCE = 10
    answer = send(client, world, text=paste(*women(2)))
    batch = Batch.objects.get()
    assert batch.stage == Stage.UPLOADED
    page = client.get(answer.url).content.decode()
    assert "Đang đọc và đối chiếu với sổ" in page


BAD = {
    "pdf": b"%PDF-1.7 x",
    "picture": b"\x89PNG\r\n",
    "empty": b" ",
    "no list": "Họ và tên\nchỉ có một cột".encode(),
    "damaged": b"PK\x03\x04 cut",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_file_that_cannot_be_read_is_a_sentence_and_leaves_nothing(client, world, officer, content):
    answer = send(client, world, file=SimpleUploadedFile("ds.xlsx", content))
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert f'value="{world.home.pk}" selected' in answer.content.decode()
    assert Batch.objects.count() == 0


def test_file_that_is_too_large_is_told_before_it_is_read(client, world, officer, monkeypatch):
    monkeypatch.setattr("imports.reading.limits.FILE_BYTES", 100)
    monkeypatch.setattr("imports.reading.limits.MEGABYTE", 10)
    answer = send(client, world, file=SimpleUploadedFile("ds.csv", b"x" * 101))
    assert answer.context["form"].errors["file"] == [
        "“ds.csv” nặng 11 MB; nhiều nhất đọc được 10 MB."
    ]


def test_nothing_chosen_is_said(client, world, officer):
    assert "file" in send(client, world).context["form"].errors


def test_same_file_is_told_with_a_way_to_the_first(client, world, officer):
    content = paste(*women(2))
    send(client, world, text=content)
    first = Batch.objects.get()
    answer = send(client, world, text=content)
    assert first.get_absolute_url() in answer.content.decode()
    assert Batch.objects.count() == 1
    send(client, world, text=content, again="on")
    assert Batch.objects.count() == 2


def test_unit_of_the_next_commune_cannot_be_chosen(client, world, officer):
    answer = send(client, world, unit=world.next_door.pk, text=paste(*women(1)))
    assert answer.status_code == 422
    assert Batch.objects.count() == 0


def test_cell_is_corrected_in_place(client, world, officer):
    batch = bring(world, officer, paste(("Ka Dụ", "31/02/1985", "", "", "Thôn 1")))
    row = batch.rows.get()
    path = reverse("imports:answer", args=[batch.pk, row.pk])
    page = client.get(batch.get_absolute_url()).content.decode()
    assert f'name="r{row.pk}-birth"' in page
    client.post(path, {"do": "edit", f"r{row.pk}-birth": "chưa rõ"})
    assert batch.rows.get().decision == Decision.PARKED
    part = client.post(
        path, {"do": "edit", f"r{row.pk}-birth": "5/3/85"}, headers={"HX-Request": "true"}
    )
    assert "Nhận 1 dòng vào sổ" in part.content.decode()
    assert "<html" not in part.content.decode()
    take_in(batch, officer)
    assert Member.objects.get().birth_date.isoformat() == "1985-03-05"


@pytest.mark.parametrize(
    ("do", "decision"),
    [
        ("suggestion", Decision.NEW),
        ("keep", Decision.NEW),
        ("skip", Decision.SKIPPED),
        ("nonsense", Decision.PARKED),
    ],
)
def test_row_is_answered_by_a_button(client, world, officer, do, decision):
    batch = bring(world, officer, paste(("Ka Dụ", 85, "", "", "Thôn 1")))
    row = batch.rows.get()
    client.post(reverse("imports:answer", args=[batch.pk, row.pk]), {"do": do})
    assert batch.rows.get().decision == decision


def test_changes_are_shown_from_old_to_new(client, world, officer):
    MemberFactory(full_name="Ka Dụ", home_unit=world.branch, phone="0911111111")
    batch = bring(world, officer, paste(("Ka Dụ", 1974, "", "0912345678", "Thôn 1")))
    page = client.get(f"{batch.get_absolute_url()}?show=update").content.decode()
    assert "0911 111 111" in page
    assert "0912 345 678" in page


def test_page_of_a_stranger_reveals_nothing(client, world, officer):
    MemberFactory(full_name="Ka Dụ", home_unit=world.branch, citizen_number="068174000123")
    client.force_login(world.stranger)
    rows = paste(("Ka Dụ", 1974, "068174000123", "", "Thôn Kao Kuil"))
    batch = bring(world, world.stranger, rows, unit=world.next_door)
    page = client.get(f"{batch.get_absolute_url()}?show=new").content.decode()
    assert "Có thể trùng với hội viên ở đơn vị khác – Hội huyện sẽ đối chiếu." in page
    assert "Thôn 1" not in page
    assert "Xã Đồng Tâm" not in page


def test_inspector_looks_but_sees_no_closed_value_and_no_button(client, world, officer):
    batch = bring(world, officer, paste(("Ka Dụ", 1974, "06817400012399", "", "Thôn 1")))
    client.force_login(world.user(Role.INSPECTOR))
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Ka Dụ" in page
    assert "06817400012399" not in page
    assert f'action="/imports/{batch.pk}/' not in page


def test_page_asks_the_database_as_often_for_three_rows_as_for_one(client, world, officer):
    def page_of(count):
        rows = [(f"Ka {name}", 85, "", "", "Thôn 1") for name in ("Dụ", "Thoa", "Nhơi")[:count]]
        batch = bring(world, officer, paste(*rows))
        return statements(lambda: client.get(batch.get_absolute_url()))

    assert page_of(1) == page_of(3)


def test_list_asks_the_database_as_often_for_three_as_for_one(client, world, officer):
    bring(world, officer, paste(*women(1)))
    once = statements(lambda: client.get("/imports/"))
    bring(world, officer, paste(*women(2)))
    bring(world, officer, paste(*women(3)))
    assert statements(lambda: client.get("/imports/")) == once


def test_taking_back_is_shown_first_and_done_then(
    client, world, officer, django_capture_on_commit_callbacks
):
    batch = take_in(bring(world, officer, paste(*women(2))), officer)
    path = reverse("imports:take_back", args=[batch.pk])
    assert "Rút lại cả danh sách" in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path)
    assert Member.objects.count() == 0


def test_columns_are_called_in_words(client, world, officer):
    heads = ("STT", "Họ và chữ đệm", "Tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Chi hội")
    heads += ("Hộ nghèo", "Ngày vào Đảng")
    rows = [
        (n, "Nguyễn Thị", name, n, 3, 1974, "Thôn 1", "x", "03/02/2010")
        for n, name in enumerate(("Hoa", "Lan", "Mai"), start=1)
    ]
    batch = bring(world, officer, paste(*rows, heads=heads))
    columns = client.get(batch.get_absolute_url()).context["sheets"][0]["columns"]
    assert [column["title"] for column in columns] == [
        "Số thứ tự",
        "Họ và chữ đệm",
        "Tên",
        "Ngày sinh (ngày)",
        "Ngày sinh (tháng)",
        "Ngày sinh (năm)",
        "Chi hội",
        "Diện hộ: hộ nghèo",
        "Ngày vào Đảng",
    ]
