"""Real PostgreSQL and Valkey for the run, up before Django reads its settings, gone after it.

TEST_DATABASE_URL and TEST_REDIS_URL together name others. The DATABASE_URL of a running site is
never used: a test run may empty what it works on. The processes of one run share the servers; each
has its own database (pytest-django) and its own Redis number.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.embedded import release_servers, use_servers, wait_until_stopped
from tests.plugins.template import make_template

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs an event loop beside us


def start_servers():
    """A temporary folder with servers of its own, which lose nothing but time by not syncing."""
    place = Path(tempfile.mkdtemp(prefix="so-hoi-test-"))
    place.chmod(0o755)  # PostgreSQL may run as another account; what is private lies deeper
    found = {}
    use_servers(environment=found, var=place, durable=False)
    os.environ.update({f"TEST_{name}": url for name, url in found.items()})
    atexit.register(stop_servers, place, os.getpid())
    os.environ["TEST_TEMPLATE"] = make_template(found["DATABASE_URL"])


def stop_servers(place, starter):
    if os.getpid() == starter:
        release_servers()
        wait_until_stopped(place)
        shutil.rmtree(place, ignore_errors=True)


def worker_number():
    """1, 2, … for the workers of pytest-xdist, 0 without."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1


if not (os.environ.get("TEST_DATABASE_URL") and os.environ.get("TEST_REDIS_URL")):
    start_servers()
os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"].replace("?db=0", f"?db={worker_number()}")
