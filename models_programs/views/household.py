"""One household: its row in the grid, and the page of its review with findings and help."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError, StaleEdit
from core.http import wants_part
from members.models import Household
from models_programs.enums import Result
from models_programs.forms import FindingResolvedForm, ReviewForm, RowForm
from models_programs.forms.reviews import usual_day
from models_programs.grids import households_of, rows_of
from models_programs.help import help_of
from models_programs.models import Finding
from models_programs.services import carry_over_reviews, record_review, resolve_finding
from models_programs.services.reviews import judged_criteria, may_reveal
from models_programs.views.pages import answer_form, typed
from models_programs.views.reviews import (
    CHANGE,
    VIEW,
    chosen_set,
    criteria_of,
    grid_address,
    may_change,
    year_or_404,
)


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def review_row(request, pk, year):
    """GET shows the row as it stands; POST saves it, or says what stands in the way.

    With htmx the answer is the row alone: 409 for a stale edit, 422 for a day that cannot be.
    """
    household, year = get_visible_or_404(Household, request, CHANGE, pk=pk), year_or_404(year)
    criteria_set = chosen_set(request, year)
    if request.method == "GET":
        return _row_part(request, household, year, criteria_set)
    trouble = _save_row(request, household, year, criteria_set)
    if wants_part(request):
        return _row_part(request, household, year, criteria_set, trouble, saved=trouble is None)
    if isinstance(trouble, StaleEdit):
        return _row_part(request, household, year, criteria_set, trouble, page=True)
    if trouble:
        messages.error(request, f"{household.head_name}: {trouble.message}")
    else:
        messages.success(request, _("Saved: %(household)s") % {"household": household.head_name})
    back = grid_address(household.unit_id, year, criteria_set, request.POST.get("on", ""))
    return redirect(f"{back}&page={request.POST.get('page') or 1}#r{household.pk}")


def _save_row(request, household, year, criteria_set):
    """Save what the row says; what refused it, or None."""
    try:
        if "carry" in request.POST:
            _carry(request, household, year, criteria_set)
        else:
            _record(request, household, year, criteria_set)
    except DomainError as error:
        return error
    return None


def _record(request, household, year, criteria_set):
    form = _row_form(request, household, year, criteria_set)
    if not form.is_valid():
        raise DomainError(next(iter(form.errors.values()))[0])
    record_review(
        household_id=household.pk,
        year=year,
        criteria_set_id=criteria_set.pk,
        judgement=form.judgement(),
        by=request.user,
    )


def _row_form(request, household, year, criteria_set):
    criteria = judged_criteria(criteria_set.pk, year, household.unit, request.user)
    review = _review_of(household, year, criteria_set)
    standing = review.findings.open().filter(result=Result.NOT_APPLICABLE) if review else ()
    not_applicable = [finding.criterion_id for finding in standing]
    return RowForm(request.POST, criteria=criteria, not_applicable=not_applicable)


def _carry(request, household, year, criteria_set):
    form = _row_form(request, household, year, criteria_set)
    form.is_valid()
    done = carry_over_reviews(
        unit_id=household.unit_id,
        year=year,
        criteria_set_id=criteria_set.pk,
        on=form.cleaned_data.get("on") or usual_day(year),
        by=request.user,
        household_ids=[household.pk],
    )
    if not done:
        raise DomainError(_("There is no result of last year to keep, or it is reviewed already."))


def _row_part(request, household, year, criteria_set, trouble=None, *, saved=False, page=False):
    criteria = criteria_of(criteria_set, year)
    reveal = may_reveal(request.user, household.unit)
    row = rows_of([household], year, criteria_set, criteria, reveal=reveal)[0]
    row.number = _number(household, year)
    mine = {}
    if isinstance(trouble, StaleEdit):
        form = _row_form(request, household, year, criteria_set)
        mine = {c.name: c.name in form.data for c in row.cells if not c.hidden}
        mine["registered"] = "registered" in form.data
    context = {
        "row": row,
        "year": year,
        "criteria_set": criteria_set,
        "criteria": criteria,
        "branch": household.unit,
        "on": request.POST.get("on") or f"{usual_day(year):%d/%m/%Y}",
        "page_number": request.POST.get("page") or 1,
        "trouble": trouble,
        "conflicts": getattr(trouble, "conflicts", ()),
        "mine": [name for name, ticked in mine.items() if ticked],
        "saved": saved,
        "may_change": True,
    }
    status = {type(None): 200, StaleEdit: 409}.get(type(trouble), 422)
    template = "models_programs/row_conflict.html" if page else "models_programs/_grid_row.html"
    return render(request, template, context, status=status)


def _number(household, year):
    """Its number on the tick sheet."""
    rows = households_of(household.unit, usual_day(year))
    before = rows.filter(head_order__lt=household.head_order).count()
    same = rows.filter(head_order=household.head_order, pk__lte=household.pk).count()
    return before + same


@require(VIEW)
@require_GET
def review(request, pk, year):
    """A household's review: what is unmet since when, what was resolved, who helps."""
    household, year = get_visible_or_404(Household, request, VIEW, pk=pk), year_or_404(year)
    criteria_set = chosen_set(request, year)
    reveal = may_reveal(request.user, household.unit)
    found = _review_of(household, year, criteria_set)
    findings = found.findings.select_related("criterion") if found else []
    helps = help_of(household, year, request.user)
    findings = sorted(findings, key=lambda f: (f.criterion.number, f.found_on, f.pk))
    if reveal and any(finding.criterion.sensitive for finding in findings):
        record(Verb.REVEALED, by=request.user, target=found, unit=household.unit)
    return render(
        request,
        "models_programs/review.html",
        {
            "household": household,
            "branch": household.unit,
            "year": year,
            "criteria_set": criteria_set,
            "review": found,
            "reveal": reveal,
            "findings": findings,
            "helps": helps,
            "helped": {h.criterion_id for h in helps if h.closed_on is None},
            "may_change": may_change(request.user, household.unit),
            "back": grid_address(household.unit_id, year, criteria_set),
        },
    )


def _review_of(household, year, criteria_set):
    """The review, whichever unit wrote it: a household that moved in brings its reviews along."""
    return household.reviews.filter(year=year, criteria_set=criteria_set).first()


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def review_edit(request, pk, year):
    """The review with all three answers for each criterion spelt out."""
    household, year = get_visible_or_404(Household, request, CHANGE, pk=pk), year_or_404(year)
    criteria_set = chosen_set(request, year)
    criteria = judged_criteria(criteria_set.pk, year, household.unit, request.user)
    row = rows_of([household], year, criteria_set, criteria, reveal=True)[0]
    initial = {
        "on": usual_day(year),
        "registered": row.registered,
        "version": row.version,
    }
    results = {cell.criterion.pk: cell.result for cell in row.cells}
    form = ReviewForm(typed(request), criteria=criteria, results=results, initial=initial)
    here = reverse("programs:review", args=[pk, year], query={"set": criteria_set.key})

    def write():
        return record_review(
            household_id=pk,
            year=year,
            criteria_set_id=criteria_set.pk,
            judgement=form.judgement(),
            by=request.user,
        )

    return answer_form(
        request,
        form,
        write,
        said=_("The review is saved."),
        then=here,
        current=lambda: _review_of(household, year, criteria_set).version,
        title=_("Review of %(household)s") % {"household": household.head_name},
        lead=f"{household.unit.name} · {criteria_set.name} · {year}",
        back=here,
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def finding_resolve(request, pk):
    """A criterion that was unmet is met since a day."""
    findings = Finding.objects.select_related("review__household__unit", "criterion")
    finding = get_visible_or_404(findings, request, CHANGE, pk=pk)
    form = FindingResolvedForm(typed(request), initial={"on": usual_day(finding.review.year)})
    here = review_address(finding.review)
    return answer_form(
        request,
        form,
        lambda: resolve_finding(finding_id=pk, on=form.cleaned_data["on"], by=request.user),
        said=_("Marked as met."),
        then=here,
        title=_("Now met: %(criterion)s") % {"criterion": shown_criterion(request, finding)},
        lead=finding.review.household.head_name,
        back=here,
    )


def shown_criterion(request, finding):
    """The criterion in words, its number alone where it is sensitive and not hers to see."""
    criterion = finding.criterion
    if criterion.sensitive and not may_reveal(request.user, finding.review.unit):
        return _("criterion %(number)s") % {"number": criterion.number}
    return str(criterion)


def review_address(review):
    return reverse(
        "programs:review",
        args=[review.household_id, review.year],
        query={"set": review.criteria_set.key},
    )
