"""What every page of this app asks of a request."""

from django.utils import timezone

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import get_visible_or_404, working_unit
from core.http import row_key
from funds.models.dues import FIRST_YEAR

VIEW, CHANGE = Permission.FUND_VIEW, Permission.FUND_CHANGE


def chosen_year(request):
    """`?year=`, this year for nonsense."""
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    return year if FIRST_YEAR <= year <= this_year + 1 else this_year


def years():
    this_year = timezone.localdate().year
    return range(this_year + 1, this_year - 4, -1)


def chosen_unit(request):
    """`?unit=` in her scope, else the unit in which she works."""
    asked = request.GET.get("unit", "")
    if asked:
        return get_visible_or_404(Unit, request, VIEW, pk=row_key(asked))
    return working_unit(request, VIEW)


def units_below(unit, user):
    """Those among which one goes on: communes of a district, branches of a commune, groups."""
    below = {Level.COMMUNE: Level.BRANCH, Level.BRANCH: Level.GROUP}.get(unit.level, Level.COMMUNE)
    if unit.level == Level.GROUP:
        return Unit.objects.none()
    return Unit.objects.visible_to(user, VIEW).under(unit).open().at(below).in_order()
