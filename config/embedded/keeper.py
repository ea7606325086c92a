"""The process that holds the embedded servers: starts them, minds them, ends with the last user.

A user is any process with a shared lock on `users.lock`; the kernel drops that lock however the
process dies. The keeper looks four times a second whether it can have the lock alone: if so,
nobody is left, and it stops the servers. A server that dies meanwhile is started again on the
same socket. Should the keeper itself be killed, Linux stops its children, and the next user
starts a new one.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from config.embedded.places import (
    EmbeddedError,
    binaries,
    data_home,
    service_account,
    socket_directory,
)
from config.embedded.servers import Postgres, Valkey


def build(var, *, durable=True):
    """The two servers of `var`, not yet started."""
    account = service_account(var / "pg", var)
    home = data_home(var, account)
    if home != var:
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
    if account.ids and (home / "pg").exists():
        account = service_account(home / "pg")
    sockets = socket_directory(home, account)
    tools, valkey = binaries(account)
    shared = {"sockets": sockets, "account": account, "durable": durable}
    return (
        Postgres(data=home / "pg", log=var / "postgres.log", program=tools, **shared),
        Valkey(
            data=account.private_directory(home / "valkey"),
            log=var / "valkey.log",
            program=valkey,
            **shared,
        ),
    )


def keep(var, ready, *, durable):
    """Start the servers, tell `ready` (a file descriptor), mind them until nobody uses them."""
    state = var / "servers.json"
    with contextlib.ExitStack() as closing:
        mine = closing.enter_context(open(var / "keeper.lock", "w"))
        fcntl.flock(mine, fcntl.LOCK_EX)
        users = closing.enter_context(open(var / "users.lock", "a"))
        servers = build(var, durable=durable)
        closing.callback(_remove, servers[0].sockets)
        clear_away_stale(servers)
        for server in servers:
            closing.callback(server.stop)
            server.start()
        _write_state(state, servers)
        closing.callback(state.unlink, missing_ok=True)
        os.write(ready, b"ready")
        os.close(ready)
        while not _alone(users):
            time.sleep(0.25)
            for server in servers:
                if not server.alive:
                    clear_away_stale([server])
                    server.start()
    # the lock on users.lock goes with the process: whoever waits for it starts anew


def clear_away_stale(servers):
    """Of a killed predecessor: stop the orphan of this very data folder, drop dead sockets."""
    for server in servers:
        if isinstance(server, Postgres):
            _stop_orphan(server.data / "postmaster.pid")
        for path in server.sockets.glob(
            ".s.PGSQL*" if isinstance(server, Postgres) else "valkey.sock"
        ):
            path.unlink(missing_ok=True)


def _stop_orphan(pid_file):
    """Stop the postmaster that `pid_file` names, if it still runs and is one.

    On Linux orphans end by themselves; elsewhere, and in the second before they do, this waits.
    """
    try:
        pid, folder = pid_file.read_text().splitlines()[:2]
    except (OSError, ValueError):
        return
    if folder != str(pid_file.parent) or not _is_postgres(int(pid)):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(pid), signal.SIGINT)
    end = time.monotonic() + 30
    while _is_postgres(int(pid)) and time.monotonic() < end:
        time.sleep(0.05)


def _is_postgres(pid):
    """Whether `pid` runs PostgreSQL; where /proc does not tell, whether it runs at all."""
    command = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return b"postgres" in command.read_bytes()
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _write_state(state, servers):
    part = state.with_suffix(".part")
    part.touch(mode=0o600)
    postgres, valkey = servers
    part.write_text(
        json.dumps({"keeper": os.getpid(), "DATABASE_URL": postgres.url, "REDIS_URL": valkey.url})
    )
    part.rename(state)


def _alone(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(sockets):
    """A folder made only because the path was too long goes with the servers."""
    if sockets.parent == Path("/tmp"):
        shutil.rmtree(sockets, ignore_errors=True)


def main(var, ready, durable):
    def end(*_):
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the users; the keeper goes after them
    try:
        keep(Path(var), int(ready), durable=durable == "durable")
    except EmbeddedError as error:
        os.write(int(ready), str(error).encode())
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
