"""Recording a step, and withdrawing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError, StaleEdit
from referrals import pipeline, services, timeline
from referrals.enums import Stage
from referrals.forms import StepForm, VoidForm
from referrals.models import Milestone
from referrals.views.cases import case_rows, tell


@require(Permission.REFERRAL_CHANGE)
@require_http_methods(["GET", "POST"])
def record(request, pk, stage):
    """One page for each move: the form asks for the facts of the stage and keeps what was typed."""
    referral = get_visible_or_404(case_rows(request.user), request, pk=pk)
    stage = stage_or_404(stage)
    case = services.case_of(referral)
    if not services.may(request.user, pipeline.permission_for(stage, case.stage), referral):
        raise PermissionDenied
    form = StepForm(
        request.POST or None,
        stage=stage,
        case=case,
        user=request.user,
        version=referral.version,
        initial=suggestions(case, stage),
    )
    if form.is_valid() and (made := _recorded(request, referral, form)):
        tell(request, _("Recorded: %(step)s.") % {"step": stage.label}, made.warnings)
        return redirect(referral)
    context = {
        "form": form,
        "referral": referral,
        "stage": stage,
        "answered": case.last_of(Stage.SENT_BACK) if case.stage == Stage.SENT_BACK else None,
        "refusal": _refusal(case, stage, request.user),
        "doubts": _doubts(request, referral, case, stage),
    }
    return render(request, "referrals/record.html", context)


def stage_or_404(code):
    """A stage that may be recorded on its own page; the proposal has a page of its own."""
    if code not in Stage.values or code == Stage.PROPOSED:
        raise Http404
    return Stage(code)


def suggestions(case, stage):
    """Days that are all but certain: official from the end of probation, else today."""
    today = timezone.localdate()
    admitted = case.last_of(Stage.PROBATIONARY)
    if stage == Stage.OFFICIAL and admitted:
        ends = pipeline.probation_end(admitted.on, services.rules_on(admitted.on))
        return {"on": min(ends, today)}
    return {"on": today}


def _recorded(request, referral, form):
    """The outcome, or None with the refusal in the form."""
    try:
        return services.record_milestone(referral_id=referral.pk, by=request.user, **form.step())
    except StaleEdit as error:
        form.conflicts = error.conflicts
        referral.refresh_from_db()
        form.accept_version(referral.version)
        form.add_error(None, error.message)
    except DomainError as error:
        form.show_refusal(error)
    return None


def _refusal(case, stage, user):
    """Why the form is not shown at all; None when it may be filled."""
    return pipeline.refusal(case, stage) or pipeline.refusal_of_person(case, stage, user.pk)


def _doubts(request, referral, case, stage):
    """Told before she types; after a post the errors have the word."""
    if request.method == "POST":
        return []
    today = timezone.localdate()
    return timeline.foresight(referral, case, stage, services.rules_on(today), today)


@require(Permission.REFERRAL_REVIEW)
@require_http_methods(["GET", "POST"])
def void(request, pk):
    """Withdraw a step that was wrong; it stays on the timeline, struck through."""
    rows = Milestone.objects.select_related("referral__member", "referral__unit")
    milestone = get_visible_or_404(rows, request, Permission.REFERRAL_REVIEW, pk=pk)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        try:
            services.void_milestone(milestone_id=pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("The step is withdrawn. It stays visible, struck through."))
            return redirect(milestone.referral)
    context = {"form": form, "milestone": milestone, "referral": milestone.referral}
    return render(request, "referrals/void.html", context)
