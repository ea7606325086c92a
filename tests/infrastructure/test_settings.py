import ast
import json
import os
import re
import stat
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from config import env
from config.celery import app
from config.embedded import ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "DATABASE_URL": env.NO_DATABASE,
    "REDIS_URL": env.NO_REDIS,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "HASH_KEY": "another",
    "FIELD_KEYS": "dGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGU=",
    "ALLOWED_HOSTS": "sohoi.example.vn",
}


def start(**variables):
    """What `check` says with only these variables in the environment."""
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
    )


def test_production_starts_with_everything_named():
    assert start(**PRODUCTION).returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "HASH_KEY", "FIELD_KEYS", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(name):
    refused = start(**{key: value for key, value in PRODUCTION.items() if key != name})
    assert refused.returncode != 0
    assert f"{name}" in refused.stderr.splitlines()[-1]


def test_production_refuses_any_host():
    assert "ALLOWED_HOSTS" in start(**{**PRODUCTION, "ALLOWED_HOSTS": "*"}).stderr


def test_the_example_names_every_variable_with_its_default():
    named = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    read = dict(_variables_read())
    of_scripts = {"HOST", "PORT", "CHROMIUM", "TEST_DATABASE_URL", "TEST_REDIS_URL"}
    assert named.keys() - of_scripts == read.keys() | {"DJANGO_SETTINGS_MODULE"}
    numbers = {name: default for name, default in read.items() if type(default) is int}
    assert {name: int(named[name]) for name in numbers} == numbers


def _variables_read():
    """(name, default) of what the settings ask of the environment; one that is computed counts
    as none. TEST_TEMPLATE is told to the test run by itself."""
    for path in (ROOT / "config").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("env")),
                    args=[ast.Constant(str() as name)],
                    keywords=options,
                ) if name != "TEST_TEMPLATE":
                    yield name, getattr(options[0].value, "value", None) if options else None


def test_local_keys_are_made_once_and_for_the_owner_only(tmp_path, monkeypatch):
    for name in env.KEY_NAMES:
        monkeypatch.delenv(name, raising=False)
    keys = env.local_keys(tmp_path)
    assert env.local_keys(tmp_path) == keys
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
    assert Fernet(keys["FIELD_KEYS"][0])
    assert json.loads((tmp_path / "keys.json").read_text()) == keys


@pytest.mark.parametrize(
    ("named", "spelled"),
    [
        ("redis://:pw@host:6379/2", "redis://:pw@host:6379/2"),
        ("unix://:pw@/a%20b/v.sock?db=3", "redis+socket://:pw@/a%20b/v.sock?virtual_host=3"),
    ],
)
def test_broker_is_spelled_as_celery_wants_it(monkeypatch, named, spelled):
    monkeypatch.setenv("REDIS_URL", named)
    assert env.broker_url() == spelled


def test_socket_folder_of_the_database_is_its_host(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%40w@/name?host=%2FBig%20Folder%2Frun")
    config = env.database()
    assert (config["HOST"], config["NAME"], config["PASSWORD"]) == (
        "/Big Folder/run",
        "name",
        "p@w",
    )


def test_every_task_of_the_clock_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= app.tasks.keys()


def test_pages_may_run_nothing_inline():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not [word for words in directives.values() for word in words if "unsafe" in word]


def test_every_middleware_can_be_loaded():
    assert [name for name in settings.MIDDLEWARE if not import_string(name)] == []


@pytest.mark.django_db
def test_triggers_of_history_find_their_setting():
    """Without it each row that is written fails once inside, and long transactions grow slow."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
