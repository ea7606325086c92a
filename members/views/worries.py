"""The worry lists: who works away for long, who may leave with age, which branches stand still."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from chapters.enums import SettingKey, Title
from chapters.models import Officer
from chapters.scope import working_unit
from core.dates import add_months
from core.http import safe_next
from core.paging import long_page_of
from members import services
from members.enums import StandingKind, Worry
from members.forms.filters import Held, WorryFilterForm
from members.forms.moves import AskedForm
from members.models import Asking, Member
from members.views.pages import CHANGE, VIEW, answer, the_member, typed
from members.worries import Worries, last_admissions, retirements, strengths

HELD = {Worry.AWAY: Held.LONG_AWAY, Worry.RETIRED: Held.RETIRED}


@require(VIEW)
@require_GET
def worry_list(request):
    """One of the three lists, with the number of rows of each; all of it stands in the address."""
    unit, today = working_unit(request, VIEW), timezone.localdate()
    filters = WorryFilterForm(request.GET, user=request.user, under=unit)
    worries = Worries(request.user, filters.given.get("unit") or unit, today)
    asked = request.GET.get("which")
    which = Worry(asked) if asked in Worry.values else Worry.AWAY
    rows, told = (_women, _line_of_woman) if which.is_of_members else (_branches, _line_of_branch)
    page = long_page_of(rows(worries, which), request)
    parts = {
        "page": page,
        "lines": list(told(page, worries, request.user)),
        "which": which,
        "tabs": worries.counts().items(),
        "filters": filters,
        "unit": unit,
        "held": HELD.get(which),
        "today": today,
    }
    return render(request, "members/worries.html", parts)


def _women(worries, which):
    return worries.rows(which).in_name_order()


def _branches(worries, which):
    return worries.rows(which).in_order()


def _line_of_woman(page, worries, user):
    """Each with her standing, when she retires, and when she was last asked; four statements."""
    ids = [woman.pk for woman in page]
    women = Member.objects.visible_to(user).filter(pk__in=ids)
    women = {woman.pk: woman for woman in women.with_state(worries.day)}
    askings = Asking.objects.visible_to(user).filter(member__in=ids).order_by("on", "pk")
    last_asked = {(row.member_id, row.worry): row for row in askings}
    retires = retirements(women.values(), worries.limits)
    for pk in ids:
        woman = women[pk]
        held = {standing.kind: standing for standing in woman.standings_now}
        yield {
            "woman": woman,
            "away": held.get(StandingKind.AWAY),
            "retirement": retires.get(pk),
            "asked": {worry: last_asked.get((pk, worry)) for worry in HELD},
        }


def _line_of_branch(page, worries, user):
    """Each with its members now and then, its last admission, and whom to call."""
    branches, day = list(page), worries.day
    heads = Officer.objects.visible_to(user).serving_on(day).filter(unit__in=branches)
    heads = {officer.unit_id: officer for officer in heads.filter(title=Title.BRANCH_HEAD)}
    now, last = strengths(branches, day), last_admissions(day, units=branches)
    year_ago = strengths(branches, add_months(day, -12))
    for branch in branches:
        yield {
            "branch": branch,
            "members": now[branch.pk],
            "before": year_ago[branch.pk],
            "last": last.get(branch.pk),
            "head": heads.get(branch.pk),
            "months": worries.limits.of(branch.pk, SettingKey.GROWTH_MONTHS),
        }


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def asked(request, pk, worry):
    """Write down that she was asked; she leaves the list for as long as her unit has set."""
    if worry not in Worry.values or not Worry(worry).is_of_members:
        raise Http404
    member = the_member(request, pk)
    form = AskedForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.ask_about(member_id=pk, worry=worry, by=request.user, **form.cleaned_data),
        said=_("Saved. She stands in the list again when it is time to ask anew."),
        then=safe_next(request, member),
        title={Worry.AWAY: _("Still working away"), Worry.RETIRED: _("Stays with the Union")}[
            Worry(worry)
        ],
        who=member,
    )
