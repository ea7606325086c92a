"""With which household a help is: where its own was taken in by another, it goes on there.

What was counted stays counted: the household for which somebody was assigned never changes.
"""

from dataclasses import dataclass
from datetime import date

from members.heirs import heirs_of, taken_in
from members.models import Household
from models_programs.models import Assistance


@dataclass(frozen=True)
class Home:
    """The household that is helped; `since` the day on which the help came along to it, if it did.

    `household` is None where it is now in a unit that the reader may not see.
    """

    household: Household | None
    since: date | None = None


def with_homes(helps, user):
    """The helps as a list, each with its `home`. Two statements, and none where all households
    stand."""
    helps = list(helps)
    heirs = heirs_of({row.household_id for row in helps if row.household.ended_on})
    led = {row.pk: _led(row, heirs) for row in helps}
    wanted = {heir for heir, _since in filter(None, led.values())}
    rows = Household.objects.visible_to(user).filter(pk__in=wanted) if wanted else ()
    seen = {row.pk: row for row in rows}
    for row in helps:
        heir = led[row.pk]
        row.home = Home(seen.get(heir[0]), heir[1]) if heir else Home(row.household)
    return helps


def _led(row, heirs):
    """(household, since) where a help is now, or was when it was closed; None for its own."""
    way = heirs.get(row.household_id, ())
    led = [step for step in way if row.closed_on is None or step[1] <= row.closed_on]
    return led[-1] if led else None


def help_of(household, year, user):
    """Help of a year that was assigned for the household, and help that came along to it."""
    ids = [household.pk, *taken_in([household.pk])]
    rows = Assistance.objects.filter(household__in=ids, year=year).order_by("-started_on", "pk")
    rows = with_homes(rows.select_related("household", "criterion"), user)
    here = household.pk
    return [row for row in rows if here in (row.household_id, getattr(row.home.household, "pk", 0))]


def helped_now(household_ids, year):
    """`{(household, criterion)}` with open help in a year, help that came along included."""
    heirs = taken_in(household_ids)
    open_help = Assistance.objects.open().filter(year=year)
    pairs = open_help.filter(household__in=[*household_ids, *heirs])
    return {(heirs.get(pk, pk), of) for pk, of in pairs.values_list("household", "criterion")}
