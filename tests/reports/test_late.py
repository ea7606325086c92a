"""What was written down after its period was closed: counted in the next, marked on the record."""

import datetime
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from chapters.counting import tally, things
from chapters.indicators import REGISTRY
from core.dates import midnight
from core.periods import Kind, Period
from core.ranges import days_from, open_from
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.models import Member, Membership
from reports.closing import missed_by
from reports.models import ReportingPeriod
from tests.factories.members import MemberFactory, MembershipFactory, StandingFactory
from tests.factories.reports import ReportingPeriodFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2023, 1, 1)
PERIOD = Period.parse("2023-Q2")
CUT_OFF = PERIOD.with_window(datetime.date(2023, 3, 15), datetime.date(2023, 6, 15))


def day(number):
    return FIRST + datetime.timedelta(days=number)


def noon(on):
    return midnight(on) + datetime.timedelta(hours=12)


# ---- The figures against plain Python -----------------------------------------------------------

ways = st.sampled_from(["stays", "leaves", "moves"])
lives = st.lists(
    st.tuples(
        st.integers(0, 150),  # the day on which it begins, counted from FIRST
        st.integers(0, 60),  # how many days later that is written down
        st.integers(0, 5),  # the unit
        st.booleans(),  # honorary
        ways,
        st.integers(1, 60),  # how many days it lasts
        st.integers(0, 60),  # how many days later the end is written down
    ),
    max_size=8,
)


def live(life, world):
    begins, later, unit, honorary, way, lasts, end_later = life
    woman = MemberFactory(home_unit=world.leaves[unit], spell=None)
    began, ended = day(begins), day(begins + lasts)
    ends = way != "stays"
    facts = {
        "member": woman,
        "kind": MembershipKind.HONORARY if honorary else MembershipKind.ORDINARY,
    }
    moves = way == "moves"
    reason = Ended.TRANSFERRED if moves else Ended.RESIGNED
    written = noon(ended + datetime.timedelta(days=end_later + later))
    first = MembershipFactory(
        unit=woman.home_unit,
        during=days_from(began, ended if ends else None),
        began_as=Began.ADMITTED,
        recorded_at=noon(began + datetime.timedelta(days=later)),
        **({"ended_as": reason, "end_recorded_at": written} if ends else {}),
        **facts,
    )
    if moves:
        MembershipFactory(
            unit=world.leaves[(unit + 1) % 6],
            during=open_from(ended),
            began_as=Began.TRANSFERRED,
            came_from=first,
            recorded_at=written,
            **facts,
        )


def known_members(unit, on, moment):
    """Ordinary members of the unit on a day, by what had been written down before the moment."""
    found = 0
    for spell in Membership.objects.select_related("unit"):
        end_known = spell.end_recorded_at is not None and spell.end_recorded_at < moment
        ended = end_known and spell.during.upper <= on
        known = spell.recorded_at < moment and spell.during.lower <= on
        ordinary = spell.kind == MembershipKind.ORDINARY
        found += ordinary and spell.unit.path.startswith(unit.path) and known and not ended
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives, st.sampled_from([PERIOD, CUT_OFF]))
def test_late_figures_lead_from_the_last_report_to_the_opening_of_this_one(world, lives, period):
    Membership.objects.update(came_from=None, began_as=Began.ENTERED)
    Member.objects.all().delete()
    for life in lives:
        live(life, world)
    figures = tally(period, world.units, codes=["A5.gained", "A5.lost"])
    for unit in world.units:
        reported = known_members(unit, period.eve, midnight(period.start))
        opening = known_members(unit, period.eve, midnight(period.end))
        counted = figures[unit.pk]
        assert reported + counted["A5.gained"] - counted["A5.lost"] == opening, unit
        for code, value in counted.items():
            assert things(REGISTRY[code], period, unit).count() == value


@pytest.mark.parametrize(
    ("written", "gained"),
    [
        (midnight(PERIOD.start) - datetime.timedelta(microseconds=1), 0),
        (midnight(PERIOD.start), 1),
        (midnight(PERIOD.end) - datetime.timedelta(microseconds=1), 1),
        (midnight(PERIOD.end), 0),
    ],
)
def test_the_day_of_writing_is_that_of_the_place(world, written, gained):
    woman = MemberFactory(home_unit=world.branch, spell=None)
    facts = {"member": woman, "unit": world.branch, "during": open_from(day(3))}
    MembershipFactory(began_as=Began.ADMITTED, recorded_at=written, **facts)
    counted = tally(PERIOD, [world.home], codes=["A5.gained"])
    assert counted[world.home.pk]["A5.gained"] == gained


def test_members_of_old_standing_are_not_late_when_the_book_is_opened(world):
    old = {"began_as": Began.ENTERED, "recorded_at": noon(PERIOD.start)}
    for ended in ({}, {"ended_as": Ended.RESIGNED, "end_recorded_at": noon(PERIOD.start)}):
        woman = MemberFactory(home_unit=world.branch, spell=None)
        during = days_from(day(3), day(9) if ended else None)
        MembershipFactory(member=woman, unit=world.branch, during=during, **old, **ended)
    counted = tally(PERIOD, [world.home], codes=["A5.gained", "A5.lost"])
    assert counted[world.home.pk] == {"A5.gained": 0, "A5.lost": 0}


def test_the_sheet_tells_them_and_opens_the_names(client, world):
    woman = MemberFactory(home_unit=world.branch, spell=None)
    MembershipFactory(
        member=woman,
        unit=world.branch,
        during=open_from(day(3)),
        began_as=Began.ADMITTED,
        recorded_at=noon(PERIOD.start),
    )
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    html = client.get(reverse("reports:report", args=[world.home.pk, PERIOD.code]))
    lines = {
        line.row.code: (line.row.label, line.value)
        for _title, rows in html.context["sections"]
        for line in rows
    }
    assert lines["A5.gained"] == ("bổ sung cho kỳ trước: tăng", 1)
    assert lines["A5.lost"] == ("bổ sung cho kỳ trước: giảm", 0)
    names = client.get(reverse("reports:names", args=[world.home.pk, PERIOD.code, "A5.gained"]))
    assert [name.url for name in names.context["names"]] == [woman.get_absolute_url()]


# ---- Which quarter was missed -------------------------------------------------------------------


def plainly_missed(on, moment):
    windows = {
        row.code: (row.window.lower, row.window.upper) for row in ReportingPeriod.objects.all()
    }
    near = [
        Period(Kind.QUARTER, year, number) for year in (2022, 2023, 2024) for number in (1, 2, 3, 4)
    ]
    spans = [(p, *windows.get(p.code, (p.start, p.end))) for p in near]
    calendar = Period.containing(on, Kind.QUARTER)
    held = [span for span in spans if span[1] <= on < span[2]]
    # Where windows overlap or leave a gap, the calendar decides.
    held = [span for span in held if span[0] == calendar] or held or [(calendar, None, None)]
    period, _start, end = held[0]
    return period.code if timezone.localdate(moment) >= (end or period.end) else None


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(st.integers(0, 364), st.integers(0, 200)), max_size=6),
    st.integers(0, 20),
)
def test_the_quarter_missed_is_the_one_whose_window_was_over(db, pairs, shift):
    ReportingPeriod.objects.all().delete()
    bounds = [Period(Kind.QUARTER, 2023, n).start for n in (1, 2, 3, 4)]
    bounds = [bound - datetime.timedelta(days=shift) for bound in bounds]
    for number, (start, end) in enumerate(pairwise(bounds), start=1):
        ReportingPeriodFactory(code=f"2023-Q{number}", window=days_from(start, end))
    facts = [(day(on), noon(day(on + later))) for on, later in pairs]
    found = [missed.code if missed else None for missed in missed_by(facts)]
    assert found == [plainly_missed(*fact) for fact in facts]


def test_a_fact_of_the_first_year_there_is_has_a_quarter(db):
    (missed,) = missed_by([(datetime.date(1900, 1, 2), noon(FIRST))])
    assert missed.code == "1900-Q1"


# ---- On the record ------------------------------------------------------------------------------


def recorded(client, woman):
    return client.get(woman.get_absolute_url()).content.decode()


def test_the_record_marks_what_came_late(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    woman = MemberFactory(home_unit=world.branch, spell=None)
    MembershipFactory(
        member=woman,
        unit=world.branch,
        during=days_from(day(3), day(100)),
        began_as=Began.ADMITTED,
        recorded_at=noon(day(95)),
        ended_as=Ended.RESIGNED,
        end_recorded_at=noon(day(300)),
    )
    html = recorded(client, woman)
    assert "bổ sung cho quý I năm 2023" in html
    assert "thôi sinh hoạt: bổ sung cho quý II năm 2023" in html


def test_the_record_marks_nothing_that_came_in_time_or_with_her(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    woman = MemberFactory(home_unit=world.branch, spell=None)
    MembershipFactory(
        member=woman,
        unit=world.branch,
        during=open_from(day(3)),
        began_as=Began.ENTERED,
        recorded_at=noon(day(120)),
    )
    old = StandingFactory(member=woman, during=days_from(day(5), day(9)))
    later = StandingFactory(member=woman, kind=StandingKind.AWAY, during=open_from(day(130)))
    type(old).objects.filter(pk=old.pk).update(recorded_at=noon(day(140)))
    type(later).objects.filter(pk=later.pk).update(recorded_at=noon(day(140)))
    assert "bổ sung cho" not in recorded(client, woman)
    type(later).objects.filter(pk=later.pk).update(recorded_at=noon(day(200)))
    assert recorded(client, woman).count("bổ sung cho quý II năm 2023") == 1


def test_the_record_runs_one_statement_for_all_of_it(client, world):
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    counts = set()
    for number in (1, 4):
        woman = MemberFactory(home_unit=world.branch)
        for each in range(number):
            span = days_from(day(10 * each), day(10 * each + 5))
            StandingFactory(member=woman, during=span)
        counts.add(statements(lambda woman=woman: recorded(client, woman)))
    assert len(counts) == 1
