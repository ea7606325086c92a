"""The embedded servers: shared, private, minded, and gone with their last user."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded import ROOT, use_servers, wait_until_stopped
from config.embedded.places import SOCKET_PATH_LIMIT, Account, socket_directory

USER = """
import json, sys, pathlib
from config.embedded import EmbeddedError, use_servers
found = {}
try:
    use_servers(environment=found, var=pathlib.Path(sys.argv[1]))
except EmbeddedError as error:
    sys.exit(str(error))
print(json.dumps(found), flush=True)
sys.stdin.read()
"""


class User:
    """A process that uses the servers of `place` until told otherwise."""

    def __init__(self, place):
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(place)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def addresses(self):
        return json.loads(self.process.stdout.readline())

    def leave(self, how=None):
        if how:
            self.process.send_signal(how)
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def place():
    """A folder with a space in its name, which the servers' account may enter."""
    with tempfile.TemporaryDirectory(prefix="so-hoi-test-", ignore_cleanup_errors=True) as outer:
        Path(outer).chmod(0o755)
        place = Path(outer) / "a place"
        place.mkdir()
        yield place


@pytest.fixture
def user(place):
    begun = []

    def begin():
        begun.append(User(place))
        return begun[-1]

    yield begin
    for one in begun:
        if one.process.poll() is None:
            one.leave(signal.SIGKILL)
    wait_until_stopped(place)


def wait_for(condition, patience=20):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def ask(addresses, statement="select 1"):
    connection = psycopg2.connect(addresses["DATABASE_URL"])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def keeper_of(place):
    return json.loads((place / "servers.json").read_text())["keeper"]


def test_second_user_finds_the_servers_of_the_first_and_they_outlive_him(place, user):
    first, second = user(), user()
    addresses = first.addresses()
    assert second.addresses() == addresses
    first.leave()
    time.sleep(0.6)
    assert ask(addresses) == [(1,)]
    with redis.from_url(addresses["REDIS_URL"]) as client:
        assert client.ping() is True
    second.leave()
    wait_until_stopped(place)
    with pytest.raises(psycopg2.OperationalError):
        ask(addresses)


def test_killed_user_leaves_no_servers_behind(place, user):
    only = user()
    only.addresses()
    only.leave(signal.SIGKILL)
    wait_for(lambda: not (place / "servers.json").exists())


def test_killed_keeper_is_replaced_and_committed_rows_are_there(place, user):
    first = user()
    ask(first.addresses(), "create table kept as select 7 as seven")
    os.kill(keeper_of(place), signal.SIGKILL)
    second = user()
    assert ask(second.addresses(), "select seven from kept") == [(7,)]


def test_killed_database_is_started_again(place, user):
    addresses = user().addresses()
    ask(addresses, "create table kept as select 7 as seven")
    postmaster = int((place / "pg" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    def answers():
        try:
            return ask(addresses, "select seven from kept") == [(7,)]
        except psycopg2.OperationalError:
            return False

    wait_for(answers)


def test_sockets_data_and_passwords_are_private(place, user):
    user().addresses()
    modes = {
        name: stat.S_IMODE((place / name).stat().st_mode)
        for name in ("run", "pg", "valkey", "pg-password", "servers.json")
    }
    assert modes == {
        "run": 0o700,
        "pg": 0o700,
        "valkey": 0o700,
        "pg-password": 0o600,
        "servers.json": 0o600,
    }


def test_nobody_enters_without_the_password(user):
    addresses = user().addresses()
    without = addresses["REDIS_URL"].replace("unix://:", "unix://:not-")
    with redis.from_url(without) as client, pytest.raises(redis.AuthenticationError):
        client.ping()
    user_and_secret, rest = addresses["DATABASE_URL"].split("@")
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask({"DATABASE_URL": f"{user_and_secret}-not@{rest}"})


def test_long_path_gets_a_short_private_socket_folder(tmp_path):
    account = Account(os.geteuid(), os.getegid(), None)
    run = socket_directory(tmp_path / ("long" * 25), account)
    try:
        assert len(os.fsencode(run)) < SOCKET_PATH_LIMIT - 20
        assert stat.S_IMODE(run.stat().st_mode) == 0o700
    finally:
        run.rmdir()


def test_named_servers_are_left_alone(tmp_path):
    named = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://q/0"}
    use_servers(environment=named, var=tmp_path / "var")
    assert named == {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://q/0"}
    assert not (tmp_path / "var").exists()
