"""Every figure against a plain count in Python, over histories nobody would think of."""

import datetime
from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chapters.counting import tally, things
from chapters.enums import Level
from chapters.indicators import REGISTRY, Ratio
from core.periods import Period
from core.ranges import days_from, open_from
from members.enums import Hardship
from models_programs import reference
from models_programs.enums import (
    GATHERINGS,
    ActivityKind,
    ExemplarField,
    HelpResult,
    HonourLevel,
    Result,
)
from models_programs.models import Campaign, CriteriaSet, Criterion
from models_programs.tallies import criterion_labels
from tests.factories import members, programs
from tests.world import World

PERIODS = ["2022", "2023-Q1", "2023-H1", "2023-Q3", "2023"]
OURS = [
    code
    for code, entry in REGISTRY.items()
    if not isinstance(entry, Ratio) and entry.facts.__module__ == "models_programs.tallies"
]

days = st.dates(datetime.date(2021, 11, 1), datetime.date(2024, 2, 1))
spans = st.tuples(days, st.none() | st.integers(1, 400))
place = st.integers(0, 9)

history = st.fixed_dictionaries(
    {
        "activities": st.lists(
            st.tuples(
                place, days, st.sampled_from(ActivityKind), st.integers(0, 50), st.booleans()
            ),
            max_size=6,
        ),
        "models": st.lists(st.tuples(place, spans), min_size=1, max_size=4),
        "spells": st.lists(st.tuples(place, place, spans), max_size=5),
        "registrations": st.lists(
            st.tuples(place, days, st.none() | st.integers(0, 300)), max_size=4
        ),
        "movements": st.lists(st.tuples(place, days), max_size=4),
        "exemplars": st.lists(st.tuples(place, days, st.sampled_from(ExemplarField)), max_size=4),
        "reviews": st.lists(
            st.tuples(
                place,
                st.sampled_from([2022, 2023]),
                st.none() | st.integers(0, 364),
                st.none() | st.integers(0, 364),
                st.lists(
                    st.tuples(
                        st.integers(1, 8),
                        st.integers(0, 200),
                        st.none() | st.integers(0, 200),
                        st.sampled_from(Result),
                    ),
                    max_size=3,
                ),
            ),
            max_size=6,
        ),
        "helps": st.lists(
            st.tuples(
                place,
                days,
                st.integers(1, 8),
                st.none() | st.integers(0, 300),
                st.sampled_from([r for r in HelpResult if r != HelpResult.OPEN]),
            ),
            max_size=5,
        ),
        "poor": st.lists(
            st.tuples(place, st.sampled_from([2022, 2023]), st.sampled_from(Hardship)), max_size=4
        ),
    }
)


ORDER = [  # participations and registrations need their models
    "activities",
    "models",
    "spells",
    "registrations",
    "movements",
    "exemplars",
    "reviews",
    "helps",
    "poor",
]


class Story:
    """A history written to the database, and kept as plain objects to be counted by hand."""

    def __init__(self, world, told):
        self.world = world
        self.units = world.units
        self.households = [members.HouseholdFactory(unit=unit) for unit in world.leaves]
        self.women = [members.MemberFactory(home_unit=world.branch) for _ in range(3)]
        self.criteria = {c.number: c for c in Criterion.objects.filter(criteria_set__key="5k3s")}
        for name in sorted(told, key=ORDER.index):
            setattr(self, name, [])
            for row in told[name]:
                if made := getattr(self, f"tell_{name}")(*row):
                    getattr(self, name).append(made)

    def unit(self, number):
        return self.units[number % len(self.units)]

    def household(self, number):
        return self.households[number % len(self.households)]

    def tell_activities(self, where, on, kind, attendance, withdrawn):
        return programs.ActivityFactory(
            unit=self.unit(where),
            on=on,
            kind=kind,
            attendance=attendance,
            withdrawn_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC) if withdrawn else None,
        )

    def tell_models(self, where, span):
        first, length = span
        ended = first + datetime.timedelta(days=length) if length else None
        return programs.ShowcaseModelFactory(
            unit=self.unit(where), founded_on=first, ended_on=ended
        )

    def tell_spells(self, where, who, span):
        first, length = span
        model, woman = self.models[where % len(self.models)], self.women[who % 3]
        if any(s.model == model and s.member == woman for s in self.spells):
            return None
        until = first + datetime.timedelta(days=length) if length else None
        during = days_from(first, until) if until else open_from(first)
        return programs.ParticipationFactory(model=model, member=woman, during=during)

    def tell_registrations(self, where, on, recognised):
        model = self.models[where % len(self.models)]
        if any(r.model == model and r.year == on.year for r in self.registrations):
            return None
        day = on + datetime.timedelta(days=recognised) if recognised is not None else None
        return programs.RegistrationFactory(
            model=model,
            registered_on=on,
            recognised_on=day,
            recognised_by=HonourLevel.DISTRICT if day else "",
        )

    def tell_movements(self, where, on):
        unit = self.unit(where)
        if any(m.unit == unit and m.year == on.year for m in self.movements):
            return None
        return programs.CampaignRegistrationFactory(
            campaign=Campaign.objects.get(), unit=unit, registered_on=on
        )

    def tell_exemplars(self, where, on, field):
        return programs.ExemplarFactory(unit=self.unit(where), introduced_on=on, field=field)

    def tell_reviews(self, where, year, registered, reviewed, findings):
        household, start = self.household(where), datetime.date(year, 1, 1)
        taken = any(r.household == household and r.year == year for r in self.reviews)
        if taken or (registered is None and reviewed is None):
            return None

        def after(count):
            return None if count is None else start + datetime.timedelta(days=count)

        review = programs.ReviewFactory(
            household=household,
            year=year,
            criteria_set=self.criteria[1].criteria_set,
            registered_on=after(registered),
            reviewed_on=after(reviewed),
        )
        review.told = []
        for number, later, resolved, result in findings:
            if review.reviewed_on is None or any(f.number == number for f in review.told):
                continue
            found = review.reviewed_on + datetime.timedelta(days=later)
            over = None if resolved is None else found + datetime.timedelta(days=resolved)
            programs.FindingFactory(
                review=review,
                criterion=self.criteria[number],
                found_on=found,
                resolved_on=over,
                result=result,
            )
            review.told.append(
                SimpleNamespace(number=number, found=found, over=over, result=result)
            )
        return review

    def tell_helps(self, where, on, number, closed, result):
        household = self.household(where)
        day = None if closed is None else on + datetime.timedelta(days=closed)
        key = (household, number, on.year)
        if any((h.household, h.criterion.number, h.year) == key for h in self.helps):
            return None
        return programs.AssistanceFactory(
            household=household,
            criterion=self.criteria[number],
            started_on=on,
            closed_on=day,
            result=result if day else HelpResult.OPEN,
        )

    def tell_poor(self, where, year, hardship):
        household = self.household(where)
        if any(p.household == household and p.year == year for p in self.poor):
            return None
        return members.HouseholdListingFactory(household=household, year=year, hardship=hardship)

    # ---- Counting by hand -----------------------------------------------------------------

    def below(self, unit, top):
        return unit.path.startswith(top.path)

    def at(self, unit, level):
        """The unit of `level` at or above `unit`, or None."""
        above = {u.pk: u for u in self.units}
        found = [above[pk] for pk in unit.ancestor_ids if above[pk].level == level]
        return found[0] if found else None

    def unmet(self, review, day, number=None):
        if review.reviewed_on is None or review.reviewed_on > day:
            return False
        return any(
            f.result == Result.UNMET
            and f.found <= day
            and (f.over is None or f.over > day)
            and number in (None, f.number)
            for f in review.told
        )

    def expected(self, period, top):
        """Every figure of `top` as sets and sums of plain Python."""
        day, inside = period.closing_day, lambda on: on is not None and on in period
        figures = defaultdict(int)
        held = [
            a
            for a in self.activities
            if a.withdrawn_at is None and inside(a.on) and self.below(a.unit, top)
        ]
        figures["P2"] = len({self.at(a.unit, Level.BRANCH) for a in held} - {None})
        gathered = [a for a in held if a.kind in GATHERINGS]
        figures["B1"] = len(gathered)
        figures["B2"] = sum(a.attendance for a in gathered)
        for activity in gathered:
            figures[f"B1.{activity.kind.value}"] += 1
        figures["I1"] = sum(a.kind == ActivityKind.INSPECTION for a in held)
        moved = [
            m
            for m in self.movements
            if m.year == day.year and m.registered_on <= day and self.below(m.unit, top)
        ]
        figures["P1"] = len({self.at(m.unit, Level.COMMUNE) for m in moved} - {None})
        self.expect_models(figures, period, top)
        for exemplar in self.exemplars:
            if inside(exemplar.introduced_on) and self.below(exemplar.unit, top):
                figures["B6"] += 1
                figures[f"B6.{exemplar.field.value}"] += 1
        self.expect_households(figures, period, top)
        return {code: figures[code] for code in OURS}

    def expect_models(self, figures, period, top):
        day = period.closing_day
        hosted = [m for m in self.models if self.below(m.unit, top)]
        figures["B3"] = sum(m.founded_on in period for m in hosted)
        running = {
            m.pk for m in hosted if m.founded_on <= day and (m.ended_on is None or m.ended_on > day)
        }
        figures["B4"] = len(running)
        spells = [
            s
            for s in self.spells
            if s.model_id in running
            and s.during.lower <= day
            and (s.during.upper is None or s.during.upper > day)
        ]
        figures["B5"], figures["B5l"] = len({s.member_id for s in spells}), len(spells)
        for kind, name in (("D1", "registered_on"), ("D2", "recognised_on")):
            rows = [
                r.model
                for r in self.registrations
                if (on := getattr(r, name)) and on in period and self.below(r.model.unit, top)
            ]
            low = (Level.COMMUNE, Level.BRANCH, Level.GROUP)
            figures[f"{kind}a"] = len({m.pk for m in rows if m.unit.level == Level.DISTRICT})
            figures[f"{kind}b"] = len({m.pk for m in rows if m.unit.level in low})
            if kind == "D1":
                communes = {self.at(m.unit, Level.COMMUNE) for m in rows}
                figures["D1c"] = len(communes - {None})

    def expect_households(self, figures, period, top):
        day = period.closing_day
        reviews = [
            r for r in self.reviews if r.year == day.year and self.below(r.household.unit, top)
        ]
        done = [r for r in reviews if r.reviewed_on and r.reviewed_on <= day]
        figures["C0"] = len(done)
        figures["C1"] = sum(bool(r.registered_on and r.registered_on <= day) for r in reviews)
        figures["C2"] = sum(
            any(f.result == Result.UNMET and f.found <= r.reviewed_on for f in r.told) for r in done
        )
        figures["C5"] = sum(not self.unmet(r, day) for r in done)
        figures["C7"] = sum(self.unmet(r, day) for r in done)
        for number in range(1, 12):
            figures[f"C7.{number}"] = sum(self.unmet(r, day, number) for r in done)
        helps = [h for h in self.helps if self.below(h.household.unit, top)]
        begun = [h for h in helps if h.started_on in period]
        figures["C3"] = len({h.household_id for h in begun})
        met = [h for h in helps if h.result == HelpResult.MET and h.closed_on in period]
        figures["C4"] = len({h.household_id for h in met})
        poor = {
            (p.household_id, p.year)
            for p in self.poor
            if p.hardship in (Hardship.POOR, Hardship.NEAR_POOR)
        }
        figures["E2"] = len({h.household_id for h in begun if (h.household_id, h.year) in poor})


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # shrinking over a database takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(told=history)
def test_figures_equal_a_count_by_hand(told):
    with transaction.atomic():
        reference.load()
        story = Story(World(), told)
        for code in PERIODS:
            period = Period.parse(code)
            figures = tally(period, story.units, OURS)
            by_hand = {unit.pk: story.expected(period, unit) for unit in story.units}
            assert figures == by_hand
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("code", OURS)
def test_list_is_as_long_as_the_figure(world, code):
    reference.load()
    story = Story(world, RICH)
    period, entry = Period.parse("2023"), REGISTRY[code]
    figure = tally(period, [world.district], [code])[world.district.pk][code]
    listed = list(things(entry, period, world.district))
    if entry.amount:
        assert sum(getattr(row, entry.amount) for row in listed) == figure
    else:
        assert len(listed) == figure
    assert story.expected(period, world.district)[code] == figure


def _day(text):
    return datetime.date.fromisoformat(text)


RICH = {
    "activities": [
        (n, _day("2023-05-01"), kind, 20, False) for n, kind in enumerate(ActivityKind, start=3)
    ],
    "models": [(1, (_day("2023-02-01"), None)), (4, (_day("2022-02-01"), None))],
    "spells": [
        (0, 0, (_day("2023-02-01"), None)),
        (1, 0, (_day("2023-02-01"), None)),
        (1, 1, (_day("2023-02-01"), None)),
    ],
    "registrations": [(0, _day("2023-03-01"), 100), (1, _day("2023-03-01"), 100)],
    "movements": [(2, _day("2023-02-01")), (3, _day("2023-02-01"))],
    "exemplars": [(n, _day("2023-02-01"), field) for n, field in enumerate(ExemplarField)],
    "reviews": [
        (n, 2023, 3, 5, [(n + 1, 0, None, Result.UNMET), (n + 2, 0, None, Result.UNMET)])
        for n in range(6)
    ],
    "helps": [(n, _day("2023-02-01"), 6, 40, HelpResult.MET) for n in range(3)],
    "poor": [(0, 2023, Hardship.POOR), (1, 2023, Hardship.NEAR_POOR), (2, 2023, Hardship.POLICY)],
}


@pytest.mark.django_db
def test_each_year_names_the_criteria_of_its_own_main_set():
    reference.load()
    assert criterion_labels(Period.parse("2023"))["C7.4"] == "Không sinh con thứ 3 trở lên"
    assert "C7.4" not in criterion_labels(Period.parse("2025"))
    assert criterion_labels(Period.parse("2026"))["C7.4"].startswith("Không có trẻ em")
    assert CriteriaSet.objects.filter(is_main=True).count() == 2


def test_sensitive_criteria_open_their_names_to_those_who_may_reveal():
    guarded = {code for code in OURS if REGISTRY[code].permission == "member_reveal"}
    assert guarded == {f"C7.{number}" for number in (2, 3, 4, 5, 10, 11)}
