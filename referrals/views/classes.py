"""Awareness classes: the list, one class with its women, and the two steps recorded in bulk."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404, within, working_unit
from core.exceptions import DomainError
from core.paging import page_of
from referrals import services
from referrals.enums import Stage
from referrals.forms import CertifyForm, ClassForm, SendForm
from referrals.models import AwarenessClass, Milestone, Referral

READY = (Stage.INTRODUCED, Stage.SYMPATHISER, Stage.NOT_FINISHED)
CLASS_STEPS = (Stage.SENT_TO_CLASS, Stage.NOT_FINISHED, Stage.CERTIFIED)


@require(Permission.REFERRAL_VIEW)
@require_GET
def class_list(request):
    """Classes, newest first, each with how many women of hers were sent and finished."""
    hers = within(request.user.paths_with(Permission.REFERRAL_VIEW), _path("milestones"))
    valid = Q(milestones__voided_at=None) & hers
    classes = AwarenessClass.objects.visible_to(request.user).select_related("unit")
    classes = classes.annotate(
        sent=_women(valid, Stage.SENT_TO_CLASS), certified=_women(valid, Stage.CERTIFIED)
    )
    classes = classes.order_by("-starts_on", "pk")
    return render(request, "referrals/classes.html", {"page": page_of(classes, request)})


def _path(prefix):
    return f"{prefix}__referral__unit__path"


def _women(valid, stage):
    return Count(
        "milestones__referral__member", filter=valid & Q(milestones__stage=stage), distinct=True
    )


@require(Permission.REFERRAL_CHANGE)
@require_http_methods(["GET", "POST"])
def class_new(request):
    """Write a class down before women are sent to it."""
    unit = working_unit(request, Permission.REFERRAL_CHANGE)
    form = ClassForm(request.POST or None, user=request.user, initial={"unit": unit})
    if form.is_valid():
        try:
            made = services.make_class(by=request.user, **form.facts())
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("The class is saved. Now choose who is sent to it."))
            return redirect(made)
    return render(request, "referrals/class_new.html", {"form": form})


@require(Permission.REFERRAL_VIEW)
@require_GET
def class_detail(request, pk):
    """The women of hers who were sent, each with how it ended; one line a woman."""
    rows = AwarenessClass.objects.select_related("unit")
    course = get_visible_or_404(rows, request, pk=pk)
    context = {"course": course, "women": women_of(course, request.user)}
    return render(request, "referrals/class_detail.html", context)


def women_of(course, user):
    """The last step in this class of each woman whose case she may see, in name order."""
    steps = Milestone.objects.visible_to(user).valid().at(*CLASS_STEPS)
    steps = steps.filter(awareness_class=course).select_related(
        "referral__member", "referral__unit"
    )
    last = {step.referral_id: step for step in steps.order_by("rank", "on", "pk")}
    return sorted(last.values(), key=lambda step: (step.referral.member.name_order, step.pk))


@require(Permission.REFERRAL_CHANGE)
@require_http_methods(["GET", "POST"])
def class_send(request, pk):
    """Send several women to a class at once; all or none."""
    course = get_visible_or_404(AwarenessClass, request, Permission.REFERRAL_CHANGE, pk=pk)
    initial = {"on": course.decision_on, "number": course.decision_number}
    form = SendForm(request.POST or None, candidates=candidates(request.user), initial=initial)
    if form.is_valid() and (made := _sent(form, course, request.user)):
        words = ngettext("%(n)s woman sent.", "%(n)s women sent.", len(made)) % {"n": len(made)}
        messages.success(request, words)
        return redirect(course)
    return render(request, "referrals/class_send.html", {"form": form, "course": course})


def candidates(user):
    """Open cases that wait for a class, by chapter and name."""
    rows = Referral.objects.visible_to(user, Permission.REFERRAL_CHANGE).open().with_stage()
    rows = rows.filter(stage__in=READY, paused=False).select_related("member", "unit")
    return rows.order_by("unit__path", "member__name_order", "pk")


def _sent(form, course, user):
    values = form.cleaned_data
    try:
        return services.send_to_class(
            class_id=course.pk,
            referral_ids=form.referral_ids,
            on=values["on"],
            number=values["number"],
            by=user,
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None


@require(Permission.REFERRAL_REVIEW)
@require_http_methods(["GET", "POST"])
def class_certify(request, pk):
    """Record certificates for a whole class at once; women left empty are left as they are."""
    course = get_visible_or_404(AwarenessClass, request, Permission.REFERRAL_REVIEW, pk=pk)
    waiting = [
        step.referral
        for step in women_of(course, request.user)
        if step.stage == Stage.SENT_TO_CLASS and step.referral.closed_on is None
    ]
    initial = {"issued_by": course.organiser, "on": course.ends_on}
    form = CertifyForm(request.POST or None, women=waiting, initial=initial)
    if form.is_valid() and (made := _certified(form, course, request.user)):
        words = ngettext("%(n)s woman recorded.", "%(n)s women recorded.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect(course)
    return render(request, "referrals/class_certify.html", {"form": form, "course": course})


def _certified(form, course, user):
    values = form.cleaned_data
    try:
        return services.certify(
            class_id=course.pk,
            results=form.results(),
            on=values["on"],
            issued_by=values["issued_by"],
            by=user,
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None
