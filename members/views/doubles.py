"""Possible doubles: searched for, looked at, told apart."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import DomainError
from core.http import safe_next, wants_part
from core.paging import page_of
from members.doubles import decide
from members.doubles.cases import cases_of
from members.doubles.people import chapter_names
from members.doubles.scan import request_scan
from members.enums import ComparisonState
from members.forms.pairs import PairFilterForm, Which, of_state
from members.models import Double, DoublesScan, Member, Merge
from members.views.pages import CHANGE

PER_PAGE = 10  # cases, or pieces of a long one
ELSEWHERE_SHOWN = 50
MERGES_SHOWN = 10


@require(CHANGE)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def doubles(request):
    """Pairs of the working unit, those of one woman together and the likeliest first; of other
    chapters only that there may be."""
    unit = working_unit(request, CHANGE)
    scans = DoublesScan.objects.visible_to(request.user).filter(unit=unit)
    scan = scans.select_related("asked_by").first()
    if wants_part(request):
        return _progress(request, scan)
    words = request.GET.get("q", "").strip()
    filters = PairFilterForm(request.GET, user=request.user, under=unit)
    pairs = filters.narrow(Double.objects.visible_to(request.user), words)
    counts = {which: of_state(pairs, which).count() for which in Which}
    cases = cases_of(_numbers(of_state(pairs, filters.shown)))
    page = page_of([piece for case in cases for piece in case.pieces()], request, PER_PAGE)
    parts = {
        "unit": unit,
        "scan": scan,
        "page": page,
        "pieces": _side_by_side(page, request.user),
        "cases": len(cases),
        "pairs": counts[filters.shown],
        "words": words,
        "filters": filters,
        "chips": list(filters.chips(counts, words)),
        "carried": filters.as_query().items(),
        "elsewhere": filters.narrow_women(_elsewhere(request.user, unit), words)[:ELSEWHERE_SHOWN],
        "merges": _merges(request.user, unit),
    }
    return render(request, "members/doubles.html", parts)


def _progress(request, scan):
    """How far the search is; once it is done, the page is to be read anew."""
    answer = render(request, "members/_doubles_search.html", {"scan": scan})
    if scan is None or not scan.is_under_way:
        answer["HX-Refresh"] = "true"
    return answer


def _numbers(pairs):
    return pairs.likeliest_first().values_list("pk", "first", "second")


def _side_by_side(pieces, user):
    """(piece, [(pair, ((woman, her chapter), (the other, hers)))]) of each piece of a case."""
    numbers = [pk for piece in pieces for pk in piece.pairs]
    pairs = Double.objects.visible_to(user).with_women().in_bulk(numbers)
    women = [woman for pair in pairs.values() for woman in (pair.first, pair.second)]
    chapters = chapter_names([woman.home_unit for woman in women])

    def sides(pair):
        return [(woman, chapters[woman.home_unit_id]) for woman in (pair.first, pair.second)]

    found = [[pairs[pk] for pk in piece.pairs if pk in pairs] for piece in pieces]
    return [
        (piece, [(pair, sides(pair)) for pair in rows])
        for piece, rows in zip(pieces, found, strict=True)
    ]


def _elsewhere(user, unit):
    """Her own women who are almost surely in another chapter's book too: them, and no more. Of
    whom the district has been asked already is left out."""
    pairs = Double.objects.half_visible_to(user).under(unit).proposed().sure()
    ids = {pk for pair in pairs.values_list("first", "second") for pk in pair}
    women = Member.objects.visible_to(user, CHANGE).filter(pk__in=ids)
    women = women.exclude(comparisons__state=ComparisonState.WAITING)
    return women.select_related("home_unit").in_name_order()


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
    said = _("Remembered: these are two women. You can take that back in the list.")
    return _decided(request, pk, decide.tell_apart, said)


@require(CHANGE)
@require_POST
def propose_again(request, pk):
    """Take back that they are two women."""
    return _decided(request, pk, decide.propose_again, _("The pair is proposed again."))


def _decided(request, pk, decision, said):
    pair = get_visible_or_404(Double, request, pk=pk)
    try:
        decision(pair_id=pair.pk, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect(safe_next(request, "members:doubles"))
