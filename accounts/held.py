"""What was typed is not lost when a form could not be taken.

The session had ended, the password had to be changed first, or the page was older than the last
sign-in. The fields then travel in the page itself, as hidden inputs, through sign-in to a page
that sends them again to the same address with one click. Nothing is kept on the server.

Only fields from a page of ours are held: Django's cross-site check comes first, and where it
fails, the sender's origin must be ours. Else a foreign page could put words into her form.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

MARK = "held-form"
FILES = "held-files"
PREFIX = "held:"
NEXT = "next"
CROSS_SITE_FIELD = "csrfmiddlewaretoken"
BUTTONS = {"save", "more", "submit"}  # as our forms call them
KEY_LENGTH = 2


@dataclass(frozen=True)
class Held:
    """A form that was sent in vain: `fields` as (name, value), repeated names one by one."""

    address: str
    fields: tuple
    had_files: bool = False

    @property
    def carried(self):
        """The hidden inputs that carry it through another page."""
        marks = [(MARK, "1"), (FILES, "1")] if self.had_files else [(MARK, "1")]
        return [*marks, *((f"{PREFIX}{name}", value) for name, value in self.fields)]

    @property
    def typed(self):
        """What she will recognise: words, without buttons, empty fields and the keys of choices."""
        return [
            value
            for name, value in self.fields
            if name not in BUTTONS and (len(value.strip()) > KEY_LENGTH or not value.isascii())
        ]


def sent(request):
    """The form that came with `request`. Passwords and the cross-site token are never held."""
    if MARK in request.POST:
        return carried(request)
    return Held(
        address=request.get_full_path(),
        fields=tuple((name, value) for name, value in _pairs(request) if not _secret(name)),
        had_files=bool(request.FILES),
    )


def carried(request):
    """The form that a page of `accounts` carried on, or None. Its address is a path of ours."""
    address = own_path(request.POST.get(NEXT, ""))
    if MARK not in request.POST or not address:
        return None
    fields = (
        (name.removeprefix(PREFIX), value)
        for name, value in _pairs(request)
        if name.startswith(PREFIX)
    )
    return Held(
        address=address,
        fields=tuple((name, value) for name, value in fields if not _secret(name)),
        had_files=FILES in request.POST,
    )


def own_path(asked):
    """`asked` if it is a path of this site, else the empty text."""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return ""


def is_from_our_page(request):
    """Whether the browser says that a page of this very site sent the form."""
    ours = (request.scheme, request.get_host())
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said)[:2] == ours


def _pairs(request):
    return ((name, value) for name, values in request.POST.lists() for value in values)


def _secret(name):
    return name == CROSS_SITE_FIELD or "password" in name.lower()
