import pytest
from django.core.cache import cache
from django.db import OperationalError
from redis.exceptions import ConnectionError as RedisDown

from config import health

pytestmark = pytest.mark.django_db
ALL_UP = {"healthy": True, "database": "up", "redis": "up", "worker": "up"}


def test_healthz_is_open_and_knows_a_worker_by_its_heartbeat(client):
    assert client.get("/healthz").json() == {**ALL_UP, "worker": "down"}
    health.note_heartbeat()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, ALL_UP)


def test_healthz_tells_that_the_database_is_down(client, monkeypatch):
    def refuse():
        raise OperationalError("gone")

    monkeypatch.setattr(health, "ask_database", refuse)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")


def test_healthz_tells_that_redis_is_down(client, monkeypatch):
    def refuse(key):
        raise RedisDown

    monkeypatch.setattr(cache, "get", refuse)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["redis"]) == (503, "down")


def test_healthz_is_read_only(client):
    assert client.post("/healthz").status_code == 405


def test_heartbeat_task_notes_itself():
    from config.tasks import beat_heart

    beat_heart.delay()
    assert cache.get(health.HEARTBEAT)
