"""Reading needs no database: none of these tests asks for one, and pytest would refuse it."""

import datetime

import pytest

from imports.lists import from_files


@pytest.fixture(scope="session")
def lists():
    return from_files()


@pytest.fixture(scope="session")
def today():
    """The day on which the samples were kept."""
    return datetime.date(2023, 11, 1)
