"""From where the request being served came, for the entries that it writes."""

from contextvars import ContextVar

_address = ContextVar("address", default=None)


def current_address():
    """The client's address while a request is served; None outside one, or on a local socket."""
    return _address.get()


class AuditMiddleware:
    """Remembers the address for `audit.log.record`; the request's number is in `core.logging`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _address.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
