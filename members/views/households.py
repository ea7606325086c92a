"""Households: list, record, new, edit, dissolve, yearly listing; a woman moves into one."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from audit.history import history_of
from chapters.models import Unit
from chapters.scope import get_visible_or_404, working_unit
from core.exceptions import StaleEdit
from core.http import row_key, wants_part
from core.paging import page_of
from members import services
from members.chronicle import chronicle_of
from members.forms.filters import UnitFilterForm
from members.forms.homes import household_choices
from members.forms.households import (
    DissolveForm,
    EditHouseholdForm,
    HomeForm,
    ListingForm,
    LivedThenForm,
    NewHouseholdForm,
)
from members.models import Household, Member
from members.state import household_line, state_of
from members.views.pages import CHANGE, VIEW, answer, attempt, render_form, the_member, typed

PAGE = ["GET", "POST"]
STILL = Q(members__memberships__during__upper_inf=True)


@require(VIEW)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def household_list(request):
    """Households of the working unit by the head's name; the members in each are counted."""
    unit = working_unit(request, VIEW)
    words = request.GET.get("q", "").strip()
    filters = UnitFilterForm(request.GET, user=request.user, under=unit)
    rows = Household.objects.visible_to(request.user).standing_on(timezone.localdate())
    rows = (rows.under(unit) if unit else rows).headed_by(words)
    if chosen := filters.given.get("unit"):
        rows = rows.under(chosen)
    counted = Count("members", filter=STILL, distinct=True)
    rows = rows.select_related("unit").in_name_order().annotate(women=counted)
    parts = {"page": page_of(rows, request), "words": words, "unit": unit, "filters": filters}
    template = "members/_households.html" if wants_part(request) else "members/household_list.html"
    return render(request, template, parts)


@require(VIEW)
@require_GET
def household_choices_part(request):
    """Radios of the households that the typed name may mean, for the form of a member."""
    units = Unit.objects.visible_to(request.user, VIEW)
    unit = units.filter(pk=row_key(request.GET.get("unit", ""))).first()
    head = request.GET.get("household_head", "").strip()
    parts = {
        "options": household_choices(request.user, unit, head),
        "head": head,
        "unit": unit,
        "chosen": request.GET.get("household", ""),
    }
    return render(request, "members/_household_choices.html", parts)


def _household(request, pk, permission):
    return get_visible_or_404(Household.objects.select_related("unit"), request, permission, pk=pk)


@require(VIEW)
@require_GET
def household_detail(request, pk):
    """Who lives there, on the day asked for or now, its lists, and all that happened to it."""
    household = _household(request, pk, VIEW)
    asked = LivedThenForm(request.GET or None)
    then = asked.cleaned_data["then"] if asked.is_bound and asked.is_valid() else None
    women = Member.objects.visible_to(request.user).named()
    women = women.living_in(household, then) if then else women.filter(household=household)
    women = women.with_state(timezone.localdate()).in_name_order()
    parts = {
        "household": household,
        "asked": asked,
        "then": then,
        "happenings": chronicle_of(household, request.user),
        "women": [(woman, state_of(woman)) for woman in women],
        "listings": household.listings.all(),
        "changes": history_of(household),
    }
    return render(request, "members/household_detail.html", parts)


@require(CHANGE)
@require_http_methods(PAGE)
def household_new(request):
    unit = working_unit(request, CHANGE)
    form = NewHouseholdForm(typed(request), user=request.user, under=unit)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        household = attempt(
            form,
            lambda: services.open_household(
                unit_id=given["unit"].pk,
                head_name=given["head_name"],
                address=given["address"],
                on=timezone.localdate(),
                by=request.user,
            ),
        )
        if household:
            messages.success(request, _("Saved."))
            return redirect(household)
    return render_form(
        request, "members/act.html", form, title=_("New household"), back="members:household_list"
    )


@require(CHANGE)
@require_http_methods(PAGE)
def household_edit(request, pk):
    household = _household(request, pk, CHANGE)
    form = EditHouseholdForm(typed(request), household=household)

    def save():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        try:
            return services.update_household(
                household_id=pk, changes=given, version=version, by=request.user
            )
        except StaleEdit as error:
            form.show_conflict(error, _household(request, pk, CHANGE))
        return None

    return answer(
        request,
        form,
        save,
        said=_("Saved."),
        then=household,
        title=_("Edit the household"),
        lead=household.unit.name,
        back=household.get_absolute_url(),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def household_end(request, pk):
    household = _household(request, pk, CHANGE)
    form = DissolveForm(typed(request))
    return answer(
        request,
        form,
        lambda: services.dissolve_household(household_id=pk, by=request.user, **form.cleaned_data),
        said=_("The household has been dissolved; its record stays."),
        then=household,
        title=_("Dissolve the household"),
        lead=household_line(household),
        back=household.get_absolute_url(),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def household_listing(request, pk):
    household = _household(request, pk, CHANGE)
    form = ListingForm(typed(request))

    def write():
        services.list_household(household_id=pk, by=request.user, **form.cleaned_data)
        return household

    return answer(
        request,
        form,
        write,
        said=_("Saved."),
        then=household,
        title=_("Poor, near-poor and other lists"),
        lead=household_line(household),
        back=household.get_absolute_url(),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def member_household(request, pk):
    """Put her into a household of her branch, or into none."""
    member = the_member(request, pk)
    form = HomeForm(typed(request), user=request.user, member=member)
    return answer(
        request,
        form,
        lambda: services.move_into_household(
            member_id=pk,
            home=form.home,
            relation=form.cleaned_data["relation"],
            on=form.cleaned_data["on"],
            by=request.user,
        ),
        said=_("Saved."),
        then=member,
        title=_("Her household"),
        who=member,
    )
