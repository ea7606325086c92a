"""The administrator's pages: who has an account, and who is posted where."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import services
from accounts.access import require
from accounts.forms import EndPostingForm, InviteForm, PeopleFilterForm, PersonForm, PostingForm
from accounts.models import Posting, User
from accounts.permissions import Permission
from audit.history import history_of
from core.exceptions import DomainError
from core.paging import page_of

FORM_PAGE = "accounts/person_form.html"


def person_or_404(request, pk):
    """An account that she manages."""
    return get_object_or_404(
        User.objects.visible_to(request.user, Permission.ACCOUNT_MANAGE), pk=pk
    )


@require(Permission.ACCOUNT_MANAGE)
@require_GET
def person_list(request):
    form = PeopleFilterForm(request.GET, user=request.user)
    rows = _filtered(
        User.objects.visible_to(request.user, Permission.ACCOUNT_MANAGE), **form.chosen()
    )
    today = Posting.objects.visible_to(request.user, Permission.ACCOUNT_MANAGE).current()
    today = today.select_related("unit").order_by("unit__path", "pk")
    rows = rows.prefetch_related(Prefetch("postings", today, to_attr="today"))
    page = page_of(rows.in_name_order(), request)
    context = {"form": form, "page": page, "is_filtered": bool(form.chosen())}
    return render(request, "accounts/person_list.html", context)


def _filtered(rows, *, q="", unit=None, role=None, state=None):
    rows = rows.posted(role=role, under=unit)
    if q:
        rows = rows.matching(q)
    if state == "unposted":
        return rows.unposted()
    return rows.filter(is_active=state == "active") if state else rows


@require(Permission.ACCOUNT_MANAGE)
@require_GET
def person_detail(request, pk):
    person = person_or_404(request, pk)
    postings = list(
        Posting.objects.visible_to(request.user, Permission.ACCOUNT_MANAGE)
        .filter(user=person)
        .select_related("unit")
        .order_by("-during", "pk")
    )
    today = timezone.localdate()
    over = [post for post in postings if post.last_day and post.last_day < today]
    context = {
        "person": person,
        "postings": [post for post in postings if post not in over],
        "over": over,
        "changes": history_of(person),
        "is_herself": person.pk == request.user.pk,
    }
    return render(request, "accounts/person_detail.html", context)


@require(Permission.ACCOUNT_MANAGE)
@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
def person_new(request):
    form = InviteForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            person, password = services.invite_user(
                **form.person(), **form.posting(), by=request.user
            )
        except DomainError as error:
            _show(form, error)
        else:
            return _password_page(request, person, password)
    return render(request, FORM_PAGE, {"form": form, "heading": _("New account")})


@require(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def person_edit(request, pk):
    person = person_or_404(request, pk)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        try:
            services.update_user(user_id=pk, **form.cleaned_data, by=request.user)
        except DomainError as error:
            _show(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:detail", pk)
    return render(
        request, FORM_PAGE, {"form": form, "person": person, "heading": _("Name and reach")}
    )


@require(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def posting_new(request, pk):
    person = person_or_404(request, pk)
    form = PostingForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            services.give_posting(user_id=pk, **form.posting(), by=request.user)
        except DomainError as error:
            _show(form, error)
        else:
            messages.success(request, _("The posting is given."))
            return redirect("accounts:detail", pk)
    return render(request, FORM_PAGE, {"form": form, "person": person, "heading": _("New posting")})


@require(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def posting_end(request, pk):
    rows = Posting.objects.visible_to(request.user, Permission.ACCOUNT_MANAGE)
    posting = get_object_or_404(rows.select_related("user", "unit"), pk=pk)
    form = EndPostingForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_posting(posting_id=pk, last=form.cleaned_data["last"], by=request.user)
        except DomainError as error:
            _show(form, error)
        else:
            messages.success(request, _("The posting ends on that day."))
            return redirect("accounts:detail", posting.user_id)
    context = {
        "form": form,
        "person": posting.user,
        "posting": posting,
        "heading": _("End a posting"),
    }
    return render(request, FORM_PAGE, context)


@require(Permission.ACCOUNT_MANAGE)
@require_POST
def disable(request, pk):
    return _move(request, pk, services.disable_user, _("The account is disabled."))


@require(Permission.ACCOUNT_MANAGE)
@require_POST
def enable(request, pk):
    return _move(request, pk, services.enable_user, _("The account may sign in again."))


@require(Permission.ACCOUNT_MANAGE)
@never_cache
@sensitive_variables("password")
@require_POST
def one_time_password(request, pk):
    person = person_or_404(request, pk)
    try:
        password = services.set_one_time_password(user_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("accounts:detail", pk)
    return _password_page(request, person, password)


def _move(request, pk, service, done):
    person_or_404(request, pk)
    try:
        service(user_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("accounts:detail", pk)


def _password_page(request, person, password):
    """Shown once, in the answer to the POST itself: it is kept nowhere."""
    context = {"person": person, "password": password}
    return render(request, "accounts/one_time_password.html", context)


def _show(form, error):
    form.add_error(error.field if error.field in form.fields else None, error.message)
