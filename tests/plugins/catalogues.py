"""Compiles the message catalogues once, so that tests read the Vietnamese that users read."""

import io

import pytest
from django.core.management import call_command


@pytest.hookimpl(trylast=True)  # after pytest-django has set Django up
def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        call_command("catalogue", "--compile", verbosity=0, stdout=io.StringIO())
