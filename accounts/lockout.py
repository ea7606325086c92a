"""Too many wrong passwords: who has to wait, and for how many minutes (django-axes counts)."""

import math

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone


def minutes_locked(request, username):
    """Minutes until this name may be tried again from this address; 0 when it may be now."""
    if not settings.AXES_ENABLED or not AxesProxyHandler.is_locked(request, {"username": username}):
        return 0
    last = (
        AccessAttempt.objects.filter(username=username, ip_address=request.axes_ip_address)
        .order_by("attempt_time")
        .last()
    )
    until = (last.attempt_time if last else timezone.now()) + get_cool_off(request)
    return max(1, math.ceil((until - timezone.now()).total_seconds() / 60))


def keep_our_page(request, response, credentials=None):
    """Axes asks what to answer to somebody locked out: the sign-in page, which says how long."""
    return response
