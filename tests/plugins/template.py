"""A migrated database to copy from: hundreds of migration steps take long, a copy takes a moment.

The first run migrates and keeps a dump under `var/`, named after what the migrations say; each
later run loads the dump. Migrations still run on top of the copy, and find nothing to do.
"""

import hashlib
import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

from config.embedded import ROOT
from config.embedded.places import binaries, service_account

TEMPLATE = "template_sohoi"
KEPT = ROOT / "var" / "test-templates"


def make_template(database_url):
    """Make the template on the server of `database_url`; returns its name."""
    tools = Tools(database_url)
    tools.run("psql", "-XqAt", "-c", f"create database {TEMPLATE}", database="postgres")
    dump = KEPT / f"{fingerprint()}.sql"
    if dump.exists():
        with dump.open("rb") as content:
            tools.run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", "-", stdin=content)
    else:
        migrate(database_url.replace("/sohoi?", f"/{TEMPLATE}?"))
        keep(dump, tools.run("pg_dump", "--no-owner"))
    return TEMPLATE


def fingerprint():
    """What decides how a migrated database looks: the migrations, and the versions locked."""
    sources = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("*/migrations/*.sql"))
    digest = hashlib.sha256()
    for path in [*sources, ROOT / "core" / "db.py", ROOT / "requirements.lock"]:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def migrate(database_url):
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": os.environ["TEST_REDIS_URL"],
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"The migrations failed:\n{done.stderr}")


def keep(dump, content):
    """The newest only: migrations that were edited do not come back."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sql"):
        old.unlink(missing_ok=True)
    part = dump.with_suffix(f".{os.getpid()}")
    part.write_bytes(content)
    part.rename(dump)


class Tools:
    """PostgreSQL's own programs, against one server."""

    def __init__(self, database_url):
        parts = urlsplit(database_url)
        self.place = binaries(service_account())[0]
        self.environment = {
            "PATH": os.defpath,
            "PGHOST": parse_qs(parts.query)["host"][0],
            "PGUSER": parts.username,
            "PGPASSWORD": parts.password,
        }

    def run(self, name, *arguments, database=TEMPLATE, stdin=None):
        return subprocess.run(
            [self.place / name, "-d", database, *arguments],
            env=self.environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
