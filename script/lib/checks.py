"""`script/test`: every check, each told by name and time; the answer is 0 only when all passed."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.embedded import (
    ROOT,
    EmbeddedError,
    release_servers,
    use_servers,
    wait_until_stopped,
)
from script.lib.browser import NoBrowser
from script.lib.browser_install import driver_variables, get_browser

PYTHON = sys.executable
NO_BROWSER = "--no-browser"
# Its command is a script with the path of this folder inside, which a moved folder breaks.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
# What production demands and only names here; the check connects to nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "HASH_KEY": secrets.token_urlsafe(60),
    "FIELD_KEYS": "dGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGU=",
    "ALLOWED_HOSTS": "sohoi.example.vn",
}
TEST = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


def main():
    arguments = sys.argv[1:]
    without_browser = NO_BROWSER in arguments
    for_pytest = [word for word in arguments if word != NO_BROWSER]
    place = Path(tempfile.mkdtemp(prefix="so-hoi-test-"))
    place.chmod(0o755)  # PostgreSQL may run as another account; what is private lies deeper
    try:
        servers = _servers(place)
        steps = _steps(for_pytest, without_browser)
        failed = [name for name, *step in steps if not _passes(name, *step, servers)]
    except EmbeddedError as error:
        sys.exit(str(error))
    finally:
        release_servers()
        wait_until_stopped(place)
        shutil.rmtree(place, ignore_errors=True)
    if without_browser:
        print("The browser tests were left out (--no-browser).")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")
    print("Everything passed.")


def _servers(place):
    """Servers of this run's own, or those that TEST_DATABASE_URL and TEST_REDIS_URL name."""
    found = {name: os.environ.get(f"TEST_{name}", "") for name in ("DATABASE_URL", "REDIS_URL")}
    use_servers(environment=found, var=place, durable=False)
    return {**found, **{f"TEST_{name}": url for name, url in found.items()}}


def _steps(for_pytest, without_browser):
    """(name, command, further environment) of each check; with words for pytest, only pytest."""
    pytest = [PYTHON, "-m", "pytest"]
    if for_pytest:
        chosen = [*pytest, *(["-m", "not e2e"] if without_browser else []), *for_pytest]
        return [("tests", chosen, {})]
    manage = [PYTHON, "manage.py"]
    steps = [
        ("lint", [PYTHON, "-m", "ruff", "check"], {}),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet"], {}),
        ("import order", [PYTHON, "-c", LINT_IMPORTS, "--no-logo"], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], TEST),
        (
            "production settings",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            PRODUCTION,
        ),
        ("catalogues", [*manage, "catalogue", "--check"], TEST),
        ("tests", [*pytest, "-q", "-n", "2", "-m", "not e2e"], {}),
    ]
    if not without_browser:
        steps.append(("browser tests", [*pytest, "-q", "-m", "e2e"], _browser_variables()))
    return steps


def _browser_variables():
    """Gets a browser before anything runs; without one the tests say what is missing."""
    try:
        get_browser()
        return driver_variables()
    except NoBrowser:
        return {}


def _passes(name, command, further, servers):
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **servers, **further})
    outcome = "passed" if code == 0 else "FAILED"
    print(f"   {name}: {outcome} in {time.monotonic() - begun:.1f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    main()
