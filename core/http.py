"""Small questions to ask of a request."""

from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request, default):
    """The page named by `next` in the form or the address, if it is one of ours; else `default`.

    `default` is an address, a URL name or an object with a page of its own.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else resolve_url(default)


def wants_part(request):
    """Whether htmx asks for a part of the page; boosted links and the back button want it whole.

    A view that answers both ways says so with `vary_on_headers("HX-Request", "HX-Boosted")`.
    """
    whole = ("HX-Boosted", "HX-History-Restore-Request")
    asked = request.headers.get("HX-Request") == "true"
    return asked and not any(request.headers.get(name) == "true" for name in whole)
