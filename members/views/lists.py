"""The list of members: search first, narrow, page by page."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.scope import working_unit
from core.http import wants_part
from core.paging import LongPaginator, long_page_of
from members.forms.chips import chips_of
from members.forms.filters import MemberFilterForm
from members.forms.many import deeds_for
from members.models import Member, SavedList
from members.search import read_search
from members.state import state_of
from members.views.pages import CHANGE, VIEW

MOST_FOUND = 200  # by a search; whoever wants more than these types another word


@require(VIEW)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def member_list(request):
    """The whole question stands in the address, and the count is always told."""
    unit, words = working_unit(request, VIEW), request.GET.get("q", "").strip()
    filters = MemberFilterForm(request.GET, user=request.user, under=unit)
    rows = Member.objects.visible_to(request.user)
    rows = filters.narrow(rows.under(unit) if unit else rows, words)
    page, women = _page_of(rows, words, request)
    if filters.reveals:
        _tell(request, unit, filters, women)
    parts = {
        "page": page,
        "found": [(member, state_of(member)) for member in women],
        "words": words,
        "unit": unit,
        "filters": filters,
        "shown": filters.shown(words),
        "chips": chips_of(filters, words),
        "deeds": deeds_for(request.user) if request.user.may(CHANGE) else [],
        "asked": filters.as_query().urlencode(),
        "carried": [(name, one) for name, ones in filters.as_query().lists() for one in ones],
    }
    if wants_part(request):
        return render(request, "members/_found.html", parts)
    parts["saved"] = list(SavedList.objects.visible_to(request.user))
    return render(request, "members/list.html", parts)


@require(VIEW)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def member_filters(request):
    """The filters, fetched when she opens them: most looks at the list need none."""
    unit, words = working_unit(request, VIEW), request.GET.get("q", "").strip()
    filters = MemberFilterForm(request.GET, user=request.user, under=unit)
    parts = {"filters": filters, "words": words, "unit": unit, "shown": filters.shown(words)}
    template = "members/_filters.html" if wants_part(request) else "members/filters.html"
    return render(request, template, parts)


def _tell(request, unit, filters, women):
    """The trail has its line: who narrows by a sensitive field learns it of all who are left."""
    details = {"rows": len(women), "filter": filters.told()}
    numbers = [woman.pk for woman in women]
    record(Verb.REVEALED, by=request.user, targets=(Member, numbers), unit=unit, details=details)


def _page_of(rows, words, request):
    """The page, and the women on it with their state: the likeliest first, or by name."""
    today = timezone.localdate()
    if not read_search(words):
        page = long_page_of(rows.in_name_order().only("name_order", "birth_year"), request)
        found = [row.pk for row in page]
    else:
        ids = rows.likeliest(words, MOST_FOUND)
        paginator = LongPaginator(ids, most=MOST_FOUND)
        page = paginator.get_page(request.GET.get("page"))
        found = list(page)
    women = {woman.pk: woman for woman in rows.filter(pk__in=found).with_state(today)}
    return page, [women[pk] for pk in found if pk in women]
