"""The worry lists against plain Python over random histories; their page, what is done there."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from chapters.counting import tally
from chapters.enums import SettingKey, Title
from chapters.models import Unit
from core.dates import add_months
from core.exceptions import DomainError
from core.periods import Kind, Period
from core.ranges import DateRange, days_from, open_from
from members import services
from members.enums import Began, Ended, MembershipKind, StandingKind, Worry
from members.models import Asking, Member, Membership, RetirementAge, Standing
from members.reference import load
from members.worries import Worries, long_away, past_retirement, retirements, without_growth
from tests.factories.accounts import days_ago
from tests.factories.chapters import OfficerFactory, UnitSettingFactory, branch_of
from tests.factories.members import (
    AskingFactory,
    MemberFactory,
    MembershipFactory,
    RetirementAgeFactory,
    StandingFactory,
)
from tests.statements import statements
from tests.world import World

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 26)


def months_ago(count, days=0):
    return add_months(timezone.localdate(), -count) - datetime.timedelta(days=days)


@pytest.fixture
def officer(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    return world.user(Role.CHAPTER_OFFICER)


def away_for(months, days=0, **woman):
    member = MemberFactory(**woman)
    StandingFactory(
        member=member, kind=StandingKind.AWAY, during=open_from(months_ago(months, days))
    )
    return member


# ---- Against plain Python -----------------------------------------------------------------------

lately = st.integers(0, 900).map(lambda n: TODAY - datetime.timedelta(days=n))
spans = st.tuples(lately, st.one_of(st.none(), st.integers(1, 500)))
women = st.fixed_dictionaries(
    {
        "unit": st.integers(0, 5),
        "kind": st.sampled_from(MembershipKind),
        "began_as": st.sampled_from([Began.ENTERED, Began.ADMITTED, Began.TRANSFERRED]),
        "spell": spans,
        "away": st.one_of(st.none(), spans),
        "asked": st.lists(
            st.tuples(st.sampled_from([Worry.AWAY, Worry.RETIRED]), lately), max_size=2, unique=True
        ),
        "born": st.one_of(
            st.integers(1950, 1980),
            st.dates(datetime.date(1955, 1, 1), datetime.date(1975, 12, 31)),
        ),
    }
)
values = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(
            [SettingKey.AWAY_MONTHS, SettingKey.GROWTH_MONTHS, SettingKey.ELDERLY_UNTIL]
        ),
        st.integers(1, 24),
    ),
    max_size=4,
    unique_by=lambda row: row[:2],
)


def range_of(span):
    first, length = span
    return days_from(first, first + datetime.timedelta(days=length) if length else None)


def write(world, lives, set_here):
    for place, key, value in set_here:
        value = 55 + value if key == SettingKey.ELDERLY_UNTIL else value
        UnitSettingFactory(unit=world.units[place], key=key, value=value)
    for life in lives:
        write_one(world.leaves[life["unit"]], life)


def write_one(unit, life):
    born, during = life["born"], range_of(life["spell"])
    year = born if isinstance(born, int) else born.year
    day = None if isinstance(born, int) else born
    woman = MemberFactory(home_unit=unit, birth_year=year, birth_date=day, spell=None)
    MembershipFactory(
        member=woman,
        kind=life["kind"],
        during=during,
        began_as=life["began_as"],
        ended_as=Ended.RESIGNED if during.upper else "",
        end_recorded_at=timezone.now() if during.upper else None,
    )
    if life["away"]:
        during = range_of(life["away"])
        StandingFactory(member=woman, kind=StandingKind.AWAY, during=during)
    for worry, on in life["asked"]:
        AskingFactory(member=woman, worry=worry, on=on)


def at_random(test):
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

    @settings(max_examples=40, deadline=None, suppress_health_check=quiet)
    @given(lives=st.lists(women, max_size=6), set_here=values)
    def example(db, lives, set_here):
        with transaction.atomic():
            load()
            world = World()
            write(world, lives, set_here)
            test(world, lives, set_here)
            transaction.set_rollback(True)

    example.__name__ = test.__name__
    return example


def setting(world, set_here, unit, key, default):
    """The value of the nearest unit above, found by hand."""
    given_here = {(world.units[place].pk, of): value for place, of, value in set_here}
    for pk in reversed(unit.ancestor_ids):
        if (pk, key) in given_here:
            return given_here[pk, key]
    return default


def rests(woman, worry):
    last = [row.on for row in Asking.objects.all() if (row.member, row.worry) == (woman, worry)]
    return any(add_months(TODAY, -3) < on <= TODAY for on in last)


def ordinary_today(woman):
    return any(
        spell.kind == MembershipKind.ORDINARY and TODAY in spell.during
        for spell in woman.memberships.all()
    )


def last_birth(woman):
    return woman.birth_date or datetime.date(woman.birth_year, 12, 31)


@at_random
def test_long_away_is_what_python_says(world, lives, set_here):
    def is_worry(woman):
        months = setting(world, set_here, woman.home_unit, SettingKey.AWAY_MONTHS, 12)
        gone = any(
            row.kind == StandingKind.AWAY
            and TODAY in row.during
            and row.during.lower <= add_months(TODAY, -months)
            for row in Standing.objects.filter(member=woman)
        )
        return ordinary_today(woman) and gone and not rests(woman, Worry.AWAY)

    everybody = list(Member.objects.select_related("home_unit"))
    assert set(long_away(Member.objects.all(), TODAY)) == set(filter(is_worry, everybody))


@at_random
def test_past_retirement_is_what_python_says(world, lives, set_here):
    ages = list(RetirementAge.objects.all())

    def is_worry(woman):
        until = setting(world, set_here, woman.home_unit, SettingKey.ELDERLY_UNTIL, 10)
        born = last_birth(woman)
        months = next(row.months for row in ages if born in row.born)
        retired = add_months(born, months) <= TODAY
        watched = born > add_months(TODAY, -12 * (55 + until))
        return ordinary_today(woman) and retired and watched and not rests(woman, Worry.RETIRED)

    everybody = list(Member.objects.select_related("home_unit"))
    assert set(past_retirement(Member.objects.all(), TODAY)) == set(filter(is_worry, everybody))


@at_random
def test_branches_without_growth_are_what_python_says(world, lives, set_here):
    def stands_still(branch):
        months = setting(world, set_here, branch, SettingKey.GROWTH_MONTHS, 12)
        return not any(
            spell.kind == MembershipKind.ORDINARY
            and spell.began_as != Began.TRANSFERRED
            and spell.unit.path.startswith(branch.path)
            and add_months(TODAY, -months) < spell.during.lower <= TODAY
            for spell in Membership.objects.select_related("unit")
        )

    branches = Unit.objects.filter(level="branch")
    expected = {branch.pk for branch in branches if stands_still(branch)}
    assert {unit.pk for unit in without_growth(Unit.objects.all(), TODAY)} == expected


# ---- By hand ------------------------------------------------------------------------------------


def test_away_is_a_worry_from_the_day_on(world):
    day = timezone.localdate()
    in_time = away_for(12, home_unit=world.branch)
    away_for(12, days=-1, home_unit=world.branch)
    assert set(long_away(Member.objects.all(), day)) == {in_time}


def test_a_young_branch_is_no_worry(world):
    day = timezone.localdate()
    branch_of(world.home, "Thôn mới", since=days_ago(30))
    names = {unit.name for unit in without_growth(Unit.objects.under(world.home), day)}
    assert names == {"Thôn 1", "Thôn 2"}


def test_who_changes_kind_is_no_growth(world, officer):
    day = timezone.localdate()
    member = MemberFactory(home_unit=world.branch, spell__kind=MembershipKind.HONORARY)
    services.convert_membership(
        member_id=member.pk, kind=MembershipKind.ORDINARY, on=days_ago(3), by=officer
    )
    assert world.branch in without_growth(Unit.objects.all(), day)


def test_retirement_of_the_first_women_under_the_new_law(world):
    """Two of the annex of the decree, and one of the law before."""
    load()
    ages = list(RetirementAge.objects.all())
    found = {
        day: next(row.months for row in ages if day in row.born)
        for day in map(datetime.date.fromisoformat, ("1965-12-31", "1966-08-31", "1975-05-01"))
    }
    assert list(found.values()) == [55 * 12, 55 * 12 + 4, 60 * 12]


def test_ages_rise_and_leave_no_day_out(db):
    load()
    rows = list(RetirementAge.objects.order_by("born"))
    assert [row.born.lower for row in rows[1:]] == [row.born.upper for row in rows[:-1]]
    assert (rows[0].born.lower, rows[-1].born.upper) == (None, None)
    assert [row.months for row in rows] == sorted(row.months for row in rows)
    load()
    assert RetirementAge.objects.count() == len(rows)


def test_when_she_retires_and_may_join_the_elderly(world):
    RetirementAgeFactory(born=DateRange(None, None), months=57 * 12)
    woman = MemberFactory(
        home_unit=world.branch, birth_year=1967, birth_date=datetime.date(1967, 2, 28)
    )
    limits = Worries(None, None, TODAY).limits
    told = retirements([woman], limits)[woman.pk]
    assert (told.retires, told.elderly) == (
        datetime.date(2024, 2, 28),
        datetime.date(2027, 2, 28),
    )


# ---- The page -----------------------------------------------------------------------------------


def seen(client, which, **more):
    return client.get(reverse("members:worries"), {"which": which, **more})


def test_page_shows_why_and_how_long(client, world, officer):
    woman = away_for(20, home_unit=world.branch, full_name="Ka Thủy")
    Standing.objects.filter(member=woman).update(place="Bình Dương")
    answer = seen(client, "away")
    assert [line["woman"] for line in answer.context["lines"]] == [woman]
    for words in ("Ka Thủy", "Bình Dương", f"{months_ago(20):%d/%m/%Y}"):
        assert words in answer.text


def test_page_of_branches_names_head_and_last_admission(client, world, officer):
    OfficerFactory(
        unit=world.branch, full_name="Ka Brớp", title=Title.BRANCH_HEAD, phone="0987654321"
    )
    MemberFactory(
        home_unit=world.group,
        spell__during=open_from(datetime.date(2021, 3, 8)),
        spell__began_as=Began.ADMITTED,
    )
    text = seen(client, "branch").text
    for words in ("Thôn 1", "Ka Brớp", "08/03/2021"):
        assert words in text


def test_count_is_rows_is_duty_is_export(client, world, officer):
    RetirementAgeFactory()
    for n in range(2):
        away_for(20 + n, home_unit=world.branch)
    MemberFactory.create_batch(3, home_unit=world.group, birth_year=1964)
    away_for(20, home_unit=world.foreign_branch)
    home = client.get(reverse("reports:home")).text
    for which, number, words in (("away", 2, "2 hội viên"), ("retired", 3, "3 hội viên")):
        answer = seen(client, which)
        assert answer.context["page"].paginator.count == number
        assert dict(answer.context["tabs"])[Worry(which)] == number
        assert f"{reverse('members:worries')}?which={which}" in home
        assert words in home
        held = answer.context["held"].value
        assert f"{reverse('members:export')}?held={held}" in answer.text
        listed = client.get(reverse("members:list"), {"held": held})
        assert listed.context["page"].paginator.count == number
    assert dict(seen(client, "branch").context["tabs"])[Worry.BRANCH] == 2


def test_page_keeps_to_her_scope(client, world, officer):
    hidden = away_for(20, home_unit=world.foreign_branch, full_name="Ka Hồng")
    assert hidden in long_away(Member.objects.all(), timezone.localdate())
    assert "Ka Hồng" not in seen(client, "away").text
    assert "Thôn Kao Kuil" not in seen(client, "branch").text


def test_filter_by_unit(client, world, officer):
    away_for(20, home_unit=world.branch)
    away_for(20, home_unit=world.other_branch)
    assert seen(client, "away", unit=world.branch.pk).context["page"].paginator.count == 1
    assert seen(client, "away", unit=world.foreign_branch.pk).context["page"].paginator.count == 2
    assert seen(client, "x", unit="x").status_code == 200


@pytest.mark.parametrize("which", list(Worry))
def test_page_takes_as_many_statements_for_any_number_of_rows(client, world, officer, which):
    RetirementAgeFactory()

    def one():
        woman = away_for(20, home_unit=world.branch, birth_year=1964)
        AskingFactory(member=woman, worry=Worry.RETIRED, on=months_ago(30))
        OfficerFactory(unit=branch_of(world.home, f"Thôn {woman.pk}"), title=Title.BRANCH_HEAD)

    one()
    few = statements(lambda: seen(client, which))
    one(), one()
    assert statements(lambda: seen(client, which)) == few


def test_inspector_sees_and_is_offered_nothing_to_do(client, world):
    woman = away_for(20, home_unit=world.branch)
    client.force_login(world.user(Role.INSPECTOR))
    text = seen(client, "away").text
    assert woman.full_name in text
    assert reverse("members:leave", args=[woman.pk]) not in text


def test_empty_lists_say_so(client, world, officer):
    assert seen(client, "away").status_code == 200


# ---- What is done there -------------------------------------------------------------------------


def test_asked_she_leaves_the_list_until_it_is_time_again(client, world, officer):
    woman = away_for(20, home_unit=world.branch)
    back = f"{reverse('members:worries')}?which=away"
    address = reverse("members:asked", args=[woman.pk, "away"])
    answer = client.post(
        f"{address}?next={back}", {"on": f"{days_ago(1):%d/%m/%Y}", "note": "Tết mới về"}
    )
    assert answer.url == back
    asking = Asking.objects.get()
    assert (asking.member, asking.worry, asking.on, asking.note, asking.recorded_by) == (
        woman,
        Worry.AWAY,
        days_ago(1),
        "Tết mới về",
        officer,
    )
    assert seen(client, "away").context["page"].paginator.count == 0
    later = add_months(timezone.localdate(), 3)
    assert woman in long_away(Member.objects.all(), later)


def test_asked_again_the_same_day_replaces_the_note(world, officer):
    woman = away_for(20, home_unit=world.branch)
    for note in ("Chưa gặp", "Tết mới về"):
        services.ask_about(
            member_id=woman.pk, worry=Worry.AWAY, on=days_ago(1), by=officer, note=note
        )
    assert Asking.objects.get().note == "Tết mới về"


@pytest.mark.parametrize(
    ("on", "worry"), [(days_ago(-2), "away"), (datetime.date(2019, 1, 1), "away"), (None, "branch")]
)
def test_asking_refuses_other_days_and_worries(world, officer, on, worry):
    woman = MemberFactory(home_unit=world.branch)
    with pytest.raises(DomainError):
        services.ask_about(member_id=woman.pk, worry=worry, on=on or days_ago(1), by=officer)
    assert not Asking.objects.exists()


def test_nobody_is_asked_about_a_branch(client, world, officer):
    woman = MemberFactory(home_unit=world.branch)
    assert client.get(reverse("members:asked", args=[woman.pk, "branch"])).status_code == 404


def test_leaving_from_the_list_has_its_reason_ready(client, world, officer):
    woman = MemberFactory(home_unit=world.branch)
    address = reverse("members:leave", args=[woman.pk]) + "?reason=elderly_union"
    assert client.get(address).context["form"]["reason"].value() == "elderly_union"


# ---- Honorary members ---------------------------------------------------------------------------


def test_conversion_is_one_operation_with_day_and_decision(client, world, officer):
    woman = MemberFactory(home_unit=world.branch)
    StandingFactory(member=woman, kind=StandingKind.CORE)
    facts = {
        "on": f"{days_ago(5):%d/%m/%Y}",
        "decision_number": "07/NQ-BCH",
        "decision_on": f"{days_ago(9):%d/%m/%Y}",
    }
    answer = client.post(reverse("members:convert", args=[woman.pk]), facts)
    assert answer.url == woman.get_absolute_url()
    before, after = woman.memberships.order_by("during")
    assert (before.kind, before.during.upper, before.ended_as) == (
        MembershipKind.ORDINARY,
        days_ago(5),
        Ended.CONVERTED,
    )
    assert (after.kind, after.unit, after.during, after.began_as) == (
        MembershipKind.HONORARY,
        before.unit,
        open_from(days_ago(5)),
        Began.CONVERTED,
    )
    assert (after.decision_number, after.decision_on) == ("07/NQ-BCH", days_ago(9))
    assert woman.standings.get().during.upper == days_ago(5)


def test_conversion_moves_her_from_one_figure_to_the_other(world, officer):
    woman = MemberFactory(home_unit=world.branch)
    period = Period.containing(days_ago(1), Kind.MONTH)
    services.convert_membership(
        member_id=woman.pk, kind=MembershipKind.HONORARY, on=days_ago(1), by=officer
    )
    codes = ["A5", "A6", "A7", "A8", "A9", "A9.converted", "A10", "A14"]
    figures = tally(period, [world.home], codes)[world.home.pk]
    assert [figures[code] for code in codes] == [1, 0, 0, 0, 1, 1, 0, 1]


def test_and_back_again(client, world, officer):
    woman = MemberFactory(home_unit=world.branch, spell__kind=MembershipKind.HONORARY)
    answer = client.post(
        reverse("members:convert", args=[woman.pk]), {"on": f"{days_ago(5):%d/%m/%Y}"}
    )
    assert answer.status_code == 302
    assert woman.memberships.order_by("during").last().kind == MembershipKind.ORDINARY


def test_conversion_refuses_the_kind_she_has(world, officer):
    woman = MemberFactory(home_unit=world.branch)
    with pytest.raises(DomainError):
        services.convert_membership(
            member_id=woman.pk, kind=MembershipKind.ORDINARY, on=days_ago(1), by=officer
        )
    assert woman.memberships.count() == 1


def test_nobody_leaves_by_a_change_of_kind(world, officer):
    woman = MemberFactory(home_unit=world.branch)
    with pytest.raises(DomainError):
        services.end_membership(
            member_id=woman.pk, reason=Ended.CONVERTED, on=days_ago(1), by=officer
        )


def test_the_seam_of_a_conversion_moves_as_one(world, officer):
    woman = MemberFactory(home_unit=world.branch)
    services.convert_membership(
        member_id=woman.pk, kind=MembershipKind.HONORARY, on=days_ago(5), by=officer
    )
    before, after = woman.memberships.order_by("during")
    services.correct_spell(
        member_id=woman.pk,
        spell_id=after.pk,
        begins_on=days_ago(50),
        by=officer,
        why="Ghi nhầm năm",
    )
    before.refresh_from_db(), after.refresh_from_db()
    assert (before.during.upper, before.ended_as) == (days_ago(50), Ended.CONVERTED)
    assert after.during == open_from(days_ago(50))
    services.correct_spell(
        member_id=woman.pk,
        spell_id=before.pk,
        begins_on=before.during.lower,
        ends_on=days_ago(20),
        by=officer,
        why="Ghi nhầm năm",
    )
    before.refresh_from_db(), after.refresh_from_db()
    assert (before.during.upper, after.during.lower) == (days_ago(20), days_ago(20))
    assert before.ended_as == Ended.CONVERTED
