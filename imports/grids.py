"""What would become of each household of a review grid: like `imports.comparing`, for homes."""

from collections import defaultdict
from datetime import date

from django.utils import timezone
from rapidfuzz import fuzz

from core.text import fold
from imports.asking import Ask
from imports.comparing import Homes, look_at
from imports.enums import Decision
from imports.places import Places
from members.models import Member
from models_programs.enums import MET, Result
from models_programs.models import CriteriaSet, Criterion, Finding, Review

NEAR = 88  # of 100: how alike two folded names of heads are to ask
RESULTS = {True: MET, False: Result.UNMET, None: Result.NOT_APPLICABLE}


class HouseholdComparer:
    """Compares rows of a yearly grid with the households and reviews of the chapter."""

    def __init__(self, batch):
        self.batch, self.today = batch, timezone.localdate()
        self.places = Places(batch)
        self.homes = Homes(self.places.chapter)
        self.sets = {row.key: row for row in CriteriaSet.objects.all()}
        self.criteria = {}

    def compare(self, rows):
        """Set on each row (not saved) what follows; returns a `Seen` for each, in order."""
        seen = [self._look_at(row) for row in rows]
        for one in seen:
            self._find_home(one)
        self._ask_about_twins(seen)
        reviews = self._reviews(seen)
        for one in seen:
            self._decide(one, reviews)
        return seen

    def _look_at(self, row):
        seen = look_at(row, self)
        seen.values.setdefault("year", self.batch.as_of.year)
        return seen

    def results(self, values):
        """{criterion: result} of the ticks of a row, for the criteria in use that year."""
        criteria = self.criteria_of(values.get("criteria_set"), values["year"])
        met = values.get("met", ())
        return {c: RESULTS[met[c.number - 1]] for c in criteria if c.number <= len(met)}

    def criteria_of(self, key, year):
        if (key, year) not in self.criteria:
            rows = Criterion.objects.of_year(year).filter(criteria_set=self.sets.get(key))
            self.criteria[key, year] = list(rows)
        return self.criteria[key, year]

    def _find_home(self, seen):
        """Set `target`, the household that the row is, or the candidates to choose from."""
        row, unit = seen.row, seen.spot.unit if seen.spot else None
        said, head = row.said.get("is"), seen.values.get("head", "")
        row.candidates, seen.target = [], None
        if said or said == 0:
            seen.target = said if said in {home.pk for home in self.homes.all()} else None
            return
        found = self.homes.of(head, unit)
        if len(found) > 1:
            found = self._of_member(seen.values.get("member"), found) or found
        if len(found) == 1:
            seen.target = found[0].pk
            return
        row.candidates = [home.pk for home in found or self._near(head, unit)]
        if row.candidates:
            seen.ask("home", Ask.HOUSEHOLDS if found else Ask.HOME_NEAR, head)

    def _ask_about_twins(self, seen):
        """A household is judged once: what another row says of it is asked about."""
        first = {}
        for one in seen:
            if one.target and not one.row.said.get("skip"):
                above = first.setdefault(one.target, one)
                if above is not one:
                    one.ask("head", Ask.ROW_TWICE, row=above.row.place)

    def _of_member(self, name, found):
        """Those in which a woman of that name lives."""
        return [home for home in found if name and fold(name) in self._women()[home.pk]]

    def _women(self):
        if not hasattr(self, "_names"):
            self._names = defaultdict(set)
            women = Member.objects.under(self.places.chapter).exclude(household=None)
            for home, name in women.order_by().values_list("household", "name_folded"):
                self._names[home].add(name)
        return self._names

    def _near(self, head, unit):
        near = self.homes.near(unit) if unit and head else ()
        alike = [(fuzz.ratio(fold(head), fold(home.head_name)), home) for home in near]
        return [home for score, home in sorted(alike, key=lambda a: -a[0])[:3] if score >= NEAR]

    def _reviews(self, seen):
        """{(household, year, set key): {criterion id: result}} of what is reviewed already."""
        homes = {one.target for one in seen} - {None}
        rows = Review.objects.filter(household__in=homes, reviewed_on__isnull=False)
        found = {
            pk: (household, year, key)
            for pk, household, year, key in rows.values_list(
                "pk", "household", "year", "criteria_set__key"
            )
        }
        results = {key: {} for key in found.values()}
        findings = Finding.objects.open().filter(review__in=found)
        for review, criterion, result in findings.values_list("review", "criterion", "result"):
            results[found[review]][criterion] = result
        return results

    def _decide(self, seen, reviews):
        row, values = seen.row, seen.values
        row.unit = seen.spot.unit if seen.spot else None
        row.household_id = seen.target
        if row.said.get("skip"):
            row.decision, row.asked = Decision.SKIPPED, []
            return
        if seen.spot and not seen.spot.is_known:
            seen.ask("branch", Ask.PLACE, seen.spot.key)
        if not self.criteria_of(values.get("criteria_set"), values["year"]):
            seen.ask("year", Ask.YEAR_AHEAD, year=values["year"])
        row.asked = list(dict.fromkeys(asked["code"] for asked in seen.questions))
        if row.asked:
            near = {Ask.HOUSEHOLDS, Ask.HOME_NEAR}
            row.decision = Decision.DOUBLE if near.issuperset(row.asked) else Decision.PARKED
        elif seen.target is None:
            row.decision = Decision.NEW
        else:
            row.decision = self._against(reviews, seen)

    def _against(self, reviews, seen):
        values = seen.values
        known = reviews.get((seen.target, values["year"], values["criteria_set"]))
        results = self.results(values)
        if known is None:
            return Decision.UPDATE
        wanted = {c.pk: result for c, result in results.items() if result != MET}
        return Decision.SAME if wanted == known else Decision.UPDATE


def review_day(year, as_of, today):
    """The day of a review of `year` that a list of the day `as_of` tells of."""
    if as_of.year == year:
        return min(as_of, today)
    return min(date(year, 12, 31), today)
