"""The grid over HTTP: with and without script, for those who see less, when two save at once."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from models_programs import reference
from models_programs.models import Criterion, Review
from tests.factories import members, programs

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _reference(db):
    reference.load()


@pytest.fixture
def household(world):
    return members.HouseholdFactory(unit=world.branch, head_name="Trần Văn Anh")


@pytest.fixture
def officer(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    return client


def criteria():
    return Criterion.objects.filter(criteria_set__key="5k3s").order_by("number")


def typed(*unmet, version=0, on="15/02/2023", **more):
    ticks = {f"c{c.pk}": "on" for c in criteria() if c.number not in unmet}
    return {"version": version, "on": on, "set": "5k3s", "page": 1, **ticks, **more}


def row_of(household, year=2023):
    return reverse("programs:review_row", args=[household.pk, year])


def trail():
    """What was written down of her besides that she came in."""
    lines = Entry.objects.exclude(verb="signed_in").order_by("pk")
    return list(lines.values_list("verb", flat=True))


def open_findings(household):
    rows = Review.objects.get(household=household).findings.open()
    return sorted(rows.values_list("criterion__number", "result"))


def test_row_saved_by_script_comes_back_alone(officer, household):
    answer = officer.post(row_of(household), typed(6, registered="on"), headers=PART)
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith(f'<tr id="r{household.pk}" data-version="1"')
    assert open_findings(household) == [(6, "unmet")]


def test_row_saved_without_script_goes_back_to_the_grid(officer, world, household):
    answer = officer.post(row_of(household), typed(6))
    grid = reverse("programs:grid", args=[world.branch.pk, 2023])
    assert answer.url.startswith(f"{grid}?set=5k3s")
    assert answer.url.endswith(f"#r{household.pk}")


def test_stale_row_shows_both_and_keeps_what_was_ticked(officer, household):
    officer.post(row_of(household), typed(6), headers=PART)
    answer = officer.post(row_of(household), typed(7), headers=PART)
    assert answer.status_code == 409
    assert len(answer.context["conflicts"]) == 2
    assert 'name="version" value="1"' in answer.content.decode()
    seven = criteria().get(number=7)
    assert f"c{seven.pk}" not in answer.context["mine"]
    assert open_findings(household) == [(6, "unmet")]


def test_stale_row_without_script_is_a_page(officer, household):
    officer.post(row_of(household), typed(6))
    answer = officer.post(row_of(household), typed(7))
    assert answer.status_code == 409
    assert "Lấy của tôi" in answer.content.decode()


@pytest.mark.parametrize(
    ("on", "words"),
    [("31/02/2023", "31/02/2023"), ("15/02/2022", "không thuộc năm 2023"), ("", "")],
)
def test_row_with_a_day_that_cannot_be_says_why(officer, household, on, words):
    answer = officer.post(row_of(household), typed(6, on=on), headers=PART)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Review.objects.count() == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_row_with_a_broken_version_is_no_server_error(officer, household, version):
    answer = officer.post(row_of(household), typed(6, version=version), headers=PART)
    assert answer.status_code in {409, 422}


def test_tick_leaves_not_applicable_as_it_is(officer, household):
    review = programs.ReviewFactory(household=household, criteria_set=criteria()[0].criteria_set)
    programs.FindingFactory(
        review=review, criterion=criteria().get(number=5), result="not_applicable"
    )
    officer.post(row_of(household), typed(6, version=1), headers=PART)
    assert open_findings(household) == [(5, "not_applicable"), (6, "unmet")]


def test_row_keeps_last_year_on_one_press(officer, household):
    last = programs.ReviewFactory(
        household=household, year=2022, criteria_set=criteria()[0].criteria_set
    )
    programs.FindingFactory(review=last, criterion=criteria().get(number=8))
    answer = officer.post(row_of(household), typed(carry="1"), headers=PART)
    assert answer.status_code == 200
    review = Review.objects.get(year=2023)
    assert review.carried_over
    assert list(review.findings.values_list("criterion__number", flat=True)) == [8]


def test_inspector_sees_neither_sensitive_results_nor_boxes_to_tick(client, world, household):
    review = programs.ReviewFactory(household=household, criteria_set=criteria()[0].criteria_set)
    programs.FindingFactory(review=review, criterion=criteria().get(number=3))
    client.force_login(world.user(Role.INSPECTOR))
    page = client.get(reverse("programs:grid", args=[world.branch.pk, 2023]))
    hidden = {c.criterion.number for row in page.context["rows"] for c in row.cells if c.hidden}
    assert hidden == {2, 3, 4, 5}
    assert f'name="c{criteria().get(number=3).pk}"' not in page.content.decode()
    detail = client.get(reverse("programs:review", args=[household.pk, 2023]))
    assert "bạo lực" not in detail.content.decode()
    assert trail() == []


def test_sight_of_sensitive_criteria_and_printing_leave_a_trace(officer, world, household):
    officer.get(reverse("programs:grid", args=[world.branch.pk, 2023]))
    officer.get(reverse("programs:review_sheet", args=[world.branch.pk, 2023]))
    assert trail() == ["viewed", "printed"]


def test_tick_sheet_marks_no_sensitive_result_of_last_year(officer, world, household):
    last = programs.ReviewFactory(
        household=household, year=2022, criteria_set=criteria()[0].criteria_set
    )
    for number in (3, 8):
        programs.FindingFactory(review=last, criterion=criteria().get(number=number))
    page = officer.get(reverse("programs:review_sheet", args=[world.branch.pk, 2023]))
    assert page.content.decode().count("tick__was") == 1


def test_sheet_numbers_households_as_the_grid_does(officer, world):
    for name in ("Trần Thị Bình", "K'Anh", "Nguyễn Văn An"):
        members.HouseholdFactory(unit=world.branch, head_name=name)
    addresses = [
        reverse(f"programs:{name}", args=[world.branch.pk, 2023])
        for name in ("grid", "review_sheet")
    ]
    orders = [
        [(row.number, row.household.head_name) for row in officer.get(a).context["rows"]]
        for a in addresses
    ]
    assert orders[0] == orders[1] == [(1, "Nguyễn Văn An"), (2, "K'Anh"), (3, "Trần Thị Bình")]


@pytest.mark.parametrize("year", [2009, 2100])
def test_year_without_reviews_is_not_there(officer, world, year):
    assert officer.get(reverse("programs:grid", args=[world.branch.pk, year])).status_code == 404


@pytest.mark.parametrize("query", ["?year=abc", "?unit=abc", "?unit=99999999999999999999999"])
def test_nonsense_in_the_address_is_no_server_error(officer, query):
    assert officer.get(reverse("programs:reviews") + query).status_code in {200, 404}


def test_search_of_a_member_keeps_what_was_typed(officer, world):
    woman = members.MemberFactory(home_unit=world.branch, full_name="Ka Dụ", birth_year=1980)
    members.MemberFactory(home_unit=world.foreign_branch, full_name="Ka Dụ")
    answer = officer.post(
        reverse("programs:exemplar_new"),
        {"find": "1", "member_words": "ka du 1980", "achievement": "Nuôi bò giỏi"},
    )
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form.errors == {}
    assert form.fields["member"].choices == [(woman.pk, "Ka Dụ · 1980 · Thôn 1")]
    assert "Nuôi bò giỏi" in answer.content.decode()


def test_exemplar_published_without_her_consent_is_saved_and_warned_of(officer, world):
    woman = members.MemberFactory(home_unit=world.branch)
    answer = officer.post(
        reverse("programs:exemplar_new"),
        {
            "member": woman.pk,
            "unit": world.branch.pk,
            "field": "economy",
            "introduced_on": "05/03/2023",
            "published_at": "https://example.org/bai",
        },
        follow=True,
    )
    assert answer.context["exemplar"].member == woman
    assert "đồng ý đăng tin" in answer.content.decode()


def test_several_communes_register_at_once(client, world):
    client.force_login(world.user(Role.DISTRICT_STAFF))
    address = reverse("programs:campaign_register", args=["phu-nu-lam-dong", 2023])
    client.post(address, {"units": [world.home.pk, world.next_door.pk], "on": "10/02/2023"})
    page = client.get(reverse("programs:campaigns") + "?year=2023")
    assert (page.context["done"], len(page.context["lines"])) == (2, 2)
