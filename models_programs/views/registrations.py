"""A model's yearly registrations, and the women who take part in it."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters.scope import get_visible_or_404
from models_programs.forms import (
    CompleteForm,
    LeaveForm,
    ParticipantForm,
    RecogniseForm,
    RegistrationForm,
)
from models_programs.models import Participation, Registration, ShowcaseModel
from models_programs.picks import AT_MOST, find_members, member_line
from models_programs.services import (
    add_participant,
    complete_registration,
    end_participation,
    recognise_registration,
    register_model,
)
from models_programs.views.pages import answer_form, retyped, typed

VIEW, CHANGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_CHANGE


def _of_model(request, model, form, write, *, said, title, **more):
    return answer_form(
        request,
        form,
        write,
        said=said,
        then=model,
        title=title,
        lead=model.name,
        back=model.get_absolute_url(),
        **more,
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def model_register(request, pk):
    """Register as Dân vận khéo for a year."""
    model = get_visible_or_404(ShowcaseModel, request, CHANGE, pk=pk)
    form = RegistrationForm(typed(request))
    return _of_model(
        request,
        model,
        form,
        lambda: register_model(model_id=pk, by=request.user, **form.cleaned_data),
        said=_("The model is registered."),
        title=_("Register as skilful mobilisation"),
    )


def _registration_page(request, pk, form_class, service, *, said, title):
    rows = Registration.objects.select_related("model")
    registration = get_visible_or_404(rows, request, CHANGE, pk=pk)
    form = form_class(typed(request), registration=registration)
    return _of_model(
        request,
        registration.model,
        form,
        lambda: service(registration_id=pk, by=request.user, **form.cleaned_data),
        said=said,
        title=title,
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def registration_complete(request, pk):
    return _registration_page(
        request,
        pk,
        CompleteForm,
        complete_registration,
        said=_("The works of the year are marked as done."),
        title=_("The works are done"),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def registration_recognise(request, pk):
    return _registration_page(
        request,
        pk,
        RecogniseForm,
        recognise_registration,
        said=_("The recognition is written down."),
        title=_("Recognised as skilful mobilisation"),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def participant_add(request, pk):
    """A woman joins a model, found by her name."""
    model = get_visible_or_404(ShowcaseModel, request, CHANGE, pk=pk)
    form = retyped(ParticipantForm, request, user=request.user)

    def write():
        data = form.cleaned_data
        return add_participant(
            model_id=pk,
            member_id=data["member"].pk,
            since=data["since"],
            role=data["role"],
            by=request.user,
        )

    return _of_model(
        request,
        model,
        form,
        write,
        said=_("She takes part now."),
        title=_("Add a participant"),
    )


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def participation_end(request, pk):
    """She leaves the model on a day."""
    rows = Participation.objects.select_related("model", "member__home_unit")
    spell = get_visible_or_404(rows, request, CHANGE, pk=pk)
    form = LeaveForm(typed(request))
    return _of_model(
        request,
        spell.model,
        form,
        lambda: end_participation(participation_id=pk, on=form.cleaned_data["on"], by=request.user),
        said=_("Her participation is ended."),
        title=_("Leaves the model: %(member)s") % {"member": member_line(spell.member)},
    )


@require(CHANGE)
@require_GET
def find_member(request):
    """Radios of members found by the words typed: the part that htmx puts below the search box."""
    words = request.GET.get("member_words", "")
    found = list(find_members(request.user, words)[: AT_MOST + 1])
    return render(
        request,
        "models_programs/_member_choices.html",
        {
            "words": words.strip(),
            "choices": [(member.pk, member_line(member)) for member in found[:AT_MOST]],
            "more": len(found) > AT_MOST,
        },
    )
