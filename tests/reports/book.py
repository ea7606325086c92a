"""A book filled at random, with every kind of fact that some figure counts."""

import datetime
from random import Random

from chapters.enums import Level
from core.ranges import days_from, open_from
from members.enums import Began, Ended, MembershipKind, StandingKind
from models_programs.enums import ActivityKind, ExemplarField, HelpResult
from referrals.enums import Stage
from tests.factories.chapters import HeadcountFactory
from tests.factories.members import (
    EthnicGroupFactory,
    HouseholdFactory,
    HouseholdListingFactory,
    MemberFactory,
    MembershipFactory,
    ReligionFactory,
    StandingFactory,
)
from tests.factories.programs import (
    ActivityFactory,
    AssistanceFactory,
    CampaignRegistrationFactory,
    CriteriaSetFactory,
    CriterionFactory,
    ExemplarFactory,
    FindingFactory,
    ParticipationFactory,
    RegistrationFactory,
    ReviewFactory,
    ShowcaseModelFactory,
)
from tests.factories.referrals import referral_at

FIRST = datetime.date(2022, 10, 1)
WOMEN = 24


class Book:
    """The same seed writes the same book. Facts lie between October 2022 and December 2023."""

    def __init__(self, world, seed):
        self.world, self.random = world, Random(seed)
        self.criteria = [
            CriterionFactory(criteria_set=CriteriaSetFactory(), number=n) for n in range(1, 9)
        ]
        self.households = [HouseholdFactory(unit=self.leaf()) for _ in range(10)]
        self.women = [self.woman() for _ in range(WOMEN)]
        self.campaigns()
        self.models()
        self.cases()

    def day(self, first=FIRST, days=420):
        return first + datetime.timedelta(days=self.random.randrange(days))

    def leaf(self):
        return self.random.choice(self.world.leaves)

    def chance(self, share):
        return self.random.random() < share

    def woman(self):
        """Her first spell, and perhaps an end to it, or a transfer."""
        woman = MemberFactory(
            home_unit=self.leaf(),
            spell=None,
            household=self.random.choice([None, *self.households]),
            ethnicity=EthnicGroupFactory(code="16") if self.chance(0.4) else None,
            religion=ReligionFactory(code="01") if self.chance(0.3) else None,
        )
        honorary = self.chance(0.1)
        facts = {
            "member": woman,
            "began_as": self.random.choice([Began.ENTERED, Began.ADMITTED]),
            "kind": MembershipKind.HONORARY if honorary else MembershipKind.ORDINARY,
        }
        began = self.day(days=300)
        if self.chance(0.5):
            self._end(facts, began)
        else:
            MembershipFactory(during=open_from(began), **facts)
        for kind in StandingKind:
            if self.chance(0.3):
                StandingFactory(member=woman, kind=kind, during=open_from(began))
        return woman

    def _end(self, facts, began):
        until = self.day(began + datetime.timedelta(days=1), 90)
        woman, moves = facts["member"], self.chance(0.5)
        reasons = [reason for reason in Ended if reason != Ended.TRANSFERRED]
        spell = MembershipFactory(
            during=days_from(began, until),
            ended_as=Ended.TRANSFERRED if moves else self.random.choice(reasons),
            end_recorded_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
            **facts,
        )
        if moves:
            MembershipFactory(
                member=woman,
                unit=self.leaf(),
                kind=facts["kind"],
                during=open_from(until),
                began_as=Began.TRANSFERRED,
                came_from=spell,
            )

    def campaigns(self):
        """Headcounts, the movement, activities, exemplars, reviews with findings and help."""
        for commune in (self.world.home, self.world.next_door):
            HeadcountFactory(unit=commune, women=self.random.randrange(50, 90))
        CampaignRegistrationFactory(unit=self.world.home)
        for kind in [*ActivityKind, *ActivityKind]:
            ActivityFactory(unit=self.leaf(), kind=kind, on=self.day())
            field = self.random.choice(list(ExemplarField))
            ExemplarFactory(unit=self.leaf(), field=field, introduced_on=self.day())
        for household in self.households[:8]:
            self._review(household)

    def _review(self, household):
        review = ReviewFactory(
            household=household, registered_on=self.day(datetime.date(2023, 1, 1), 90)
        )
        for criterion in self.random.sample(self.criteria, self.random.randrange(3)):
            resolved = self.day(datetime.date(2023, 3, 1), 300) if self.chance(0.5) else None
            FindingFactory(review=review, criterion=criterion, resolved_on=resolved)
        if self.chance(0.7):
            begun = self.day(datetime.date(2023, 2, 1), 200)
            done = {"result": HelpResult.MET, "closed_on": begun + datetime.timedelta(days=30)}
            AssistanceFactory(
                household=household,
                criterion=self.criteria[0],
                started_on=begun,
                **(done if self.chance(0.5) else {}),
            )
        if self.chance(0.5):
            HouseholdListingFactory(household=household)

    def models(self):
        hosts = [self.world.district, self.world.home, *self.world.leaves]
        for host in hosts:
            model = ShowcaseModelFactory(unit=host, founded_on=self.day())
            for woman in self.random.sample(self.women, 3):
                ParticipationFactory(model=model, member=woman)
            if host == self.world.district or self.chance(0.6):
                RegistrationFactory(
                    model=model,
                    registered_on=datetime.date(2023, 3, 1),
                    completed_on=datetime.date(2023, 8, 1),
                    recognised_on=datetime.date(2023, 8, 20),
                    recognised_by=Level.DISTRICT,
                )

    def cases(self):
        way = [Stage.INTRODUCED, Stage.SENT_TO_CLASS, Stage.CERTIFIED, Stage.CELL_RESOLUTION]
        way += [Stage.PROBATIONARY]
        for woman in self.random.sample(self.women, 8):
            steps = way[: self.random.randrange(len(way) + 1)]
            referral_at(*steps, member=woman, opened_on=self.day())
