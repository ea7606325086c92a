"""Real PostgreSQL and Valkey from Python packages, as child processes on private unix sockets."""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import quote

from config.embedded.places import EmbeddedError

NAME = "sohoi"


def die_with_parent():
    """Run in the child before exec: on Linux it gets a fast shutdown when its parent is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGINT)


class Server:
    """What both have in common: a data folder, a log, a start that waits, a stop."""

    patience = 60

    def __init__(self, *, data, sockets, log, account, program, durable=True):
        self.data, self.sockets, self.log, self.account = data, sockets, log, account
        self.program, self.durable, self.process = program, durable, None

    def _spawn(self, *arguments, config=None):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(argument) for argument in arguments],
                stdin=subprocess.PIPE if config else subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=self.environment,
                preexec_fn=die_with_parent,
                **(self.account.ids or {}),
            )
        if config:
            self.process.stdin.write(config.encode())
            self.process.stdin.close()
        self._wait()

    def _wait(self):
        end = time.monotonic() + self.patience
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise EmbeddedError(f"{type(self).__name__} did not start:\n{self._last_words()}")
            time.sleep(0.02)

    def _last_words(self):
        return self.log.read_text(errors="replace")[-1500:]

    @property
    def environment(self):
        return {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "C",
            "TZ": "UTC",
        }

    @property
    def alive(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        if not self.alive:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Postgres(Server):
    """`program` is the folder of its tools. The password lies beside the data, for its owner."""

    stop_signal = signal.SIGINT  # "fast shutdown": open transactions are rolled back

    @property
    def secret(self):
        return self.data.with_name(f"{self.data.name}-password")

    @property
    def url(self):
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{NAME}:{self.secret.read_text()}@/{NAME}?host={host}"

    def start(self):
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        options = [
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={self._quoted(self.sockets)}",
        ]
        options += ["-c", "unix_socket_permissions=0700", "-p", "5432"]
        if not self.durable:  # tests only
            options += [
                word
                for name in ("fsync", "synchronous_commit", "full_page_writes")
                for word in ("-c", f"{name}=off")
            ]
        self._spawn(self.program / "postgres", "-D", self.data, *options)
        self._create_database()
        return self

    def answers(self):
        return not subprocess.call(
            [self.program / "pg_isready", "-q", "-h", self.sockets, "-d", "postgres"]
        )

    def _quoted(self, path):
        """In a list of folders a name with a comma or a space stands in double quotes."""
        return '"' + str(path).replace('"', '""') + '"'

    def _create_cluster(self):
        """initdb in a folder beside, renamed when whole: a start cut short leaves nothing half."""
        half = self.data.with_name(f"{self.data.name}.part")
        self._tool("rm", "-rf", half)
        self.account.private_directory(half)
        password = self.data.with_name(f"{self.data.name}-password.part")
        password.touch(mode=0o600)
        self.account.give(password)
        password.write_text(secrets.token_urlsafe(24))
        self._tool(
            *(self.program / "initdb", "-D", half, "-U", NAME, f"--pwfile={password}"),
            *("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("-A", "scram-sha-256", "--data-checksums", "--no-instructions"),
            *([] if self.durable else ["--no-sync"]),
        )
        password.rename(self.secret)
        half.rename(self.data)

    def _create_database(self):
        if NAME not in self._sql("select datname from pg_database").split():
            self._sql(f"create database {NAME}")

    def _sql(self, statement):
        psql = [self.program / "psql", "-XAtq", "-h", self.sockets, "-U", NAME, "-d", "postgres"]
        return self._tool(*psql, "-c", statement)

    def _tool(self, *command):
        environment = dict(self.environment)
        if self.secret.exists():
            environment["PGPASSWORD"] = self.secret.read_text()
        result = subprocess.run(
            [str(word) for word in command],
            env=environment,
            cwd="/",
            capture_output=True,
            text=True,
            **(self.account.ids or {}),
        )
        if result.returncode:
            raise EmbeddedError(f"{command[0]} failed: {result.stderr or result.stdout}")
        return result.stdout


class Valkey(Server):
    """`program` is the server itself. Its password is new at each start, never an argument."""

    stop_signal = signal.SIGTERM

    def __init__(self, **places):
        super().__init__(**places)
        self.password = secrets.token_urlsafe(24)

    @property
    def path(self):
        return self.sockets / "valkey.sock"

    @property
    def url(self):
        return f"unix://:{self.password}@{quote(str(self.path))}?db=0"

    def start(self):
        keep = "appendonly yes" if self.durable else 'save ""\nappendonly no'
        lines = [
            "port 0",
            f'unixsocket "{self.path}"',
            "unixsocketperm 700",
            f'dir "{self.data}"',
            f"requirepass {self.password}",
            "maxmemory-policy noeviction",  # a queue must never forget a task
            keep,
        ]
        self._spawn(self.program, "-", config="\n".join(lines) + "\n")
        return self

    def answers(self):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.path))
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                heard = b""
                while b"+PONG" not in heard and (more := line.recv(200)):
                    heard += more
            except OSError:
                return False
        return b"+PONG" in heard
