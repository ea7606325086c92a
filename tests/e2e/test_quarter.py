"""District staff prints the quarter: from the page through the names behind a figure to the PDF,
whose text is read back."""

import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.roles import Role
from tests.factories.chapters import PaperSettingsFactory
from tests.reports.book import Book
from tests.world import World

QUARTER = "2023-Q3"
PERIOD = "quý III năm 2023"
OWN = "td.own a"


@pytest.fixture
def country(transactional_db):
    call_command("load_reference", verbosity=0)
    world = World()
    Book(world, 5)
    PaperSettingsFactory(unit=world.district)
    return world


def open_report(page, live_server, country):
    """The first visit has the columns of comparison counted, and shows the page anew."""
    url = live_server.url + reverse("reports:report", args=[country.district.pk, QUARTER])
    page.goto(url)
    page.get_by_role("button", name="Tính lại").wait_for()


def words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def close(text):
    """Without spaces: the browser's PDF parts words where another font helps out with a letter."""
    return "".join(text.split())


def figures(page):
    """{row of the appendix: figure of the period} as the page shows them."""
    rows = page.locator("table.appendix tbody tr:not(.group)")
    found = {}
    for row in rows.all():
        label = row.locator("th").evaluate("th => th.lastChild.textContent.trim()")
        found[label] = row.locator("td.own").inner_text().strip()
    return found


def test_staff_prints_the_quarter(live_server, desktop, sign_in, axe, country):
    sign_in(desktop, country.user(Role.DISTRICT_STAFF))
    open_report(desktop, live_server, country)
    shown = figures(desktop)
    axe(desktop)

    closing = desktop.locator("tr", has_text="Hội viên cuối kỳ").locator(OWN)
    told = closing.inner_text()
    closing.click()
    assert desktop.locator(".count b").inner_text() == told
    assert desktop.locator("main tbody tr").count() == int(told) > 0
    axe(desktop)
    desktop.locator("a.back").click()

    address = desktop.get_by_role("link", name="PDF").get_attribute("href")
    answer = desktop.request.get(live_server.url + address)
    assert answer.headers["content-type"] == "application/pdf"
    paper = words(answer.body())
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HỘI LHPN HUYỆN DI LINH",
        f"Kết quả công tác Hội và phong trào phụ nữ {PERIOD}",
        "CHỦ TỊCH",
        "Nguyễn Thị Hòa",
    ):
        assert line in paper
    counted = {label: value for label, value in shown.items() if re.search(r"\d", value)}
    assert len(counted) > 30
    for label, value in counted.items():
        assert value in paper.partition(label)[2][:120], label


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_page_prints_as_it_was_seen_without_the_frame(
    live_server, request, browser, sign_in, country, screen
):
    page = request.getfixturevalue(screen)
    sign_in(page, country.user(Role.DISTRICT_STAFF))
    open_report(page, live_server, country)
    labels = list(figures(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.emulate_media(media="print")
    printed = close(words(page.pdf(format="A4", prefer_css_page_size=True)))
    assert [label for label in labels if close(label) not in printed] == []
    assert not page.locator("nav").first.is_visible()
