"""What befalls a whole household: it splits, has another head, moves, becomes one with another."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from chapters.scope import get_visible_or_404
from core.exceptions import StaleEdit
from members import services
from members.forms.home_moves import (
    HeadForm,
    MergeHouseholdsForm,
    MoveHouseholdForm,
    OtherHouseholdForm,
    SplitForm,
)
from members.models import Household, Member
from members.state import household_line, woman_line
from members.views.pages import CHANGE, answer, render_form, typed

PAGE = ["GET", "POST"]


def _home(request, pk):
    """The household, and the women in it by name."""
    rows = Household.objects.select_related("unit")
    household = get_visible_or_404(rows, request, CHANGE, pk=pk)
    return household, _women(request, household)


def _women(request, household):
    women = Member.objects.visible_to(request.user, CHANGE).filter(household=household)
    return list(women.select_related("home_unit").in_name_order())


def _answer(request, form, write, household, **page):
    """As every form answers; what somebody else changed meanwhile is shown, to be looked at."""

    def attempt():
        try:
            return write()
        except StaleEdit as error:
            form.look_again(error)
        return None

    lead = household_line(household)
    back = household.get_absolute_url()
    return answer(request, form, attempt, lead=lead, back=back, **page)


@require(CHANGE)
@require_http_methods(PAGE)
def household_split(request, pk):
    household, women = _home(request, pk)
    form = SplitForm(typed(request), household=household, women=women)

    def write():
        return services.split_household(
            household_id=pk,
            seen=form.seen(),
            leaving=form.leaving(),
            head=form.chosen_head(),
            on=form.cleaned_data["on"],
            address=form.cleaned_data["address"],
            by=request.user,
        )

    return _answer(
        request,
        form,
        write,
        household,
        said=_("The household has been split; both have their own page now."),
        then=household,
        title=_("Split the household"),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def household_head(request, pk):
    household, women = _home(request, pk)
    form = HeadForm(typed(request), household=household, women=women)

    def write():
        return services.change_head(
            household_id=pk,
            seen=form.seen(),
            head=form.chosen_head(),
            relations=form.relations(),
            on=form.cleaned_data["on"],
            by=request.user,
        )

    return _answer(
        request,
        form,
        write,
        household,
        said=_("Saved."),
        then=household,
        title=_("Another head of the household"),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def household_move(request, pk):
    household, women = _home(request, pk)
    active = Member.objects.visible_to(request.user, CHANGE).filter(household=household)
    active = set(active.belonging_now().values_list("pk", flat=True))
    form = MoveHouseholdForm(
        typed(request), user=request.user, household=household, women=women, active=active
    )

    def write():
        return services.move_household(
            household_id=pk,
            seen=form.seen(),
            to_unit_id=form.cleaned_data["unit"].pk,
            along=form.along(),
            on=form.cleaned_data["on"],
            address=form.cleaned_data["address"],
            by=request.user,
        )

    return _answer(
        request,
        form,
        write,
        household,
        said=_("The household has moved; its reviews and help came along."),
        then=household,
        title=_("Move the household to another branch"),
        notice=_who_stays([woman for woman in women if woman.pk not in active]),
    )


def _who_stays(women):
    """What becomes of those who are members no longer; nothing to say without any."""
    if not women:
        return ""
    return _("No membership of theirs can move along, so they leave this household: %(women)s.") % {
        "women": "; ".join(woman_line(woman) for woman in women)
    }


@require(CHANGE)
@require_http_methods(PAGE)
def household_merge(request, pk):
    """First which household is the other one, then which of the two stays."""
    household, women = _home(request, pk)
    asked = OtherHouseholdForm(request.GET or None, user=request.user, household=household)
    if not (asked.is_bound and asked.is_valid()):
        return render_form(
            request,
            "members/act.html",
            asked,
            title=_("Make one household of two"),
            lead=household_line(household),
            back=household.get_absolute_url(),
        )
    other = asked.cleaned_data["other"]
    homes = [(household, women), (other, _women(request, other))]
    form = MergeHouseholdsForm(typed(request), homes=homes)
    return _answer(
        request,
        form,
        lambda: services.merge_households(by=request.user, **form.merging()),
        household,
        said=_("The two are one household now. Help that is still open goes on with it."),
        then=household,
        title=_("Make one household of two"),
    )
