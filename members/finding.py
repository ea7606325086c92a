"""Who of the members whom a search may mean comes first, read no further than needed.

A common name has thousands of bearers, most questions have few answers. So whoever is called as
typed is read first, in the order of the index, until there are enough; then all who fit are read
at once and ranked, and only where these are too many the tiers that are left one by one.
"""

from django.db.models import Case, IntegerField, Value, When

from members.matching import as_searched

LAST = 9_999  # women without a year of birth come after those with one


def first_of(rows, matches, most):
    """Ids of the first `most` + 1 of `rows` that fit one of `matches`, in order, each once."""
    finder = _Finder(rows, most + 1)
    for match in matches:
        finder.add(match)
        if finder.has_enough:
            break
    return finder.ids


class _Finder:
    """The ids found so far. Tiers may hold earlier ones again: she stands where she came first."""

    def __init__(self, rows, wanted):
        self.rows, self.wanted, self.found = as_searched(rows.order_by()), wanted, {}
        # Who fits is read from an index alone; what orders them, of these few, from their rows.
        self.women = as_searched(rows.model.objects.order_by())

    @property
    def ids(self):
        return list(self.found)[: self.wanted]

    @property
    def has_enough(self):
        return len(self.found) >= self.wanted

    def add(self, match):
        """Add those who fit this reading, tier after tier."""
        leading, others = match.tiers()
        self._take_in_order(leading)
        if not self.has_enough:
            self._add_all(match.condition, others)

    def _add_all(self, condition, tiers):
        """Everybody who fits: ranked at once where they are few, else tier by tier."""
        most = self.wanted + len(self.found)
        fitting = self._ranked(condition, tiers, most)
        if len(fitting) < most:
            self._keep(fitting)
        else:
            self._take_in_order(tiers)

    def _take_in_order(self, tiers):
        """The first of each tier by the letters of the given name; the index is in that order."""
        for tier in tiers:
            if not self.has_enough:
                most = self.wanted + len(self.found)
                first = self.rows.filter(tier).order_by("find_key", "pk").values("pk")[:most]
                self._keep(_told(self.women.filter(pk__in=first)))

    def _ranked(self, condition, tiers, most):
        """No more than `most` who fit, in no order, each with the number of her tier."""
        whens = (When(tier, then=Value(place)) for place, tier in enumerate(tiers))
        rank = Case(*whens, output_field=IntegerField())
        fitting = self.rows.filter(condition).values("pk")[:most]
        return _told(self.women.filter(pk__in=fitting).annotate(rank=rank), "rank")

    def _keep(self, rows):
        self.found |= dict.fromkeys(pk for *_order, pk in sorted(map(_in_order, rows)))


def _told(rows, *before):
    return rows.values_list(*before, "name_order", "birth_year", "pk")


def _in_order(row):
    *before, name, year, pk = row
    return *before, name, year or LAST, pk
