"""The difficulties of the branches as lists: each is one queryset, for the list and its count.

Members who have worked away for long; branches that admit nobody; members past retirement age,
who may go on to the Elderly Association. After how long something is a worry each unit sets for
itself (`chapters.settings`); whoever has been asked about it is left out for a while.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, Q

from chapters.enums import Level, SettingKey
from chapters.models import Unit
from chapters.settings import settings_of
from core.dates import add_months
from members.enums import Began, StandingKind, Worry
from members.models import Asking, Member, Membership, RetirementAge, Standing

KEYS = (
    SettingKey.AWAY_MONTHS,
    SettingKey.GROWTH_MONTHS,
    SettingKey.ELDERLY_AGE,
    SettingKey.ELDERLY_UNTIL,
    SettingKey.ASK_AGAIN,
)


class Limits:
    """What every unit has set for `day`; two statements, when first asked."""

    def __init__(self, day):
        self.day = day

    @cached_property
    def _held(self):
        return settings_of(Unit.objects.only("pk"), KEYS, self.day)

    def of(self, unit_id, key):
        return self._held[unit_id][key].value

    def condition(self, lookup, keys, holds):
        """`holds(*values)` with the values of each row's own unit, which `lookup` leads to.

        Most units keep what those above them set, so the commonest values need no list of units.
        """
        groups = defaultdict(list)
        for unit_id, held in self._held.items():
            groups[tuple(held[key].value for key in keys)].append(unit_id)
        if not groups:
            return Q(pk__in=[])
        common, *others = sorted(groups, key=lambda values: -len(groups[values]))
        apart = [pk for values in others for pk in groups[values]]
        found = holds(*common) & ~Q(**{f"{lookup}__in": apart}) if apart else holds(*common)
        for values in others:
            found |= holds(*values) & Q(**{f"{lookup}__in": groups[values]})
        return found


# ---- Members ------------------------------------------------------------------------------------


def long_away(members, day, limits=None):
    """Ordinary members who have worked away for the months that their unit has set, or longer."""

    def holds(months, rest):
        since = add_months(day, -months)
        begun = Q(during__startswith__lte=since) | Q(during__lower_inf=True)
        gone = Standing.objects.on(day).filter(begun, member=OuterRef("pk"), kind=StandingKind.AWAY)
        return Q(Exists(gone)) & _unasked(Worry.AWAY, day, rest)

    keys = (SettingKey.AWAY_MONTHS, SettingKey.ASK_AGAIN)
    limits = limits or Limits(day)
    return members.ordinary_on(day).filter(limits.condition("home_unit", keys, holds))


def past_retirement(members, day, limits=None):
    """Ordinary members who have reached the retirement age, and not yet the age after which their
    unit no longer watches.

    Of whom only the year of birth is known counts as born on its last day: nobody is listed early.
    """
    retired = _born_within(_retired_births(day))

    def holds(until, rest):
        return _born_after(add_months(day, -12 * until)) & _unasked(Worry.RETIRED, day, rest)

    keys = (SettingKey.ELDERLY_UNTIL, SettingKey.ASK_AGAIN)
    limits = limits or Limits(day)
    found = members.ordinary_on(day).filter(retired)
    return found.filter(limits.condition("home_unit", keys, holds))


def _unasked(worry, day, rest):
    asked = Asking.objects.within(add_months(day, -rest), day)
    return ~Q(Exists(asked.filter(member=OuterRef("pk"), worry=worry)))


def _retired_births(day):
    """Days of birth of women who have reached the age by `day`, as (first, first day beyond)."""
    for row in RetirementAge.objects.all():
        beyond = add_months(day, -row.months) + datetime.timedelta(days=1)
        if row.born.upper:
            beyond = min(beyond, row.born.upper)
        if row.born.lower is None or row.born.lower < beyond:
            yield row.born.lower, beyond


def _born_within(spans):
    """Born in one of the half-open spans; a year alone is its last day."""
    found = Q(pk__in=[])
    for first, beyond in spans:
        whole, year = Q(birth_date__lt=beyond), Q(birth_year__lt=beyond.year)
        if first:
            whole, year = whole & Q(birth_date__gte=first), year & Q(birth_year__gte=first.year)
        found |= whole | (Q(birth_date=None) & year)
    return found


def _born_after(day):
    """Born after `day`; a year alone is its last day."""
    last = (day.month, day.day) == (12, 31)
    year = Q(birth_year__gt=day.year) if last else Q(birth_year__gte=day.year)
    return Q(birth_date__gt=day) | (Q(birth_date=None) & year)


@dataclass(frozen=True)
class Retirement:
    """When one member retires, and from when the Elderly Association may take her in."""

    retires: datetime.date | None
    elderly: datetime.date


def retirements(members, limits):
    """`{member_id: Retirement}` for the rows of a page; one statement."""
    ages = list(RetirementAge.objects.all())
    return {woman.pk: _retirement(woman, ages, limits) for woman in members if woman.birth_year}


def _retirement(woman, ages, limits):
    born = woman.birth_date or datetime.date(woman.birth_year, 12, 31)
    months = next((row.months for row in ages if born in row.born), None)
    elderly = 12 * limits.of(woman.home_unit_id, SettingKey.ELDERLY_AGE)
    retires = None if months is None else add_months(born, months)
    return Retirement(retires, add_months(born, elderly))


# ---- Branches -----------------------------------------------------------------------------------


def without_growth(units, day, limits=None):
    """Branches that stand for as many months as they have set, and admitted nobody in that time.

    Who came by a transfer is no growth of the Union. What its groups admitted a branch admitted.
    """
    limits = limits or Limits(day)
    branches = units.at(Level.BRANCH).valid_on(day)

    def stands(months):
        return Q(valid__startswith__lte=add_months(day, -months)) | Q(valid__lower_inf=True)

    keys = (SettingKey.GROWTH_MONTHS,)
    old = branches.filter(limits.condition("pk", keys, stands))
    return old.exclude(pk__in=_grown(day, limits))


def _grown(day, limits):
    """Ids of units that admitted somebody lately, themselves or through those below them."""
    months = [limits.of(pk, SettingKey.GROWTH_MONTHS) for pk in limits._held] or [0]
    return [
        pk
        for pk, last in last_admissions(day, since=add_months(day, -max(months))).items()
        if last > add_months(day, -limits.of(pk, SettingKey.GROWTH_MONTHS))
    ]


def last_admissions(day, since=None, units=None):
    """`{unit_id: day}`: when each unit, or one below it, last admitted somebody; one statement."""
    spells = Membership.objects.ordinary().filter(during__startswith__lte=day)
    spells = spells.exclude(began_as__in=(Began.TRANSFERRED, Began.CONVERTED)).order_by()
    if since:
        spells = spells.filter(during__startswith__gt=since)
    if units is not None:
        spells = spells.filter(_below(units))
    latest = {}
    for path, last in spells.values_list("unit__path").annotate(last=Max("during__startswith")):
        for pk in (int(part) for part in path.split(".") if part):
            latest[pk] = max(last, latest.get(pk, last))
    return latest


def strengths(units, day):
    """`{unit_id: members}` of branches with their groups on a day; one statement."""
    found = Counter()
    spells = Membership.objects.ordinary().active_on(day).filter(_below(units)).order_by()
    for path in spells.values_list("unit__path", flat=True):
        found.update(int(part) for part in path.split(".") if part)
    return found


def _below(units):
    reach = Q(pk__in=[])
    for unit in units:
        reach |= Q(unit__path__startswith=unit.path)
    return reach


# ---- All three ----------------------------------------------------------------------------------


class Worries:
    """The three lists as one person sees them at and below a unit on a day."""

    def __init__(self, user, unit, day):
        self.user, self.unit, self.day = user, unit, day
        self.limits = Limits(day)

    def rows(self, worry):
        """Members, or for the third list branches; in no order."""
        if worry == Worry.BRANCH:
            return without_growth(self._seen(Unit.objects), self.day, self.limits)
        kept = {Worry.AWAY: long_away, Worry.RETIRED: past_retirement}[worry]
        return kept(self._seen(Member.objects), self.day, self.limits)

    def counts(self):
        return {worry: self.rows(worry).count() for worry in Worry}

    def _seen(self, manager):
        rows = manager.visible_to(self.user)
        return rows.under(self.unit) if self.unit else rows


class BelowWorries(Worries):
    """The same of everybody at and below a unit; who may know, the reader asks."""

    def __init__(self, unit, day):
        super().__init__(None, unit, day)

    def _seen(self, manager):
        return manager.under(self.unit)
