"""PostgreSQL and a Redis-compatible server without an installation: `use_servers()`.

DATABASE_URL and REDIS_URL, where they are set, name real servers, and nothing here touches them.
"""

import atexit
import fcntl
import json
import os
import subprocess
import sys
import time
from contextlib import suppress

from config.embedded.places import ROOT, EmbeddedError

__all__ = ["ROOT", "EmbeddedError", "release_servers", "use_servers", "wait_until_stopped"]

NAMES = ("DATABASE_URL", "REDIS_URL")
_held = []


def use_servers(*, environment=os.environ, var=ROOT / "var", durable=True):
    """Put the addresses of running servers into `environment`; start the embedded ones if need be.

    They stay up until the last process that called this has ended. An address that is set
    already is left alone. Raises EmbeddedError with a sentence fit to print.
    """
    missing = [name for name in NAMES if not environment.get(name)]
    if not missing:
        return
    _make_writable(var)
    with open(var / "start.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _held.append(_shared_lock(var / "users.lock"))
        addresses = _running(var) or _started(var, durable)
    environment.update({name: addresses[name] for name in missing})


def release_servers():
    """Say that this process needs them no longer; they stop unless somebody else does."""
    while _held:
        _held.pop().close()


atexit.register(release_servers)


def _make_writable(var):
    try:
        var.mkdir(exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"Cannot make the folder {var}: {error.strerror}.") from error
    if not os.access(var, os.W_OK):
        raise EmbeddedError(
            f"The folder {var} belongs to another account; run this as that account."
        )


def _shared_lock(path):
    """Waits for a keeper that is just going; the kernel lets go when the process ends."""
    lock = path.open("a")
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def _running(var):
    """The addresses, when a keeper stands; None when it does not."""
    if _can_lock(var / "keeper.lock"):
        return None
    with suppress(OSError, ValueError):
        return json.loads((var / "servers.json").read_text())
    return None


def _started(var, durable):
    """Start a keeper apart from this process, and wait until it reports."""
    hear, tell = os.pipe()
    with open(var / "keeper.log", "ab") as log:
        command = [sys.executable, "-m", "config.embedded.keeper", str(var), str(tell)]
        keeper = subprocess.Popen(
            [*command, "durable" if durable else "fleeting"], cwd=ROOT, pass_fds=[tell],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    keeper.returncode = 0  # it outlives this process: nobody waits for it
    os.close(tell)
    with os.fdopen(hear) as report:
        heard = report.read()
    if heard != "ready":
        raise EmbeddedError(
            heard or f"The embedded servers did not start; see {var / 'keeper.log'}."
        )
    return json.loads((var / "servers.json").read_text())


def wait_until_stopped(var, patience=10):
    """Wait until the servers of `var` are down, unless somebody else keeps them up."""
    end = time.monotonic() + patience
    while (
        time.monotonic() < end and not _used_by_others(var) and not _can_lock(var / "keeper.lock")
    ):
        time.sleep(0.05)


def _used_by_others(var):
    """Users share the lock; the keeper, when it is going, has it alone."""
    users = var / "users.lock"
    return not _can_lock(users) and _can_lock(users, fcntl.LOCK_SH)


def _can_lock(path, how=fcntl.LOCK_EX):
    """Whether the lock is to be had now (it is given back at once)."""
    try:
        with path.open() as lock:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True
