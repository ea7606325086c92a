"""What befalls whole households: dated, refused in words, stale-safe, and the past stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from chapters.counting import tally, things
from chapters.indicators import REGISTRY
from core.exceptions import DomainError, StaleEdit
from core.periods import Period
from core.ranges import days_from
from members import services
from members.chronicle import chronicle_of
from members.enums import Ended, HouseholdDeed, Relation
from members.models import Household, HouseholdChange, Member, Relocation
from members.services import Head, Home, Seen
from members.services.rows import NotHers
from models_programs.grids import households_of
from models_programs.progress import progress_of
from tests.factories.members import (
    HouseholdChangeFactory,
    HouseholdFactory,
    HouseholdListingFactory,
    MemberFactory,
    RelocationFactory,
    TransferFactory,
)
from tests.factories.programs import ReviewFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

ON = date(2023, 5, 2)
EVE = ON - timedelta(days=1)
YEARS_AGO = date(2021, 1, 1)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def home(world):
    """A husband at the head, his wife, their daughter and her daughter-in-law."""
    household = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    for name, relation in (("Ka Dụ", "wife"), ("Ka Mai", "child"), ("Ka Lan", "child_in_law")):
        MemberFactory(
            home_unit=world.branch, household=household, full_name=name, relation=relation
        )
    return household


def named(name):
    return Member.objects.get(full_name=name)


def women(household):
    rows = Member.objects.filter(household=household).order_by("full_name")
    return [(woman.full_name, woman.relation) for woman in rows]


def lived(household, day):
    rows = Member.objects.living_in(household, day).order_by("full_name")
    return [woman.full_name for woman in rows]


def seen(household):
    household.refresh_from_db()
    return Seen(household.version, frozenset(household.members.values_list("pk", flat=True)))


def split(home, by, *names, **changes):
    given = {
        "household_id": home.pk,
        "seen": seen(home),
        "leaving": {named(name).pk: "" for name in names},
        "head": Head(name="K'Tân"),
        "on": ON,
        "by": by,
    }
    return services.split_household(**{**given, **changes})


def move(home, to, by, *names, **changes):
    given = {
        "household_id": home.pk,
        "seen": seen(home),
        "to_unit_id": to.pk,
        "along": {named(name).pk for name in names},
        "on": ON,
        "by": by,
    }
    return services.move_household(**{**given, **changes})


def merge(kept, gone, by, **changes):
    given = {
        "kept_id": kept.pk,
        "kept_seen": seen(kept),
        "gone_id": gone.pk,
        "gone_seen": seen(gone),
        "relations": {},
        "on": ON,
        "by": by,
    }
    return services.merge_households(**{**given, **changes})


def told(household, user):
    return [(one.on, one.words, one.women) for one in chronicle_of(household, user)]


def refusal(call):
    with pytest.raises(DomainError) as refused:
        call()
    return str(refused.value), refused.value.field


# ---- Splitting ----------------------------------------------------------------------------------


def test_split_founds_a_household_with_those_who_leave(world, home, officer):
    lan = named("Ka Lan")
    new = split(
        home, officer, "Ka Lan", "Ka Mai", head=Head(member_id=lan.pk), address="Số 3, thôn 1"
    )
    assert (new.head_name, new.unit, new.address) == ("Ka Lan", world.branch, "Số 3, thôn 1")
    assert (new.began_on, new.ended_on) == (ON, None)
    assert women(new) == [("Ka Lan", "head"), ("Ka Mai", "")]
    assert women(home) == [("Ka Dụ", "wife")]


def test_who_lived_where_is_known_for_every_day(home, officer):
    new = split(home, officer, "Ka Lan")
    assert lived(home, EVE) == ["Ka Dụ", "Ka Lan", "Ka Mai"]
    assert (lived(home, ON), lived(new, ON)) == (["Ka Dụ", "Ka Mai"], ["Ka Lan"])
    assert lived(new, EVE) == []
    services.move_into_household(
        member_id=named("Ka Lan").pk, home=None, relation="", on=date(2023, 9, 1), by=officer
    )
    assert (lived(new, date(2023, 8, 31)), lived(new, date(2023, 9, 1))) == (["Ka Lan"], [])
    assert lived(home, EVE) == ["Ka Dụ", "Ka Lan", "Ka Mai"]


def test_book_put_right_without_a_day_tells_no_move(home, officer):
    services.move_into_household(member_id=named("Ka Lan").pk, home=None, relation="", by=officer)
    assert lived(home, EVE) == ["Ka Dụ", "Ka Mai"]
    assert Relocation.objects.count() == 0


def test_reviews_and_lists_stay_with_the_household_they_were_made_of(world, home, officer):
    review = ReviewFactory(household=home, unit=world.branch, year=2022)
    listing = HouseholdListingFactory(household=home, year=2022)
    new = split(home, officer, "Ka Lan")
    kept = HouseholdFactory(unit=world.branch)
    merge(kept, home, officer)
    assert list(home.reviews.all()) == [review]
    assert list(home.listings.all()) == [listing]
    assert (new.reviews.count(), kept.reviews.count(), kept.listings.count()) == (0, 0, 0)


def counted(unit, year):
    """How many households with members a unit had at the end of a year, and which."""
    period = Period.parse(str(year))
    number = tally(period, [unit], ["A19"])[unit.pk]["A19"]
    names = list(things(REGISTRY["A19"], period, unit).order_by("pk"))
    assert number == len(names)
    return names


def test_figures_of_past_years_stay_as_they_were(world, home, officer):
    other = HouseholdFactory(unit=world.branch)
    MemberFactory(home_unit=world.branch, household=other, full_name="Ka Tân")
    new = split(home, officer, "Ka Lan")
    merge(home, other, officer)
    move(home, world.other_branch, officer, "Ka Dụ", "Ka Mai", "Ka Tân")
    assert counted(world.branch, 2022) == [home, other]
    assert counted(world.other_branch, 2022) == []
    assert (counted(world.branch, 2023), counted(world.other_branch, 2023)) == ([new], [home])


def test_progress_of_past_reviews_stays_as_it_was(world, home, officer):
    gone = HouseholdFactory(unit=world.branch)
    for household in (home, gone):
        ReviewFactory(household=household, unit=world.branch, year=2022)
    day = date(2022, 12, 31)

    def progress():
        rows = progress_of([world.branch, world.other_branch], 2022, day)
        return [(row.households, row.reviewed, row.waiting) for row in rows]

    def shown():
        return [list(households_of(b, day)) for b in (world.branch, world.other_branch)]

    before = progress(), shown()
    assert before[0] == [(2, 2, 0), (0, 0, 0)]
    split(home, officer, "Ka Lan")
    merge(home, gone, officer)
    move(home, world.other_branch, officer, "Ka Dụ", "Ka Mai")
    move(home, world.group, officer, "Ka Dụ", "Ka Mai", on=date(2023, 6, 1))
    assert (progress(), shown()) == before
    assert list(households_of(world.other_branch, ON)) == [home]
    assert home in households_of(world.branch, date(2023, 6, 1))


def test_new_household_stands_from_its_first_day_only(world, home, officer):
    new = split(home, officer, "Ka Lan")
    branch = Household.objects.under(world.branch)
    assert list(branch.standing_on(EVE)) == [home]
    assert set(branch.standing_on(ON)) == {home, new}
    assert list(branch.to_review_in(2022)) == [home]
    assert set(branch.to_review_in(2023)) == {home, new}


def test_split_of_nobody_or_everybody_is_refused(home, officer):
    words, field = refusal(lambda: split(home, officer))
    assert (words, field) == ("Chị hãy chọn ai ra ở riêng.", "leaving")
    words, field = refusal(lambda: split(home, officer, "Ka Dụ", "Ka Lan", "Ka Mai"))
    assert "thì không phải tách hộ mà là cả hộ chuyển đi" in words
    assert field == "leaving"
    assert Household.objects.count() == 1


def test_head_of_the_old_household_does_not_leave_it_without_a_successor(home, officer):
    Member.objects.filter(full_name="Ka Dụ").update(relation=Relation.HEAD)
    words, field = refusal(lambda: split(home, officer, "Ka Dụ"))
    assert words.startswith("Ka Dụ đang là chủ hộ này.")
    assert field == "leaving"


def test_new_head_must_be_among_those_who_leave(home, officer):
    outsider = Head(member_id=named("Ka Dụ").pk)
    words, field = refusal(lambda: split(home, officer, "Ka Lan", head=outsider))
    assert words.startswith("Chủ hộ phải là người trong hộ.")
    assert field == "head"
    words, field = refusal(lambda: split(home, officer, "Ka Lan", head=Head()))
    assert field == "head_name"


def test_no_second_head(home, officer):
    lan = named("Ka Lan").pk
    refusal(lambda: split(home, officer, "Ka Lan", leaving={lan: "head"}))
    assert Household.objects.count() == 1


def test_days_are_written_in_order(world, home, officer):
    split(home, officer, "Ka Lan")
    words, field = refusal(lambda: split(home, officer, "Ka Mai", on=EVE))
    assert "02/05/2023" in words
    assert field == "on"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refusal(lambda: split(home, officer, "Ka Mai", on=tomorrow))[1] == "on"
    new = Household.objects.get(head_name="K'Tân")
    head = Head(name="K'Khác")
    words, field = refusal(
        lambda: services.change_head(
            household_id=new.pk, seen=seen(new), head=head, relations={}, on=EVE, by=officer
        )
    )
    assert words.startswith("Hộ K'Tân thành lập ngày 02/05/2023.")


def test_dissolved_household_is_left_alone(home, officer):
    Household.objects.filter(pk=home.pk).update(ended_on=ON)
    assert "02/05/2023" in refusal(lambda: split(home, officer, "Ka Lan"))[0]


# ---- Nothing is written over ---------------------------------------------------------------------


def test_household_changed_meanwhile_is_shown_again_first(world, home, officer):
    old = seen(home)
    services.update_household(
        household_id=home.pk, changes={"address": "Thôn 2"}, version=old.version, by=officer
    )
    with pytest.raises(StaleEdit):
        split(home, officer, "Ka Lan", seen=old)
    assert Household.objects.count() == 1


def test_woman_who_came_meanwhile_is_shown_first(world, home, officer):
    old = seen(home)
    MemberFactory(home_unit=world.branch, household=home)
    with pytest.raises(StaleEdit):
        move(home, world.other_branch, officer, "Ka Lan", seen=old)


def test_household_of_another_chapter_is_not_hers(world, officer):
    foreign = HouseholdFactory(unit=world.foreign_branch)
    MemberFactory(home_unit=world.foreign_branch, household=foreign, full_name="Ka Xa")
    MemberFactory(home_unit=world.foreign_branch, household=foreign)
    with pytest.raises(NotHers):
        split(foreign, officer, "Ka Xa")
    assert split(foreign, world.stranger, "Ka Xa").unit == world.foreign_branch


# ---- Another head -------------------------------------------------------------------------------


def test_another_head_is_told_with_the_one_before(home, officer):
    mai, du = named("Ka Mai"), named("Ka Dụ")
    services.change_head(
        household_id=home.pk,
        seen=seen(home),
        head=Head(member_id=du.pk),
        relations={mai.pk: "child"},
        on=ON,
        by=officer,
    )
    home.refresh_from_db()
    assert home.head_name == "Ka Dụ"
    assert women(home) == [("Ka Dụ", "head"), ("Ka Lan", ""), ("Ka Mai", "child")]
    assert named("Ka Lan").head_name == "Ka Dụ"
    change = HouseholdChange.objects.get()
    assert (change.kind, change.on) == (HouseholdDeed.HEAD, ON)
    assert (change.head_before, change.head_after) == ("Trần Văn Tài", "Ka Dụ")


def test_head_already_is_refused(home, officer):
    given = {"household_id": home.pk, "relations": {}, "on": ON, "by": officer}
    words, _field = refusal(
        lambda: services.change_head(seen=seen(home), head=Head(name="Trần Văn Tài"), **given)
    )
    assert words == "Trần Văn Tài đang là chủ hộ rồi."


# ---- Another branch -----------------------------------------------------------------------------


def test_move_asks_for_each_whether_her_membership_moves(world, home, officer):
    move(home, world.other_branch, officer, "Ka Dụ", "Ka Mai", address="Thôn 2")
    home.refresh_from_db()
    assert (home.unit, home.address) == (world.other_branch, "Thôn 2")
    assert [name for name, _relation in women(home)] == ["Ka Dụ", "Ka Mai"]
    assert named("Ka Dụ").home_unit == world.other_branch
    spells = named("Ka Dụ").memberships.order_by("during")
    assert [(s.unit, s.during.upper, s.ended_as) for s in spells] == [
        (world.branch, ON, Ended.TRANSFERRED),
        (world.other_branch, None, ""),
    ]
    assert (named("Ka Lan").home_unit, named("Ka Lan").household) == (world.branch, None)
    assert lived(home, EVE) == ["Ka Dụ", "Ka Lan", "Ka Mai"]


def test_woman_who_left_the_union_has_no_membership_to_move(world, home, officer):
    MemberFactory(
        home_unit=world.branch,
        household=home,
        full_name="Ka Xưa",
        spell__during=days_from(YEARS_AGO, date(2022, 1, 1)),
        spell__ended_as=Ended.RESIGNED,
        spell__end_recorded_at=timezone.now(),
    )
    _words, field = refusal(lambda: move(home, world.other_branch, officer, "Ka Xưa"))
    assert field == "along"
    move(home, world.other_branch, officer, "Ka Dụ", "Ka Mai", "Ka Lan")
    assert (named("Ka Xưa").home_unit, named("Ka Xưa").household) == (world.branch, None)


def test_move_into_a_group_of_the_branch_leaves_every_membership(world, home, officer):
    move(home, world.group, officer)
    assert [name for name, _relation in women(home)] == ["Ka Dụ", "Ka Lan", "Ka Mai"]
    assert Relocation.objects.count() == 0
    assert named("Ka Dụ").home_unit == world.branch


def test_move_stays_in_scope(world, home, officer):
    words, field = refusal(lambda: move(home, world.foreign_branch, officer, "Ka Dụ"))
    assert field == "unit"
    words, field = refusal(lambda: move(home, world.branch, officer, "Ka Dụ"))
    assert words == "Hộ này đã ở Thôn 1."


def test_move_waits_for_the_transfer_of_a_woman(world, home, officer):
    TransferFactory(member=named("Ka Dụ"), to_unit=world.next_door)
    refusal(lambda: move(home, world.other_branch, officer, "Ka Dụ"))
    home.refresh_from_db()
    assert home.unit == world.branch


# ---- Two become one -----------------------------------------------------------------------------


def test_merging_moves_the_women_and_dissolves_the_other(world, home, officer):
    other = HouseholdFactory(unit=world.group, head_name="K'Tân")
    tan = MemberFactory(home_unit=world.group, household=other, full_name="Ka Tân")
    merge(home, other, officer, relations={tan.pk: "child_in_law"})
    other.refresh_from_db()
    assert other.ended_on == ON
    assert women(home)[-1] == ("Ka Tân", "child_in_law")
    assert (lived(other, EVE), lived(other, ON)) == (["Ka Tân"], [])


def test_households_of_two_branches_do_not_merge(world, home, officer):
    other = HouseholdFactory(unit=world.other_branch)
    _words, field = refusal(lambda: merge(home, other, officer))
    assert field == "other"
    assert refusal(lambda: merge(home, home, officer))[1] == "other"


# ---- What the database holds --------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": HouseholdDeed.SPLIT},
        {"kind": HouseholdDeed.MOVED},
        {"on": timezone.localdate() + timedelta(days=2)},
    ],
)
def test_event_that_makes_no_sense_is_no_row(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdChangeFactory(**wrong)


@pytest.mark.parametrize("wrong", [{"left": None}, {"on": timezone.localdate() + timedelta(2)}])
def test_relocation_that_makes_no_sense_is_no_row(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RelocationFactory(**wrong)


# ---- Pages --------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def address(name, household):
    return reverse(f"members:household_{name}", args=[household.pk])


def shown(desk, name, household):
    """What the form of a page carries, as a browser sends it back."""
    form = desk.get(address(name, household)).context["form"]
    return {field.html_name: field.value() or "" for field in form.hidden_fields()}


def test_split_by_its_page(desk, home):
    lan = named("Ka Lan")
    data = shown(desk, "split", home) | {
        "leaving": [lan.pk],
        "head": lan.pk,
        "on": "02/05/2023",
        "address": "Số 3",
    }
    answer = desk.post(address("split", home), data, follow=True)
    assert answer.redirect_chain == [(home.get_absolute_url(), 302)]
    happened = [(one.on, one.words) for one in answer.context["happenings"]]
    assert (ON, "Ka Lan ra ở riêng, lập hộ mới.") in happened
    new = Household.objects.get(head_name="Ka Lan")
    page = desk.get(new.get_absolute_url())
    assert [one.words for one in page.context["happenings"]] == ["Hộ mới tách từ hộ Trần Văn Tài."]


def test_page_keeps_what_was_typed_when_somebody_else_was_faster(desk, home, officer):
    lan = named("Ka Lan")
    data = shown(desk, "split", home) | {"leaving": [lan.pk], "head": lan.pk, "on": "02/05/2023"}
    services.update_household(
        household_id=home.pk, changes={"address": "Thôn 2"}, version=1, by=officer
    )
    answer = desk.post(address("split", home), data)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.non_field_errors() == [
        "Vừa có người khác thay đổi hộ này. Chị xem lại bên dưới rồi bấm lưu lần nữa."
    ]
    assert form["leaving"].value() == [str(lan.pk)]
    again = data | {f.html_name: f.value() for f in form.hidden_fields()}
    assert desk.post(address("split", home), again).status_code == 302


def test_another_head_by_its_page(desk, home):
    data = shown(desk, "head", home) | {"head": "", "head_name": "K'Tân", "on": "02/05/2023"}
    assert desk.post(address("head", home), data).status_code == 302
    home.refresh_from_db()
    assert home.head_name == "K'Tân"


def test_move_by_its_page_has_every_member_ticked(desk, world, home):
    form = desk.get(address("move", home)).context["form"]
    ids = {named(name).pk for name in ("Ka Dụ", "Ka Lan", "Ka Mai")}
    assert {int(pk) for pk in form["along"].initial} == ids
    data = shown(desk, "move", home)
    data |= {"unit": world.other_branch.pk, "on": "02/05/2023", "along": sorted(ids)}
    assert desk.post(address("move", home), data).status_code == 302
    assert len(women(Household.objects.get(unit=world.other_branch))) == 3


def test_merging_by_its_page_in_two_steps(desk, world, home):
    other = HouseholdFactory(unit=world.branch, head_name="K'Tân")
    HouseholdFactory(unit=world.foreign_branch)
    choose = desk.get(address("merge", home)).context["form"]
    assert list(choose.fields["other"].queryset) == [other]
    second = f"{address('merge', home)}?other={other.pk}"
    form = desk.get(second).context["form"]
    data = {field.html_name: field.value() or "" for field in form.hidden_fields()}
    data |= {"stays": home.pk, "on": "02/05/2023"}
    assert desk.post(second, data).status_code == 302
    other.refresh_from_db()
    assert other.ended_on == ON


@pytest.mark.parametrize("name", ["split", "head", "move"])
def test_rubbish_is_answered_with_words(desk, home, name):
    data = {"home_version": "x", "home_women": "1 a", "on": "31/31/2023", "head": "99999"}
    answer = desk.post(address(name, home), data | {"leaving": ["x"], "along": ["x"], "unit": "x"})
    assert answer.status_code == 422
    assert desk.post(address(name, home), {}).status_code == 422


def test_who_lived_here_on_a_day(desk, home, officer):
    split(home, officer, "Ka Lan")
    page = desk.get(home.get_absolute_url(), {"then": "01/05/2023"})
    assert [woman.full_name for woman, _tags in page.context["women"]] == [
        "Ka Dụ",
        "Ka Lan",
        "Ka Mai",
    ]
    page = desk.get(home.get_absolute_url(), {"then": "31/31/2023"})
    assert page.status_code == 200


def test_chronicle_hides_women_of_other_chapters(world, home, officer):
    split(home, officer, "Ka Lan")
    Member.objects.filter(full_name="Ka Lan").update(home_unit=world.foreign_branch)
    assert Relocation.objects.count() == 1
    assert [one[2] for one in told(home, officer) if one[0] == ON] == [[]]
    district = world.user(Role.DISTRICT_STAFF)
    assert len(next(one[2] for one in told(home, district) if one[0] == ON)) == 1


def test_chronicle_tells_comings_and_goings(world, home, officer):
    services.move_into_household(
        member_id=named("Ka Lan").pk, home=None, relation="", on=ON, by=officer
    )
    services.move_into_household(
        member_id=named("Ka Lan").pk,
        home=Home(pk=home.pk),
        relation="child_in_law",
        on=date(2023, 9, 1),
        by=officer,
    )
    who = ["Ka Lan · 1974 · Thôn 1"]
    assert told(home, officer)[1:] == [
        (date(2023, 9, 1), "Chuyển đến ở:", who),
        (ON, "Chuyển đi:", who),
    ]


def test_page_of_a_household_costs_the_same_however_much_happened(desk, home, officer):
    def happen(times):
        for _ in range(times):
            RelocationFactory(member=MemberFactory(home_unit=home.unit), left=home)
            HouseholdChangeFactory(household=home)

    happen(1)
    few = statements(lambda: desk.get(home.get_absolute_url()))
    happen(2)
    assert statements(lambda: desk.get(home.get_absolute_url())) == few
