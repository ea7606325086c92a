"""`script/test`: every check, each told by name and time; the answer is 0 only when all passed."""

import os
import secrets
import subprocess
import sys
import time

from config.embedded import ROOT
from config.env import NO_DATABASE, NO_REDIS
from script.lib.browser import NoBrowser
from script.lib.browser_install import driver_variables, get_browser

PYTHON = sys.executable
NO_BROWSER = "--no-browser"
# Its command is a script with the path of this folder inside, which a moved folder breaks.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
# Tests start their own servers; the other checks read the code and connect to nothing.
NO_SERVERS = {"DATABASE_URL": NO_DATABASE, "REDIS_URL": NO_REDIS}
PRODUCTION = {
    **NO_SERVERS,
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "HASH_KEY": secrets.token_urlsafe(60),
    "FIELD_KEYS": "dGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGU=",
    "ALLOWED_HOSTS": "sohoi.example.vn",
}
TEST = {"DJANGO_SETTINGS_MODULE": "config.settings.test", **NO_SERVERS}


def main():
    arguments = sys.argv[1:]
    without_browser = NO_BROWSER in arguments
    for_pytest = [word for word in arguments if word != NO_BROWSER]
    steps = _steps(for_pytest, without_browser)
    failed = [name for name, *step in steps if not _passes(name, *step)]
    if without_browser:
        print("The browser tests were left out (--no-browser).")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")
    print("Everything passed.")


def _steps(for_pytest, without_browser):
    """(name, command, further environment) of each check; with words for pytest, only pytest."""
    pytest = [PYTHON, "-m", "pytest"]
    if for_pytest:
        chosen = [*pytest, *(["-m", "not e2e"] if without_browser else []), *for_pytest]
        return [("tests", chosen, {})]
    manage = [PYTHON, "manage.py"]
    quiet = [PYTHON, "-W", "ignore::RuntimeWarning", "manage.py"]  # that there is no database
    steps = [
        ("lint", [PYTHON, "-m", "ruff", "check"], {}),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet"], {}),
        ("import order", [PYTHON, "-c", LINT_IMPORTS, "--no-logo"], {}),
        ("migrations", [*quiet, "makemigrations", "--check", "--dry-run"], TEST),
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


def _passes(name, command, further):
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **further})
    outcome = "passed" if code == 0 else "FAILED"
    print(f"   {name}: {outcome} in {time.monotonic() - begun:.1f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    main()
