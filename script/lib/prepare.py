"""Bring the database, the words and the static files up to date; fill an empty database once."""

import io
import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import OperationalError

SIGN_INS = "demo-sign-ins.txt"


def main():
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error}")
    call_command("catalogue", "--compile", verbosity=0, stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    if "seed_demo" in get_commands():
        _fill_when_empty()


def _fill_when_empty():
    """Demonstration data, but never beside an account that somebody made."""
    if not get_user_model().objects.exists():
        call_command("seed_demo")
    with open(settings.VAR_DIR / SIGN_INS, "w") as sign_ins:
        call_command("seed_demo", "--sign-ins", stdout=sign_ins)


main()
