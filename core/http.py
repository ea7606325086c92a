"""Small questions to ask of a request."""

from django.http import Http404, UnreadablePostError
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_KEY = 18  # digits: as many as any key of the database surely takes
NUL, NUL_IN_ADDRESS = "\x00", "%00"


def row_key(text):
    """The key of a row in what was sent, as a number; None for what can be no key.

    Signs such as ² or ٣ count as digits to Python, and numbers may be longer than it reads.
    """
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
    return int(text) if fits else None


def safe_next(request, default):
    """The page named by `next` in the form or the address, if it is one of ours; else `default`.

    `default` is an address, a URL name or an object with a page of its own.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_address = asked.startswith(("/", "http://", "https://"))  # else a redirect reverses it
    return asked if ours and is_address else resolve_url(default)


def wants_part(request):
    """Whether htmx asks for a part of the page; boosted links and the back button want it whole.

    A view that answers both ways says so with `vary_on_headers("HX-Request", "HX-Boosted")`.
    """
    whole = ("HX-Boosted", "HX-History-Restore-Request")
    asked = request.headers.get("HX-Request") == "true"
    return asked and not any(request.headers.get(name) == "true" for name in whole)


class WithoutNulMiddleware:
    """Leaves the sign NUL out of whatever was sent. Nobody types it, and the database refuses it:
    each page would else have to look for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        while NUL_IN_ADDRESS in query:  # %0%000 holds another one
            query = query.replace(NUL_IN_ADDRESS, "")
        request.META["QUERY_STRING"] = query
        request.COOKIES = {name: _without(value) for name, value in request.COOKIES.items()}
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """No page has it in its path; of a form it is left out."""
        if NUL in request.path_info:
            raise Http404
        try:
            sent = request.POST
        except UnreadablePostError:  # broken off on the way: the cross-site check says so
            return
        if any(NUL in text for name, texts in sent.lists() for text in (name, *texts)):
            request.POST = _cleaned(sent)


def _cleaned(sent):
    kept = sent.copy()
    kept.clear()
    for name, texts in sent.lists():
        kept.setlist(_without(name), [_without(text) for text in texts])
    return kept


def _without(text):
    return text.replace(NUL, "")
