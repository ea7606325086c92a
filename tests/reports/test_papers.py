"""The official paper: its words read back, its form, and the settings of its head."""

import datetime
import io
import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.roles import Role
from audit.models import Entry, Verb
from chapters.models import PaperSettings
from chapters.papers import date_in_words, figure, place_and_date
from chapters.services import papers, save_paper_settings
from core.exceptions import DomainError, StaleEdit
from tests.factories.chapters import PaperSettingsFactory
from tests.factories.members import MemberFactory
from tests.reports.book import Book

FACTS = {
    "superior_line": "HỘI LHPN TỈNH CAO NGUYÊN",
    "issuer_line": "HỘI LHPN HUYỆN SƠN HÀ",
    "symbol": "BC-HPN",
    "place": "Sơn Hà",
    "on_behalf": "TM. BAN THƯỜNG VỤ",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Ka Dụ",
    "recipients": "Hội LHPN tỉnh\nLưu: VT",
}


def drawn(client, user, unit, period="2023-Q3"):
    client.force_login(user)
    response = client.get(reverse("reports:pdf", args=[unit.pk, period]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(response.content))


def words(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.django_db
def test_text_reads_back_composed(client, world):
    PaperSettingsFactory(unit=world.district)
    MemberFactory.create_batch(3, home_unit=world.branch)
    text = words(drawn(client, world.user(Role.DISTRICT_LEAD), world.district))
    assert unicodedata.is_normalized("NFC", text)
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HỘI LHPN HUYỆN DI LINH",
        "Kết quả công tác Hội và phong trào phụ nữ quý III năm 2023",
        "Tổng số hội viên cuối kỳ là 03 người",
        "Nguyễn Thị Hòa",
        "Hội viên cuối kỳ",
        "chưa có nguồn",
    ):
        assert told in text


@pytest.mark.django_db
def test_paper_is_tagged_and_numbered_from_the_second_page(client, world):
    reader = drawn(client, world.user(Role.DISTRICT_LEAD), world.district)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("vi")
    tops = [page.extract_text().split()[0] for page in reader.pages]
    assert tops[1:] == [str(number) for number in range(2, len(tops) + 1)]
    assert tops[0] != "1"
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages} == {
        (595, 842)
    }


@pytest.mark.django_db
def test_paper_and_page_tell_the_same_figures(client, world):
    Book(world, 9)
    user = world.user(Role.CHAPTER_LEAD)
    text = words(drawn(client, user, world.home))
    response = client.get(reverse("reports:report", args=[world.home.pk, "2023-Q3"]))
    shown = {line.row.code: line for _, part in response.context["sections"] for line in part}
    for code in ("A1", "A2", "A10", "A19"):
        assert f"{code} {shown[code].row.label} {shown[code].row.measure}" in text
    closing = figure(shown["A10"].value, in_text=True)
    assert f"Tổng số hội viên cuối kỳ là {closing} người" in text


@pytest.mark.django_db
def test_paper_without_the_right_to_cases_has_no_word_of_them(client, world):
    text = words(drawn(client, world.user(Role.CHAPTER_OFFICER), world.home))
    assert "nhận thức về Đảng" not in text
    assert "nhận thức về Đảng" in words(drawn(client, world.user(Role.CHAPTER_LEAD), world.home))


@pytest.mark.django_db
def test_drawing_is_told_in_the_trail(client, world):
    drawn(client, world.user(Role.CHAPTER_LEAD), world.home)
    entry = Entry.objects.get(verb=Verb.PRINTED)
    assert (entry.target_id, entry.details) == (str(world.home.pk), {"period": "2023-Q3"})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (datetime.date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
        (datetime.date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (datetime.date(2024, 12, 15), "ngày 15 tháng 12 năm 2024"),
    ],
)
def test_dates_get_zeros_where_the_form_wants_them(day, told):
    assert date_in_words(day) == told
    assert place_and_date("Di Linh", day) == f"Di Linh, {told}"


@pytest.mark.parametrize(
    ("value", "in_text", "told"),
    [
        (3, True, "03"),
        (3, False, "3"),
        (0, True, "0"),
        (1234, True, "1.234"),
        (Decimal("60.5"), True, "60,5%"),
        (Decimal("100.0"), True, "100%"),
        (None, True, "–"),
    ],
)
def test_figures_as_papers_write_them(value, in_text, told):
    assert figure(value, in_text=in_text) == told


@pytest.mark.django_db
def test_head_is_offered_as_usual_then_kept_as_saved(client, world):
    client.force_login(world.user(Role.CHAPTER_LEAD))
    url = reverse("reports:paper_settings", args=[world.home.pk])
    assert client.get(url).context["form"]["issuer_line"].value() == "HỘI LHPN XÃ ĐỒNG TÂM"
    assert client.post(url, FACTS | {"version": 1}).status_code == 302
    row = PaperSettings.objects.get()
    assert {name: getattr(row, name) for name in FACTS} == FACTS
    assert client.get(url).context["form"]["issuer_line"].value() == FACTS["issuer_line"]


@pytest.mark.django_db
def test_two_who_edit_the_head_see_both_values(client, world):
    row = PaperSettingsFactory(unit=world.home)
    client.force_login(world.user(Role.CHAPTER_LEAD))
    url = reverse("reports:paper_settings", args=[world.home.pk])
    save_paper_settings(
        unit_id=world.home.pk, by=world.user(Role.DISTRICT_LEAD), version=1, signer_name="Ka Bọt"
    )
    page = client.post(url, FACTS | {"version": 1})
    assert ("signer_name", "Ka Bọt", "Ka Dụ") in [
        (name, theirs, ours) for name, _, theirs, ours in page.context["form"].conflicts
    ]
    row.refresh_from_db()
    assert row.signer_name == "Ka Bọt"


@pytest.mark.django_db
def test_head_of_another_unit_is_refused(world):
    with pytest.raises(DomainError):
        save_paper_settings(unit_id=world.home.pk, by=world.stranger, **FACTS)
    PaperSettingsFactory(unit=world.home)
    lead = world.user(Role.CHAPTER_LEAD)
    with pytest.raises(StaleEdit):
        save_paper_settings(unit_id=world.home.pk, by=lead, version=7, **FACTS)


@pytest.mark.django_db
def test_nothing_is_kept_when_the_trail_cannot_be_written(world, monkeypatch):
    monkeypatch.setattr(papers, "record", broken)
    with pytest.raises(ZeroDivisionError):
        save_paper_settings(unit_id=world.home.pk, by=world.user(Role.CHAPTER_LEAD), **FACTS)
    assert not PaperSettings.objects.exists()


def broken(*args, **kwargs):
    raise ZeroDivisionError("half-way")
