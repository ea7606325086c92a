"""Possible doubles: searched for, looked at, told apart."""

from django.contrib import messages
from django.db.models import TextChoices
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.http import safe_next, wants_part
from core.paging import page_of
from members.doubles import decide
from members.doubles.people import chapter_names
from members.doubles.scan import request_scan
from members.enums import ComparisonState
from members.models import Double, DoublesScan, Member, Merge
from members.views.pages import CHANGE

PER_PAGE = 20
ELSEWHERE_SHOWN = 50
MERGES_SHOWN = 10


class Shown(TextChoices):
    SURE = "sure", gettext_lazy("almost surely the same")
    LOOK = "look", gettext_lazy("to be looked at")
    DIFFERENT = "different", gettext_lazy("not the same woman")


@require(CHANGE)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def doubles(request):
    """Pairs of the working unit, the likeliest first; of other chapters only that there may be."""
    unit = working_unit(request, CHANGE)
    scans = DoublesScan.objects.visible_to(request.user).filter(unit=unit)
    scan = scans.select_related("asked_by").first()
    if wants_part(request):
        return _progress(request, scan)
    pairs = Double.objects.visible_to(request.user).under(unit)
    counted = {shown: _of_kind(pairs, shown) for shown in Shown}
    shown = _shown(request)
    page = page_of(counted[shown].with_women().likeliest_first(), request, PER_PAGE)
    parts = {
        "unit": unit,
        "scan": scan,
        "page": page,
        "pairs": _side_by_side(page),
        "shown": shown,
        "kinds": [(kind, kind.label, rows.count()) for kind, rows in counted.items()],
        "elsewhere": _elsewhere(request.user, unit),
        "merges": _merges(request.user, unit),
    }
    return render(request, "members/doubles.html", parts)


def _progress(request, scan):
    """How far the search is; once it is done, the page is to be read anew."""
    answer = render(request, "members/_doubles_search.html", {"scan": scan})
    if scan is None or not scan.is_under_way:
        answer["HX-Refresh"] = "true"
    return answer


def _side_by_side(pairs):
    """(pair, ((woman, her chapter), (the other, hers))) of each pair."""
    women = [(pair.first, pair.second) for pair in pairs]
    chapters = chapter_names([woman.home_unit for both in women for woman in both])
    sides = [[(woman, chapters[woman.home_unit_id]) for woman in both] for both in women]
    return list(zip(pairs, sides, strict=True))


def _shown(request):
    asked = request.GET.get("show", "")
    return Shown(asked) if asked in Shown.values else Shown.SURE


def _of_kind(pairs, shown):
    if shown == Shown.DIFFERENT:
        return pairs.different()
    return pairs.proposed().sure() if shown == Shown.SURE else pairs.proposed().to_look_at()


def _elsewhere(user, unit):
    """Her own women who are almost surely in another chapter's book too: them, and no more. Of
    whom the district has been asked already is left out."""
    pairs = Double.objects.half_visible_to(user).under(unit).proposed().sure()
    ids = {pk for pair in pairs.values_list("first", "second") for pk in pair}
    women = Member.objects.visible_to(user, CHANGE).filter(pk__in=ids)
    women = women.exclude(comparisons__state=ComparisonState.WAITING)
    return women.select_related("home_unit").in_name_order()[:ELSEWHERE_SHOWN]


def _merges(user, unit):
    merges = Merge.objects.visible_to(user, CHANGE).under(unit)
    return merges.select_related("merged_by")[:MERGES_SHOWN]


@require(CHANGE)
@require_POST
def search_doubles(request):
    unit = working_unit(request, CHANGE)
    try:
        request_scan(unit_id=unit.pk if unit else None, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("members:doubles")


@require(CHANGE)
@require_POST
def tell_apart(request, pk):
    """They are two women, and are not proposed again."""
    pair = get_visible_or_404(Double, request, pk=pk)
    decide.tell_apart(pair_id=pair.pk, by=request.user)
    messages.success(
        request, _("Remembered: these are two women. You can take that back in the list.")
    )
    return redirect(safe_next(request, "members:doubles"))


@require(CHANGE)
@require_POST
def propose_again(request, pk):
    """Take back that they are two women."""
    pair = get_visible_or_404(Double, request, pk=pk)
    decide.propose_again(pair_id=pair.pk, by=request.user)
    messages.success(request, _("The pair is proposed again."))
    return redirect(safe_next(request, "members:doubles"))
