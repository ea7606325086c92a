"""The numbers of a front page that are slow to count: stored lately for a large unit, else counted.

`Live` counts; a worker stores what it counted, and `Stored` reads that: one definition for both.
Nothing here asks who looks: whoever shows a number first asks whether she may know it of the
whole unit, and then it is the same for everybody.
"""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapters.counting import tally
from chapters.enums import Level
from chapters.models import Unit
from core.periods import Kind, Period
from members.enums import Worry
from members.worries import BelowWorries
from models_programs.progress import waiting_of
from reports.models import Glance
from reports.periods import period_of

# The figures of the page, in order; the first five that she may open are shown.
FIGURES = {
    "A10": gettext_lazy("Members"),
    "A6": gettext_lazy("New members this quarter"),
    "P2": gettext_lazy("Branches with activities this quarter"),
    "C3": gettext_lazy("Households helped this quarter"),
    "H7": gettext_lazy("Women on the way to the Party"),
    "B6": gettext_lazy("Good examples this quarter"),
}
WITH_CHART = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
# A chapter is counted while its page is drawn; what lies above holds too many women for that.
STORED_FOR = (Level.PROVINCE, Level.DISTRICT)
# When no worker has counted for so long, the page counts itself: slowly, and rightly.
GOOD_FOR = timedelta(hours=1)


def numbers_of(user, unit, day):
    """The numbers of `unit` on `day` for a page that `user` reads."""
    below = list(units_below(unit, Unit.objects.visible_to(user)))
    if unit.level in STORED_FOR:
        row = Glance.objects.visible_to(user).filter(unit=unit).first()
        if row and _serves(row, [unit, *below], day):
            return Stored(row, unit, below, day)
    return Live(unit, below, day)


def units_below(unit, units):
    """Those of `units` that the page of `unit` compares: the open ones directly below it."""
    if unit.level not in WITH_CHART:
        return units.none()
    return units.directly_under(unit).open().in_order()


def _serves(row, units, day):
    """Whether what was stored tells of this day, of all these units, and of all that is shown."""
    at = row.counted_at
    if at is None or timezone.localdate(at) != day or timezone.now() - at > GOOD_FOR:
        return False
    kept = row.numbers
    whole = all(kept["now"].get(unit.key, {}).keys() == FIGURES.keys() for unit in units)
    return whole and kept["worries"].keys() == set(Worry.values)


class Live:
    """The numbers of a unit and of those below it on a day, each counted when it is asked for."""

    counted_at = None
    told = ""

    def __init__(self, unit, below, day):
        self.unit, self.below, self.day = unit, below, day

    @cached_property
    def period(self):
        """The quarter, within the window that staff have set."""
        return period_of(Period.containing(self.day, Kind.QUARTER).code)

    def now(self, codes):
        """Figures of the quarter so far, of the unit and of those below: `{unit_id: {code: n}}`."""
        return tally(self.period, [self.unit, *self.below], codes)

    def before(self, codes):
        """Figures of the unit in the quarter before: `{code: n}`."""
        return tally(period_of(self.period.previous().code), [self.unit], codes)[self.unit.pk]

    def worries(self):
        return BelowWorries(self.unit, self.day).counts()

    def waiting(self):
        """Households of the unit that nobody has reviewed this year."""
        return waiting_of([self.unit], self.day.year, self.day)[self.unit.pk]

    def waiting_below(self):
        """The same of each unit below: `{unit_id: n}`."""
        return waiting_of(self.below, self.day.year, self.day)


class Stored:
    """The same numbers as a worker counted them at `counted_at`."""

    def __init__(self, row, unit, below, day):
        self.row, self.unit, self.below, self.day = row, unit, below, day
        self.kept, self.counted_at = row.numbers, row.counted_at
        self.period = Period.containing(day, Kind.QUARTER)

    @property
    def told(self):
        at = date_format(timezone.localtime(self.counted_at), "SHORT_DATETIME_FORMAT")
        return _("Counted at %(at)s") % {"at": at}

    def now(self, codes):
        units, now = (self.unit, *self.below), self.kept["now"]
        return {unit.pk: {code: now[unit.key][code] for code in codes} for unit in units}

    def before(self, codes):
        return {code: self.kept["before"][code] for code in codes}

    def worries(self):
        return {worry: self.kept["worries"][worry] for worry in Worry}

    def waiting(self):
        return self.kept["waiting"]

    def waiting_below(self):
        return {unit.pk: self.kept["waiting_below"][unit.key] for unit in self.below}


def to_store(live, tell):
    """What `Stored` reads, counted by `live`; units go by their keys. `tell(done, total)` says how
    far it is."""
    keys = {unit.pk: unit.key for unit in (live.unit, *live.below)}
    parts = {
        "now": lambda: live.now(FIGURES),
        "before": lambda: live.before(FIGURES),
        "worries": live.worries,
        "waiting": live.waiting,
        "waiting_below": live.waiting_below,
    }
    kept = {}
    for done, (name, count) in enumerate(parts.items(), start=1):
        kept[name] = count()
        tell(done, len(parts))
    for name in ("now", "waiting_below"):
        kept[name] = {keys[pk]: value for pk, value in kept[name].items()}
    return kept
