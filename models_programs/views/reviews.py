"""The yearly household review: which branch, its grid, the tick sheet, moves for all rows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import get_visible_or_404, holds_at, working_unit
from core.exceptions import DomainError
from core.http import row_key
from core.paging import page_of
from models_programs.forms import GridDayForm
from models_programs.forms.reviews import usual_day
from models_programs.grids import households_of, rows_of
from models_programs.models import CriteriaSet, Criterion
from models_programs.progress import children_for_review, progress_of
from models_programs.services import carry_over_reviews, register_households
from models_programs.services.reviews import may_reveal, set_of_year

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE
FIRST_YEAR = 2010


def year_or_404(year):
    """Reviews began in 2010; a year to come has none yet."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    return year


def chosen_year(request):
    """`?year=`, this year for nonsense."""
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    return year if FIRST_YEAR <= year <= this_year else this_year


def chosen_set(request, year):
    """The criteria set named by `set` in the form or the address, else the main one of the year."""
    criteria_set = set_of_year(year, request.POST.get("set") or request.GET.get("set") or "")
    if criteria_set is None:
        raise Http404
    return criteria_set


@require(VIEW)
@require_GET
def reviews(request):
    """Choose a branch: progress of those below the unit, communes first where there are several."""
    year = chosen_year(request)
    here = working_unit(request, VIEW)
    unit = _asked_unit(request) or here
    rows = progress_of(children_for_review(unit), year, usual_day(year))
    return render(
        request,
        "models_programs/reviews.html",
        {
            "year": year,
            "years": range(timezone.localdate().year, timezone.localdate().year - 5, -1),
            "unit": unit,
            "here": here,
            "rows": rows,
            "is_leaf": unit.level in (Level.COMMUNE, Level.BRANCH, Level.GROUP),
            "waiting": sum(row.waiting for row in rows),
            "households": sum(row.households for row in rows),
        },
    )


def _asked_unit(request):
    asked = request.GET.get("unit", "")
    if not asked:
        return None
    return get_visible_or_404(Unit, request, VIEW, pk=row_key(asked))


def _branch(request, pk, permission=VIEW):
    branches = Unit.objects.at(Level.BRANCH, Level.GROUP)
    return get_visible_or_404(branches, request, permission, pk=pk)


@require(VIEW)
@require_GET
def grid(request, pk, year):
    """Rows are households, columns the criteria of the year; each row saves by itself."""
    branch, year = _branch(request, pk), year_or_404(year)
    criteria_set = chosen_set(request, year)
    day_form = GridDayForm({"on": request.GET.get("on") or f"{usual_day(year):%d/%m/%Y}"})
    households = households_of(branch, usual_day(year))
    page = page_of(households, request)
    reveal = may_reveal(request.user, branch)
    criteria = criteria_of(criteria_set, year)
    _note_sight(request, branch, year, criteria, reveal, Verb.VIEWED)
    rows = rows_of(page, year, criteria_set, criteria, reveal=reveal, start=page.start_index())
    on = day_form.cleaned_data["on"] if day_form.is_valid() else usual_day(year)
    return render(
        request,
        "models_programs/grid.html",
        {
            "branch": branch,
            "year": year,
            "criteria_set": criteria_set,
            "sets": CriteriaSet.objects.of_year(year),
            "criteria": criteria,
            "page": page,
            "rows": rows,
            "on": on,
            "day_form": day_form,
            "reveal": reveal,
            "may_change": may_change(request.user, branch),
            "progress": progress_of([branch], year, usual_day(year))[0],
        },
    )


def criteria_of(criteria_set, year):
    return list(Criterion.objects.of_year(year).filter(criteria_set=criteria_set))


def may_change(user, unit):
    return holds_at(user, CHANGE, unit)


def _note_sight(request, branch, year, criteria, reveal, verb):
    """Reading which household fails a sensitive criterion leaves a trace."""
    if reveal and any(criterion.sensitive for criterion in criteria):
        record(verb, by=request.user, target=branch, unit=branch, details={"reviews_of": year})


@require(VIEW)
@require_GET
def sheet(request, pk, year):
    """The tick sheet for a meeting: same order and numbers as the grid, boxes to fill by hand.

    Last year's sensitive results are never printed.
    """
    branch, year = _branch(request, pk), year_or_404(year)
    criteria_set = chosen_set(request, year)
    criteria = criteria_of(criteria_set, year)
    households = households_of(branch, usual_day(year))
    rows = rows_of(households, year, criteria_set, criteria, reveal=False)
    record(
        Verb.PRINTED,
        by=request.user,
        target=branch,
        unit=branch,
        details={"tick_sheet_of": year, "households": len(rows)},
    )
    return render(
        request,
        "models_programs/sheet.html",
        {
            "branch": branch,
            "year": year,
            "criteria_set": criteria_set,
            "criteria": criteria,
            "rows": rows,
        },
    )


@require(CHANGE)
@require_POST
def carry_over(request, pk, year):
    """Every household of the branch that waits keeps last year's result, marked as carried over."""

    def said(count):
        if not count:
            return _("No household with a result last year is waiting.")
        words = ngettext(
            "%(n)s household keeps last year's result.",
            "%(n)s households keep last year's result.",
            count,
        )
        return words % {"n": count}

    return _for_the_branch(request, pk, year, carry_over_reviews, said)


@require(CHANGE)
@require_POST
def register_all(request, pk, year):
    """Every household of the branch registers."""

    def said(count):
        words = ngettext("%(n)s household registered.", "%(n)s households registered.", count)
        return words % {"n": count}

    return _for_the_branch(request, pk, year, register_households, said)


def _for_the_branch(request, pk, year, service, said):
    branch, year = _branch(request, pk, CHANGE), year_or_404(year)
    criteria_set = chosen_set(request, year)
    form = GridDayForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError(form.errors["on"][0])
        count = service(
            unit_id=branch.pk,
            year=year,
            criteria_set_id=criteria_set.pk,
            on=form.cleaned_data["on"],
            by=request.user,
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said(count))
    return redirect(grid_address(branch.pk, year, criteria_set, request.POST.get("on", "")))


def grid_address(branch_id, year, criteria_set, on=""):
    """The grid with the choices that were made there."""
    query = {"set": criteria_set.key, **({"on": on} if on else {})}
    return reverse("programs:grid", args=[branch_id, year], query=query)
