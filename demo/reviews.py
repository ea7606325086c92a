"""Yearly reviews of households, what they do not meet, and who helps them."""

import datetime

from demo.copying import Table
from demo.times import DAY
from members.enums import Hardship
from models_programs.enums import HelpResult, Result
from models_programs.models import (
    Assistance,
    AssistanceVisit,
    CriteriaSet,
    Criterion,
    Finding,
    Review,
)

HELPED_IN_2023 = 110  # households of the district that somebody was assigned to help in 2023
REGISTERED, UNMET, LASTS = 0.86, 0.09, 0.55
NOT_APPLICABLE = 0.06
# How often each criterion fails, by its number in either set; the rest fail rarely.
OFTEN = {1: 8, 6: 9, 7: 6, 8: 8, 5: 3, 9: 4}
OUTCOMES = [HelpResult.MET, HelpResult.NOT_MET, HelpResult.STOPPED], [78, 18, 4]
# Days from the review to the help: mostly weeks, sometimes not before autumn.
AFTER_REVIEW = [*range(5, 45), *range(5, 45), *range(60, 260, 5)]
VISITS = [
    "Đến nhà động viên, hướng dẫn sắp xếp nhà cửa",
    "Giúp ngày công làm nhà tiêu hợp vệ sinh",
    "Hướng dẫn làm hồ sơ vay vốn Ngân hàng Chính sách xã hội",
    "Tặng con giống và hướng dẫn cách nuôi",
    "Vận động cho các cháu đi học đều",
    "Cùng chị em chi hội dọn vệ sinh ngõ xóm",
    "Hướng dẫn phân loại rác tại nhà",
]


class Reviews:
    """Reviews of the years of which the book tells most, and the help of each year."""

    def __init__(self, times, communes):
        self.rng, self.times, self.communes = times.rng, times, communes
        year = times.today.year
        self.years = sorted({2022, 2023, max(2023, year - 1), year})
        self.sets = {year: _criteria(year) for year in self.years}
        self.reviews = Table(
            Review,
            *("household", "unit", "year", "criteria_set", "registered_on", "reviewed_on"),
            *("carried_over", "recorded_at"),
        )
        self.findings = Table(
            Finding, "review", "criterion", "result", "found_on", "resolved_on", "recorded_at"
        )
        self.help = Table(
            Assistance,
            *("household", "unit", "criterion", "year", "helper_name", "helper", "started_on"),
            *("until", "result", "closed_on", "recorded_at"),
        )
        self.visits = Table(AssistanceVisit, "assistance", "on", "note", "recorded_at")

    def write(self):
        for number, commune in enumerate(self.communes):
            homes = [home for branch in commune.branches for home in branch.households]
            failing = set()
            for year in self.years:
                helped = self._to_help(homes, year, number)
                failing = self._year(self._reviewed(commune, homes, year), year, helped, failing)
            for table in (self.reviews, self.findings, self.help, self.visits):
                table.flush()

    def _to_help(self, homes, year, number):
        """The households helped in a year, the poor first; 110 in the district in 2023."""
        whole, rest = divmod(HELPED_IN_2023, len(self.communes))
        quota = whole + (number < rest)
        if year != 2023:
            quota = max(1, quota + self.rng.randint(-3, 1))
        poor = [home for home in homes if home.listed in (Hardship.POOR, Hardship.NEAR_POOR)]
        chosen = self.rng.sample(poor, min(len(poor), quota * 2 // 3))
        others = self.rng.sample(homes, min(len(homes), quota * 2))
        chosen += [home for home in others if home not in chosen]
        return {home.id for home in chosen[:quota]}

    def _reviewed(self, commune, homes, year):
        """A chapter that is behind has not come to its last branch this year."""
        if year < self.times.today.year or not commune.is_behind:
            return homes
        last = commune.branches[-1]
        return [home for home in homes if home.branch is not last]

    def _year(self, homes, year, helped, failed):
        """Review all households of a commune; the ids of those that failed at the start."""
        criteria_set, criteria = self.sets[year]
        before = year - 1 in self.sets and self.sets[year - 1][0] == criteria_set
        failing = set()
        for home in homes:
            unmet = self.rng.random() < (LASTS if home.id in failed else UNMET)
            reviewed = self.times.in_year(year, (1, 10), (3, 20))
            if reviewed is None:
                continue
            unmet = unmet or home.id in helped
            carried = before and not unmet and home.id not in failed and self.rng.random() < 0.8
            review = self._review(home, year, criteria_set, reviewed, carried)
            if unmet:
                failing.add(home.id)
                self._unmet(review, home, year, criteria, reviewed, home.id in helped)
            elif self.rng.random() < NOT_APPLICABLE:
                self._finding(review, criteria[3 if len(criteria) > 8 else -4], reviewed)
        return failing

    def _review(self, home, year, criteria_set, reviewed, carried):
        registers = self.rng.random() < REGISTERED
        registered = self.times.in_year(year, (1, 5), (3, 31)) if registers else None
        at = self.times.written(reviewed)
        return self.reviews.add(
            home.id, home.branch.id, year, criteria_set, registered, reviewed, carried, at
        )

    def _finding(self, review, criterion, day, result=Result.NOT_APPLICABLE, resolved=None):
        self.findings.add(
            review, criterion.pk, result, day, resolved, self.times.written(resolved or day)
        )

    def _unmet(self, review, home, year, criteria, reviewed, helped):
        """One criterion not met, sometimes two; the first is the one that help is given with."""
        weights = [OFTEN.get(criterion.number, 1) for criterion in criteria]
        first, second = self.rng.choices(criteria, weights, k=2)
        resolved = None
        if helped:
            resolved = self._help(home, year, first, reviewed)
        elif self.rng.random() < 0.2:
            resolved = self._later(reviewed, 60, 200)
        self._finding(review, first, reviewed, Result.UNMET, resolved)
        if second != first and self.rng.random() < 0.2:
            self._finding(review, second, reviewed, Result.UNMET)

    def _later(self, day, least, most):
        later = day + DAY * self.rng.randint(least, most)
        return later if later <= self.times.today else None

    def _help(self, home, year, criterion, reviewed):
        """Help assigned after the review, mostly in spring, for two to five months.

        The day on which the criterion came to be met, if it was.
        """
        started = min(reviewed + DAY * self.rng.choice(AFTER_REVIEW), self.times.today)
        until = min(started + DAY * self.rng.randint(60, 150), datetime.date(year, 12, 31))
        result, closed = self._outcome(home.branch.commune, started, until)
        helper = self.rng.choice(home.branch.women) if home.branch.women else None
        pk = self.help.add(
            *(home.id, home.branch.id, criterion.pk, year),
            helper.name if helper else f"Ban chấp hành {home.branch.name}",
            *(helper.id if helper else None, started, until),
            *(result, closed, self.times.written(started)),
        )
        self._visit(pk, started, closed or self.times.today)
        return closed if result == HelpResult.MET else None

    def _outcome(self, commune, started, until):
        """(result, day of closing): in time; a chapter that is late leaves some open this year."""
        closed = self.times.between(started + DAY * 30, until)
        left = commune.is_late and until.year == self.times.today.year and self.rng.random() < 0.5
        if until >= self.times.today or left:
            return HelpResult.OPEN, None
        return self.rng.choices(*OUTCOMES)[0], closed

    def _visit(self, assistance, started, last):
        for _ in range(self.rng.randint(0, 3)):
            on = self.times.between(started, last)
            self.visits.add(assistance, on, self.rng.choice(VISITS), self.times.written(on))


def _criteria(year):
    """The main set of a year and the criteria still asked about in it."""
    chosen = CriteriaSet.objects.of_year(year).filter(is_main=True).first()
    criteria = Criterion.objects.of_year(year).filter(criteria_set=chosen)
    return chosen.pk, list(criteria)
