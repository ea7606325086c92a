"""Help goes on with the household that took another one in; what was counted stays counted."""

import datetime
from random import Random

import pytest
from django.urls import reverse

from accounts.roles import Role
from chapters.counting import tally
from core.exceptions import DomainError
from core.periods import Period
from members import services as book
from members.enums import HouseholdDeed
from members.heirs import heirs_of, taken_in
from members.models import HouseholdChange
from members.services import Seen
from models_programs import services
from models_programs.enums import HelpResult
from models_programs.help import help_of, helped_now, with_homes
from models_programs.models import Assistance
from tests.factories.members import HouseholdChangeFactory, HouseholdFactory, MemberFactory
from tests.factories.programs import AssistanceFactory, FindingFactory, ReviewFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

MAY, JULY, AUGUST = (datetime.date(2023, month, 2) for month in (5, 7, 8))


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def homes(world):
    """Three households of one branch, a woman in each."""
    found = []
    for head in ("Trần Văn Tài", "Lê Văn Bình", "K' Brểu"):
        found.append(HouseholdFactory(unit=world.branch, head_name=head))
        MemberFactory(home_unit=world.branch, household=found[-1])
    return found


def merge(kept, gone, by, on=MAY):
    return book.merge_households(
        kept_id=kept.pk,
        kept_seen=seen(kept),
        gone_id=gone.pk,
        gone_seen=seen(gone),
        relations={},
        on=on,
        by=by,
    )


def seen(household):
    household.refresh_from_db()
    return Seen(household.version, frozenset(household.members.values_list("pk", flat=True)))


def home_of(help_, user):
    row = Assistance.objects.select_related("household").get(pk=help_.pk)
    (row,) = with_homes([row], user)
    return row.home.household, row.home.since


# ---- Where it goes ------------------------------------------------------------------------------


def test_open_help_goes_on_with_the_household_that_stays(homes, officer):
    kept, gone, _ = homes
    help_ = AssistanceFactory(household=gone)
    assert home_of(help_, officer) == (gone, None)
    merge(kept, gone, officer)
    assert home_of(help_, officer) == (kept, MAY)
    help_.refresh_from_db()
    assert (help_.household, help_.version) == (gone, 1)


def test_help_goes_along_from_one_to_the_next(homes, officer):
    last, middle, first = homes
    help_ = AssistanceFactory(household=first)
    merge(middle, first, officer)
    merge(last, middle, officer, on=JULY)
    assert home_of(help_, officer) == (last, JULY)
    assert taken_in([last.pk]) == {middle.pk: last.pk, first.pk: last.pk}


@pytest.mark.parametrize(
    ("closed", "at"), [(datetime.date(2023, 5, 1), 2), (MAY, 1), (JULY, 0), (AUGUST, 0)]
)
def test_closed_help_stays_where_it_was_closed(homes, officer, closed, at):
    help_ = AssistanceFactory(household=homes[2], result=HelpResult.MET, closed_on=closed)
    merge(homes[1], homes[2], officer)
    merge(homes[0], homes[1], officer, on=JULY)
    assert home_of(help_, officer)[0] == homes[at]


def test_when_the_event_is_undone_the_help_is_back(homes, officer):
    kept, gone, _ = homes
    help_ = AssistanceFactory(household=gone)
    merge(kept, gone, officer)
    HouseholdChange.objects.filter(other=gone).update(kind=HouseholdDeed.SPLIT)
    assert home_of(help_, officer) == (gone, None)


@pytest.mark.parametrize("seed", range(5))
def test_heirs_are_what_python_finds(world, seed):
    """Households at random take each other in; each is dissolved once."""
    random, into = Random(seed), {}
    standing = HouseholdFactory.create_batch(9, unit=world.branch)
    for day in range(1, 8):
        kept, gone = random.sample(standing, 2)
        standing.remove(gone)
        on = datetime.date(2023, 3, day)
        into[gone.pk] = (kept.pk, on)
        HouseholdChangeFactory(household=kept, other=gone, kind=HouseholdDeed.MERGED, on=on)
    expected = {}
    for gone in into:
        way, here = [], gone
        while here in into:
            way.append(into[here])
            here = into[here][0]
        expected[gone] = way
    assert heirs_of(into) == expected
    for household in standing:
        ends = {gone for gone, way in expected.items() if way[-1][0] == household.pk}
        assert taken_in([household.pk]) == dict.fromkeys(ends, household.pk)


def test_no_figure_moves(world, homes, officer):
    kept, gone, _ = homes
    for household in (kept, gone):
        AssistanceFactory(household=household, started_on=MAY)
    periods = [Period.parse(code) for code in ("2023-Q2", "2023-Q3", "2023")]
    codes = ["C3", "C4", "E2"]
    before = [tally(period, world.units, codes) for period in periods]
    assert before[0][world.district.pk]["C3"] == 2
    merge(kept, gone, officer, on=JULY)
    assert [tally(period, world.units, codes) for period in periods] == before


# ---- What is done with it -----------------------------------------------------------------------


@pytest.fixture
def along(homes, officer):
    """Help that came along, for a criterion that the household that stays does not meet either."""
    kept, gone, _ = homes
    help_ = AssistanceFactory(household=gone)
    for household in (kept, gone):
        review = ReviewFactory(household=household, criteria_set=help_.criterion.criteria_set)
        FindingFactory(review=review, criterion=help_.criterion)
    merge(kept, gone, officer)
    return help_


def finding_of(household):
    return household.reviews.get().findings.get()


def test_nobody_is_assigned_beside_help_that_came_along(homes, along, officer):
    with pytest.raises(DomainError, match=along.helper_name):
        services.assign_help(
            finding_id=finding_of(homes[0]).pk,
            helper_name="Ka Dụ",
            helper=None,
            started_on=JULY,
            until=AUGUST,
            by=officer,
        )
    assert helped_now([homes[0].pk], along.year) == {(homes[0].pk, along.criterion_id)}


def test_what_is_met_is_met_in_both(homes, along, officer):
    services.close_help(assistance_id=along.pk, result=HelpResult.MET, on=JULY, by=officer)
    assert [finding_of(home).resolved_on for home in homes[:2]] == [JULY, JULY]


def test_what_was_met_before_they_became_one_is_met_where_it_was(homes, along, officer):
    day = MAY - datetime.timedelta(days=1)
    services.close_help(assistance_id=along.pk, result=HelpResult.MET, on=day, by=officer)
    assert [finding_of(home).resolved_on for home in homes[:2]] == [None, day]


# ---- Pages --------------------------------------------------------------------------------------


def test_pages_tell_with_whom_it_is_now(client, homes, along, officer):
    client.force_login(officer)
    kept, gone, _ = homes
    listed = client.get(reverse("programs:assistance")).text
    own = client.get(along.get_absolute_url()).text
    review = reverse("programs:review", args=[kept.pk, along.year])
    for page in (listed, own, client.get(review).text):
        assert kept.head_name in page
        assert "đi theo từ hộ Lê Văn Bình, từ ngày 02/05/2023" in page
    assert client.get(review).context["helped"] == {along.criterion_id}
    before = client.get(reverse("programs:review", args=[gone.pk, along.year])).text
    assert "nay tiếp tục ở hộ đã nhận hộ này, từ ngày 02/05/2023" in before


def test_household_that_moved_out_of_sight_is_not_named(client, world, homes, along, officer):
    kept, gone, _ = homes
    kept.unit = world.foreign_branch
    kept.save()
    client.force_login(officer)
    for address in (reverse("programs:assistance"), along.get_absolute_url()):
        page = client.get(address).text
        assert kept.head_name not in page
        assert gone.head_name in page
    assert home_of(along, world.user(Role.DISTRICT_LEAD))[0] == kept


def test_list_costs_the_same_for_more_help_that_came_along(client, world, homes, along, officer):
    client.force_login(officer)

    def look():
        return client.get(reverse("programs:assistance"))

    one = statements(look)
    for number in range(2):
        more = HouseholdFactory(unit=world.branch, head_name=f"Hộ {number}")
        AssistanceFactory(household=more)
        merge(homes[0], more, officer, on=JULY)
    assert statements(look) == one
    assert len(look().context["helps"]) == 3


def test_help_of_one_household_is_not_that_of_another(homes, along, officer):
    kept, _gone, other = homes
    assert help_of(kept, along.year, officer) == [along]
    assert help_of(other, along.year, officer) == []
