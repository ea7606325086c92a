"""Nobody works without having signed in, nor with a password that somebody else chose; who works
stays signed in."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts import held as holding
from accounts.views import doors


def _at_another_page(request, page):
    """Answer to htmx, which asked for a part: load `page` whole, and come back to where she is."""
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = holding.own_path(f"{here.path}?{here.query}" if here.query else here.path)
    response = HttpResponse(status=doors.NOT_SIGNED_IN)
    response["HX-Redirect"] = f"{page}?{urlencode({holding.NEXT: back})}" if back else page
    return response


class RenewedSessionMiddleware:
    """The hours of a session count from the last page, not from the sign-in.

    It is written anew at most once in `SESSION_RENEWED_AFTER` seconds, and not with every page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = int(time.time())
        if request.user.is_authenticated and self._is_due(request.session, now):
            request.session["renewed_at"] = now
        return self.get_response(request)

    def _is_due(self, session, now):
        return now - session.get("renewed_at", 0) >= settings.SESSION_RENEWED_AFTER


class HeldFormLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in everywhere but on public pages; what was sent by a form is held."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Lookup") == "true":
            return HttpResponse(status=doors.NOT_SIGNED_IN)  # she is typing: leave her form alone
        if request.headers.get("HX-Request") == "true":
            return _at_another_page(request, resolve_url(settings.LOGIN_URL))
        if request.method == "POST":
            return doors.sign_in_page(
                request, held=holding.sent(request), status=doors.NOT_SIGNED_IN
            )
        return super().handle_no_permission(request, view_func)


class OwnPasswordMiddleware:
    """Whoever was given a one-time password chooses her own before she does anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        is_public = not getattr(view_func, "login_required", True)
        opens = is_public or getattr(view_func, "opens_before_own_password", False)
        if opens or not (request.user.is_authenticated and request.user.must_change_password):
            return None
        if request.headers.get("HX-Request") == "true":
            return _at_another_page(request, reverse("accounts:password"))
        if request.method == "POST":
            return doors.password_first(request, holding.sent(request), status=doors.REFUSED)
        query = urlencode({holding.NEXT: request.get_full_path()})
        return redirect(f"{reverse('accounts:password')}?{query}")
