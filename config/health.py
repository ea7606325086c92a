"""Is the house standing? For whoever watches the server; no secrets, no figures."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

HEARTBEAT = "heartbeat"
HEARTBEAT_LASTS = 120  # seconds; it comes every 30


def note_heartbeat():
    cache.set(HEARTBEAT, timezone.now().isoformat(), HEARTBEAT_LASTS)


def ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def database_state():
    try:
        ask_database()
    except DatabaseError:
        return "down"
    return "up"


def background_states():
    """(Redis, worker); a silent worker is `down` two minutes after its last beat."""
    try:
        return "up", "up" if cache.get(HEARTBEAT) else "down"
    except RedisError:
        return "down", "down"


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """200 while pages can be served; a worker that is down is told, but pages still come."""
    redis, worker = background_states()
    states = {"database": database_state(), "redis": redis, "worker": worker}
    healthy = states["database"] == states["redis"] == "up"
    return JsonResponse({"healthy": healthy, **states}, status=200 if healthy else 503)
