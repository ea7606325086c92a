"""For every test: no network, an empty cache; and the little country that many of them need."""

import socket

import pytest
from django.core.cache import cache

LOOPBACK = ("127.", "::1", "localhost")
_connect = socket.socket.connect


def _connect_here_only(self, address):
    """Tests speak to this machine alone; anything else would pass or fail with the weather."""
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
        raise RuntimeError(f"a test tried to reach {address[0]}")
    return _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_here_only)
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def world(db):
    """One district, two communes, a user for each role; see `tests/world.py`."""
    from tests.world import World  # models are not ready when this file is read

    return World()
