"""Rows of a household grid become reviews, findings and help."""

from collections import defaultdict

from django.utils.translation import gettext as _

from audit.undo import keep_bases
from core.text import fold
from imports.enums import Decision
from imports.grids import HouseholdComparer, review_day
from members.models import Household, Member
from members.services.bulk import open_households
from members.services.rows import NotHers
from models_programs.models import Finding, Review
from models_programs.services.bulk import Told, lock_households, record_reviews


class ReviewWriter:
    """Writes the rows of one grid that are ready, as `by`, in the transaction of the caller."""

    def __init__(self, batch, by):
        self.batch, self.by = batch, by
        self.comparer, self.homes = HouseholdComparer(batch), {}

    def lock(self, rows):
        """Lock the households that rows are, before the rows are compared with them."""
        ids = [row.household_id for row in rows if row.household_id]
        self.homes = lock_households(ids, by=self.by)

    def write(self, seen, told):
        """Write; each row then knows the household that it is about."""
        seen = [one for one in seen if one.row.decision != Decision.SAME]
        homes = [self._home(one) for one in seen]
        open_households(homes, by=self.by)
        for one, home in zip(seen, homes, strict=True):
            one.row.household_id = home.pk
        self._keep_bases()
        helpers, written = _Helpers(self.comparer.places.chapter), 0
        for (year, key), grid in _grids(seen, homes).items():
            record_reviews(
                [self._told(one, home, helpers) for one, home in grid],
                year=year,
                criteria_set=self.comparer.sets[key],
                on=review_day(year, self.batch.as_of, self.comparer.today),
                by=self.by,
                done=lambda number, before=written: told(before + number),
            )
            written += len(grid)

    def _home(self, seen):
        if not seen.target:
            address = seen.values.get("address", "")
            return Household(unit=seen.row.unit, head_name=seen.values["head"], address=address)
        if seen.target not in self.homes:
            raise NotHers(_("A household of the list is no longer in your unit. Nothing is saved."))
        return self.homes[seen.target]

    def _keep_bases(self):
        """History must hold the reviews as they are, so that they can be put back."""
        reviews = Review.objects.filter(household__in=self.homes)
        reviews = list(reviews.values_list("pk", flat=True))
        keep_bases(Review, reviews)
        findings = Finding.objects.open().filter(review__in=reviews)
        keep_bases(Finding, list(findings.values_list("pk", flat=True)))

    def _told(self, seen, home, helpers):
        helper = seen.values.get("helper", "")
        results = self.comparer.results(seen.values)
        return Told(home, results, helper, helpers.named(helper, home.unit))


def _grids(seen, homes):
    grids = defaultdict(list)
    for one, home in zip(seen, homes, strict=True):
        grids[one.values["year"], one.values["criteria_set"]].append((one, home))
    return grids


class _Helpers:
    """Members of the chapter by folded name, to find who helps; one statement."""

    def __init__(self, chapter):
        self.by_name = defaultdict(list)
        for woman in Member.objects.under(chapter).select_related("home_unit"):
            self.by_name[woman.name_folded].append(woman)

    def named(self, name, unit):
        """The one member of that name in the branch; None when there is none, or more."""
        found = self.by_name.get(fold(name), ()) if name else ()
        near = [woman for woman in found if woman.home_unit.path.startswith(unit.path)]
        return near[0] if len(near) == 1 else None
