"""Help for households: what is due, one help with its visits, and its moves."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, working_unit
from core.paging import page_of
from models_programs.forms import AssignForm, CloseForm, HelpForm, VisitForm
from models_programs.forms.reviews import usual_day
from models_programs.help import with_homes
from models_programs.models import Assistance, Finding
from models_programs.services import add_visit, assign_help, close_help, update_help
from models_programs.services.reviews import may_reveal
from models_programs.views.household import review_address, shown_criterion
from models_programs.views.pages import answer_form, retyped, typed
from models_programs.views.reviews import may_change

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE
STATES = ("due", "open", "closed", "all")


@require(VIEW)
@require_GET
def assistance(request):
    """Help in the working unit: due first, then open, closed, all."""
    unit = working_unit(request, VIEW)
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    everything = Assistance.objects.visible_to(request.user).under(unit)
    today = timezone.localdate()
    rows = {
        "due": everything.due_by(today),
        "open": everything.open(),
        "closed": everything.exclude(closed_on=None),
        "all": everything,
    }[state]
    rows = rows.select_related("household", "criterion", "unit").order_by("until", "pk")
    page = page_of(rows, request)
    return render(
        request,
        "models_programs/assistance.html",
        {
            "page": page,
            "helps": with_homes(page, request.user),
            "state": state,
            "states": [
                ("due", _("due, nothing heard")),
                ("open", _("under way")),
                ("closed", _("closed")),
                ("all", _("all")),
            ],
            "due": everything.due_by(today).count(),
            "today": today,
            "unit": unit,
            "paths": request.user.paths_with(Permission.MEMBER_REVEAL),
        },
    )


@require(VIEW)
@require_GET
def assistance_detail(request, pk):
    (help_,) = with_homes([_help(request, pk, VIEW)], request.user)
    return render(
        request,
        "models_programs/assistance_detail.html",
        {
            "help": help_,
            "visits": help_.visits.order_by("-on", "-pk"),
            "today": timezone.localdate(),
            "reveal": may_reveal(request.user, help_.unit),
            "may_change": may_change(request.user, help_.unit),
        },
    )


def _help(request, pk, permission=CHANGE):
    rows = Assistance.objects.select_related("household__unit", "unit", "criterion", "helper")
    return get_visible_or_404(rows, request, permission, pk=pk)


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def assistance_new(request, pk):
    """Assign a helper for one finding."""
    findings = Finding.objects.select_related("review__household__unit", "criterion")
    finding = get_visible_or_404(findings, request, CHANGE, pk=pk)
    until = usual_day(finding.review.year).replace(month=12, day=31)
    form = retyped(AssignForm, request, user=request.user)
    form.fields["until"].initial = until
    return answer_form(
        request,
        form,
        lambda: assign_help(finding_id=pk, by=request.user, **form.answers()),
        said=_("The help is assigned."),
        title=_("Help for %(household)s") % {"household": finding.review.household.head_name},
        lead=shown_criterion(request, finding),
        back=review_address(finding.review),
    )


def _help_page(request, help_, form, write, *, said, title):
    return answer_form(
        request,
        form,
        write,
        said=said,
        then=help_,
        current=lambda: get_visible_or_404(Assistance, request, pk=help_.pk),
        title=title,
        lead=help_.household.head_name,
        back=help_.get_absolute_url(),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def assistance_edit(request, pk):
    help_ = _help(request, pk)
    form = retyped(HelpForm, request, user=request.user, help_=help_)
    return _help_page(
        request,
        help_,
        form,
        lambda: update_help(assistance_id=pk, by=request.user, **form.answers()),
        said=_("Saved."),
        title=_("Change the help"),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def assistance_visit(request, pk):
    help_, form = _help(request, pk), VisitForm(typed(request))
    return _help_page(
        request,
        help_,
        form,
        lambda: add_visit(assistance_id=pk, by=request.user, **_picked(form, "on", "note")),
        said=_("The visit is written down."),
        title=_("Write a visit down"),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def assistance_close(request, pk):
    help_, form = _help(request, pk), CloseForm(typed(request))
    return _help_page(
        request,
        help_,
        form,
        lambda: close_help(
            assistance_id=pk, by=request.user, **_picked(form, "result", "on", "note")
        ),
        said=_("The help is closed."),
        title=_("Close the help"),
    )


def _picked(form, *names):
    return {name: form.cleaned_data[name] for name in names}
