"""The list of possible doubles: narrowed by chips, the pairs of one woman together."""

import random

import pytest
from django.urls import reverse

from accounts.roles import Role
from members.doubles import decide
from members.doubles.cases import MOST, cases_of
from members.models import Double
from tests.factories.members import DoubleFactory, MemberFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db
URL = "/members/doubles/"
OTHER = "Không Tên Này"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def pair(*women, **details):
    first, second = sorted(women, key=lambda woman: woman.pk)
    return DoubleFactory(first=first, second=second, **details)


def women(unit, count=2, name=OTHER):
    return [MemberFactory(home_unit=unit, full_name=name) for _n in range(count)]


def look(client, **asked):
    return client.get(URL, asked)


def cases(answer):
    """The numbers of the pairs of each case on the page."""
    return [[pair.pk for pair, _sides in rows] for _piece, rows in answer.context["pieces"]]


# ---- Cases --------------------------------------------------------------------------------------


def test_pairs_that_share_a_woman_are_one_case():
    rows = [(1, 10, 11), (2, 20, 21), (3, 11, 12), (4, 30, 31), (5, 12, 13)]
    found = [(case.pairs, case.women) for case in cases_of(rows)]
    assert found == [([1, 3, 5], {10, 11, 12, 13}), ([2], {20, 21}), ([4], {30, 31})]


@pytest.mark.parametrize("seed", range(30))
def test_cases_are_what_can_be_reached(seed):
    dice = random.Random(seed)
    size = dice.randint(2, 40)
    rows = [(n, *sorted(dice.sample(range(size), 2))) for n in range(dice.randint(0, 40))]

    def reached(woman):
        known, new = set(), {woman}
        while new:
            known |= new
            new = {w for _n, *both in rows if known & set(both) for w in both} - known
        return known

    found = cases_of(rows)
    assert sorted(pk for case in found for pk in case.pairs) == list(range(len(rows)))
    assert [case.pairs[0] for case in found] == sorted(case.pairs[0] for case in found)
    for case in found:
        assert case.pairs == sorted(case.pairs)
        assert case.women == reached(min(case.women))


def test_long_case_stands_in_pieces(world, client, officer):
    chain = women(world.branch, MOST + 3)
    rows = [pair(chain[n], chain[n + 1], score=60 - n).pk for n in range(MOST + 2)]
    answer = look(client)
    assert cases(answer) == [rows[:MOST], rows[MOST:]]
    assert (answer.context["cases"], answer.context["pairs"]) == (1, MOST + 2)
    text = answer.content.decode()
    assert f"{MOST + 3} hồ sơ có thể là một người" in text
    assert f"(cặp {MOST + 1}–{MOST + 2} trong {MOST + 2})" in text


def test_list_is_paged_by_case(world, client, officer):
    for n in range(11):
        one, other, third = women(world.branch, 3)
        pair(one, other, score=50 - n), pair(other, third, score=20)
    first, second = (look(client, page=number) for number in ("1", "2"))
    assert [len(case) for case in cases(first)] == [2] * 10
    assert [len(case) for case in cases(second)] == [2]
    assert (first.context["cases"], first.context["pairs"]) == (11, 22)


def test_list_runs_as_many_statements_for_three_cases_as_for_one(world, client, officer):
    def case():
        one, other, third = women(world.branch, 3)
        pair(one, other), pair(other, third), pair(one, third)

    case()
    asked = [{}, {"q": OTHER}, {"unit": world.branch.pk}]
    one = [statements(lambda q=query: look(client, **q)) for query in asked]
    case(), case()
    assert [statements(lambda q=query: look(client, **q)) for query in asked] == one
    assert [len(case) for case in cases(look(client))] == [3, 3, 3]


# ---- Filters ------------------------------------------------------------------------------------


@pytest.fixture
def known(world):
    """Pairs by what they differ in; Hoa of Thôn 1 has one in each state but the last."""
    hoa, du = MemberFactory(home_unit=world.branch, full_name="Nguyễn Thị Hoa"), "Ka Dụ"
    sure = pair(hoa, *women(world.branch, 1), score=24)
    look_at = pair(hoa, *women(world.other_branch, 1, du), score=23)
    return {
        "sure": sure,
        "look": look_at,
        "group": pair(*women(world.group)),
        "apart": pair(*women(world.other_branch, 2, du)),
    }


@pytest.fixture
def told_apart(known, officer):
    decide.tell_apart(pair_id=known["apart"].pk, by=officer)
    return known


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"sure", "look", "group"}),
        ({"show": "nonsense"}, {"sure", "look", "group"}),
        ({"show": "sure"}, {"sure", "group"}),
        ({"show": "look"}, {"look"}),
        ({"show": "different"}, {"apart"}),
        ({"q": "hoa"}, {"sure", "look"}),
        ({"q": "ka du"}, {"look"}),
        ({"q": "ka du", "show": "different"}, {"apart"}),
        ({"q": "ka du", "show": "sure"}, set()),
        ({"q": "không ai cả"}, set()),
        ({"unit": "branch"}, {"sure", "look", "group"}),
        ({"unit": "group"}, {"group"}),
        ({"unit": "other_branch"}, {"look"}),
        ({"unit": "other_branch", "q": "hoa"}, {"look"}),
        ({"unit": "group", "q": "hoa"}, set()),
        ({"unit": "x", "page": "9", "woman": "9" * 30}, {"sure", "look", "group"}),
    ],
)
def test_filters_narrow_and_hold_together(world, client, told_apart, asked, expected):
    if asked.get("unit", "x") != "x":
        asked = {**asked, "unit": getattr(world, asked["unit"]).pk}
    answer = look(client, **asked)
    shown = {pk for case in cases(answer) for pk in case}
    assert shown == {told_apart[name].pk for name in expected}
    assert answer.context["pairs"] == len(expected)


def test_member_code_finds_her_pairs(client, told_apart):
    hoa = told_apart["sure"].first
    expected = {told_apart["sure"].pk, told_apart["look"].pk}
    for asked in ({"q": hoa.code}, {"q": hoa.code.lower()}, {"woman": hoa.pk}):
        assert {pk for case in cases(look(client, **asked)) for pk in case} == expected


def test_states_count_what_the_other_filters_leave(client, told_apart):
    def numbers(**asked):
        return [chip.number for chip in look(client, **asked).context["chips"][:4]]

    assert numbers() == numbers(show="look") == [3, 2, 1, 1]
    assert numbers(q="ka du") == [1, 0, 1, 1]
    assert numbers(q="hoa", show="different") == [2, 1, 1, 0]


def test_every_filter_is_a_chip_that_a_click_takes_away(world, client, told_apart):
    hoa = told_apart["sure"].first
    asked = {"show": "look", "unit": world.branch.pk, "woman": hoa.pk, "q": "hoa"}
    chips = look(client, **asked).context["chips"]
    assert [chip.chosen for chip in chips[:4]] == [False, False, True, False]
    assert chips[3].address == f"?unit={world.branch.pk}&woman={hoa.pk}&show=different&q=hoa"
    leaving = [(chip.words, chip.address) for chip in chips if chip.leaves]
    assert leaving == [
        ("Thôn 1", f"?woman={hoa.pk}&show=look&q=hoa"),
        (f"Nguyễn Thị Hoa · {hoa.birth_year} · Thôn 1", f"?unit={world.branch.pk}&show=look&q=hoa"),
    ]


# ---- Who sees what ------------------------------------------------------------------------------


@pytest.fixture
def across(world, known):
    """A pair with a woman of the next commune, and one that is wholly there."""
    theirs = MemberFactory(home_unit=world.foreign_branch, full_name="Bí Mật", phone="0999888777")
    return theirs, pair(known["sure"].first, theirs), pair(theirs, *women(world.foreign_branch, 1))


def test_no_filter_leads_to_a_pair_of_another_chapter(world, client, officer, known, across):
    theirs, *hidden = across
    hidden = {row.pk for row in hidden}
    asked = [
        {},
        {"q": "bi mat"},
        {"q": theirs.code},
        {"q": "0999888777"},
        {"woman": theirs.pk},
        {"unit": world.foreign_branch.pk},
        {"unit": world.next_door.pk},
    ]
    for query in asked:
        answer = look(client, **query)
        assert not hidden & {pk for case in cases(answer) for pk in case}
        page = answer.content.decode().replace(query.get("q", OTHER), "")  # what she typed herself
        assert not any(word in page for word in ("Bí Mật", "Kao Kuil", "Hòa Bình", theirs.code))
    searched = look(client, q=theirs.code)
    nobody = look(client, q="HV999999")
    assert (searched.context["pairs"], list(searched.context["elsewhere"])) == (0, [])
    assert [chip.number for chip in searched.context["chips"]] == [0, 0, 0, 0]
    assert [chip.number for chip in nobody.context["chips"]] == [0, 0, 0, 0]
    client.force_login(world.user(Role.DISTRICT_STAFF))
    for query in asked:
        assert hidden & {pk for case in cases(look(client, **query)) for pk in case}


def test_hidden_pair_ties_no_case_together(world, client, officer, across):
    """Two of her pairs that meet only in a woman of another chapter stand apart."""
    theirs, *_hidden = across
    one, other = women(world.branch), women(world.branch)
    mine = [pair(*one).pk, pair(*other).pk]
    pair(one[0], theirs), pair(other[0], theirs)
    assert [[pk] in cases(look(client)) for pk in mine] == [True, True]
    client.force_login(world.user(Role.DISTRICT_STAFF))
    assert not any([pk] in cases(look(client)) for pk in mine)


def test_filters_narrow_her_women_who_may_be_elsewhere_too(world, client, officer, known, across):
    hoa = known["sure"].first

    def elsewhere(**asked):
        return list(look(client, **asked).context["elsewhere"])

    assert elsewhere() == elsewhere(q="hoa") == elsewhere(woman=hoa.pk) == [hoa]
    assert elsewhere(unit=world.branch.pk) == [hoa]
    assert elsewhere(q="bi mat") == elsewhere(unit=world.other_branch.pk) == []


def test_record_links_to_her_pairs_if_she_has_any(world, client, officer, told_apart, across):
    theirs, *_hidden = across
    [alone, tied] = women(world.branch)
    pair(tied, theirs)
    hoa, apart = told_apart["sure"].first, told_apart["apart"].first
    assert Double.objects.of(tied.pk).proposed().exists()

    def linked(woman):
        page = client.get(woman.get_absolute_url()).content.decode()
        return f"{URL}?woman={woman.pk}" in page

    found = [linked(woman) for woman in (hoa, told_apart["look"].second, alone, apart, tied)]
    assert found == [True, True, False, False, False]
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert linked(hoa) == world.user(Role.CHAPTER_LEAD).may("member_change")
    client.force_login(world.user(Role.DISTRICT_STAFF))
    assert linked(tied)


def test_link_from_a_record_looks_beyond_the_working_unit(world, client, known):
    staff = world.user(Role.DISTRICT_STAFF)
    client.force_login(staff)
    client.post(reverse("chapters:switch"), {"unit": world.next_door.pk})
    assert cases(look(client)) == []
    shown = look(client, woman=known["sure"].first.pk)
    assert cases(shown) == [[known["sure"].pk, known["look"].pk]]
