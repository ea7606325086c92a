"""Figures about units themselves. The words of each are in the catalogue of the reports."""

from functools import partial

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.indicators import Kind, indicator
from chapters.models import Headcount, Unit

stock = partial(indicator, kind=Kind.STOCK, permission=Permission.UNIT_VIEW)


@stock("A1", unit="pk", thing=Unit)
def communes(period):
    """Units at commune level that exist on the closing day."""
    return Unit.objects.at(Level.COMMUNE).valid_on(period.closing_day)


@stock("A2", unit="pk", thing=Unit)
def branches(period):
    """Branches that exist on the closing day."""
    return Unit.objects.at(Level.BRANCH).valid_on(period.closing_day)


@stock("A3", unit="pk", thing=Unit)
def groups(period):
    """Women's groups that exist on the closing day."""
    return Unit.objects.at(Level.GROUP).valid_on(period.closing_day)


@stock("A4", amount="women", thing=Headcount)
def women_of_18_and_over(period):
    """Women of 18 and over by the last headcount of each commune on or before the closing day.

    Typed in by the chapters, never derived. Communes that have closed by then no longer count:
    their women are in the headcount of the commune that took them in.
    """
    counted = Headcount.objects.latest_on(period.closing_day)
    return counted.filter(unit__valid__contains=period.closing_day)
