"""The review grid by keyboard and on a phone, and every page of the area under axe."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from models_programs import reference
from models_programs.models import Criterion, Review
from tests.factories import members, programs

NAMES = ["Trần Văn Anh", "K'Bọt", "Nguyễn Văn Sơn"]


@pytest.fixture
def branch(world):
    """Three households; the first had no clean lane last year, the last was reviewed this year."""
    reference.load()
    lane = Criterion.objects.get(criteria_set__key="5k3s", number=8)
    homes = [members.HouseholdFactory(unit=world.branch, head_name=name) for name in NAMES]
    last = programs.ReviewFactory(household=homes[0], year=2022, criteria_set=lane.criteria_set)
    programs.FindingFactory(review=last, criterion=lane)
    now = programs.ReviewFactory(household=homes[2], criteria_set=lane.criteria_set)
    programs.FindingFactory(review=now, criterion=lane)
    programs.AssistanceFactory(household=homes[2], criterion=lane)
    return world.branch


def grid_of(branch):
    return reverse("programs:grid", args=[branch.pk, 2023])


def unmet(head):
    review = Review.objects.filter(household__head_name=head, year=2023).first()
    return review and sorted(review.findings.open().values_list("criterion__number", flat=True))


def box(page, head, number):
    return page.get_by_role("row").filter(has_text=head).get_by_role("checkbox").nth(number)


def test_grid_is_filled_by_keyboard_alone(desktop, live_server, sign_in, world, branch):
    sign_in(desktop, world.user(Role.CHAPTER_OFFICER))
    desktop.goto(live_server.url + grid_of(branch))
    first = box(desktop, "Trần Văn Anh", 8)
    assert not first.is_checked(), "last year's result is proposed"
    first.focus()
    desktop.keyboard.press("ArrowLeft")
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Enter")
    row = desktop.get_by_role("row").filter(has_text="Trần Văn Anh")
    row.get_by_text("chưa đạt 2").wait_for()
    assert unmet("Trần Văn Anh") == [7, 8]
    desktop.keyboard.press("Enter")
    desktop.get_by_role("row").filter(has_text="K'Bọt").get_by_text("đạt đủ").wait_for()
    assert unmet("K'Bọt") == []


def test_two_officers_at_once_see_both_values(desktop, live_server, sign_in, world, branch):
    sign_in(desktop, world.user(Role.CHAPTER_OFFICER))
    desktop.goto(live_server.url + grid_of(branch))
    other = desktop.context.new_page()
    other.goto(live_server.url + grid_of(branch))
    for page, number in ((other, 6), (desktop, 7)):
        box(page, "Nguyễn Văn Sơn", number).uncheck()
        page.get_by_role("row").filter(has_text="Nguyễn Văn Sơn").get_by_role(
            "button", name="Lưu"
        ).click()
        if page is other:
            page.get_by_role("row").filter(has_text="Nguyễn Văn Sơn").get_by_text(
                "chưa đạt 2"
            ).wait_for()
    row = desktop.get_by_role("row").filter(has_text="Nguyễn Văn Sơn")
    row.get_by_text("nhập trùng lúc").wait_for()
    assert unmet("Nguyễn Văn Sơn") == [6, 8]
    row.get_by_role("button", name="Lấy của tôi").click()
    row.get_by_text("chưa đạt 2").wait_for()
    assert unmet("Nguyễn Văn Sơn") == [7, 8]


def test_phone_shows_a_card_for_each_household(phone, live_server, sign_in, world, branch):
    sign_in(phone, world.user(Role.CHAPTER_OFFICER))
    phone.goto(live_server.url + grid_of(branch))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    card = phone.get_by_role("row").filter(has_text="K'Bọt")
    card.get_by_text("8. Sạch ngõ").tap()
    card.get_by_role("button", name="Lưu").tap()
    card.get_by_text("chưa đạt 1").wait_for()
    assert unmet("K'Bọt") == [8]


def pages(world):
    woman = members.MemberFactory(home_unit=world.branch)
    model = programs.ShowcaseModelFactory(unit=world.branch)
    programs.ParticipationFactory(model=model, member=woman)
    programs.RegistrationFactory(model=model)
    programs.ModelStepFactory(model=model)
    exemplar = programs.ExemplarFactory(unit=world.branch, member=woman, name=woman.full_name)
    activity = programs.ActivityFactory(unit=world.branch)
    review = Review.objects.get(year=2023)
    help_ = review.household.assistances.get()
    year, of_model = "?year=2023", [model.pk]
    return [
        reverse("programs:list"),
        reverse("programs:reviews") + year,
        grid_of(world.branch),
        reverse("programs:review_sheet", args=[world.branch.pk, 2023]),
        reverse("programs:review", args=[review.household_id, 2023]),
        reverse("programs:review_edit", args=[review.household_id, 2023]),
        reverse("programs:assistance_new", args=[review.findings.get().pk]),
        reverse("programs:assistance"),
        reverse("programs:assistance_detail", args=[help_.pk]),
        reverse("programs:assistance_close", args=[help_.pk]),
        reverse("programs:models"),
        reverse("programs:model_detail", args=of_model),
        reverse("programs:model_edit", args=of_model),
        reverse("programs:model_step", args=of_model),
        reverse("programs:participant_add", args=of_model),
        reverse("programs:exemplars") + year,
        reverse("programs:exemplar_detail", args=[exemplar.pk]),
        reverse("programs:exemplar_new"),
        reverse("programs:activities") + year,
        reverse("programs:activity_detail", args=[activity.pk]),
        reverse("programs:activity_new"),
        reverse("programs:campaigns") + year,
        reverse("programs:campaign_register", args=["phu-nu-lam-dong", 2023]),
    ]


@pytest.mark.parametrize("shape", ["phone", "desktop"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    request, live_server, sign_in, axe, world, branch, shape
):
    page = request.getfixturevalue(shape)
    sign_in(page, world.user(Role.CHAPTER_OFFICER))
    for address in pages(world):
        page.goto(live_server.url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], address
        axe(page)
