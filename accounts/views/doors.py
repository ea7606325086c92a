"""Coming in, going out, and taking a held form along."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import held as holding
from accounts.forms import PasswordForm, SignInForm

TOO_MANY, NOT_SIGNED_IN, REFUSED = 429, 401, 403


def address_after(request):
    """Where she wanted to go, if that is a path of this site; else the first page."""
    asked = request.POST.get(holding.NEXT) or request.GET.get(holding.NEXT) or ""
    return holding.own_path(asked) or resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """Ask for name and password. A form held on the way is offered again after it."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(address_after(request))
    held = holding.carried(request)
    form = SignInForm(request.POST or None, request=request)
    if form.is_valid():
        login(request, form.user)
        return go_on(request, held)
    return sign_in_page(request, form=form, held=held, status=TOO_MANY if form.is_locked else 200)


def sign_in_page(request, *, form=None, held=None, status=200):
    """The sign-in page, with the form that waits behind it, if there is one."""
    context = {
        "form": form or SignInForm(request=request),
        "held": held,
        "next": held.address if held else address_after(request),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def go_on(request, held):
    """After sign-in: choose a password first if she must, then the held form, then the page."""
    if request.user.must_change_password:
        return password_first(request, held)
    return held_page(request, held) if held else redirect(address_after(request))


def password_first(request, held=None, status=200):
    """The page that asks for an own password, before anything else."""
    if held is None:
        query = urlencode({holding.NEXT: address_after(request)})
        return redirect(f"{reverse('accounts:password')}?{query}")
    return password_page(request, form=PasswordForm(user=request.user), held=held, status=status)


def password_page(request, *, form, held=None, status=200):
    context = {"form": form, "held": held, "next": held.address if held else address_after(request)}
    return render(request, "accounts/password.html", context, status=status)


def held_page(request, held, *, stale=False, status=200):
    """What she had typed, with one button that sends it again."""
    return render(request, "accounts/held.html", {"held": held, "stale": stale}, status=status)


@login_not_required
@require_POST
def sign_out(request):
    """Leave. Nothing is asked: what is typed and not saved has been warned about by the page."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


def csrf_failure(request, reason=""):
    """The cross-site token did not fit: mostly a page that is older than the last sign-in.

    From a page of ours, what was typed is kept and offered again under a fresh token. From
    anywhere else nothing is taken over.
    """
    if request.method != "POST" or not holding.is_from_our_page(request):
        return plain_csrf_failure(request, reason)
    at_the_door = request.path == reverse(settings.LOGIN_URL)
    held = holding.carried(request) if at_the_door else holding.sent(request)
    if not request.user.is_authenticated:
        messages.info(request, _("The page had been open too long. Please sign in once more."))
        return sign_in_page(request, held=held, status=REFUSED)
    if at_the_door:
        return go_on(request, held)
    return held_page(request, held, stale=True, status=REFUSED)
