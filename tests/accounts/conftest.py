import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture(autouse=True)
def _first_page(settings):
    """These tests ask whether she is led to the first page, not what stands there."""
    settings.LOGIN_REDIRECT_URL = "/"


@pytest.fixture
def statements():
    """`statements(deed)`: how many the deed takes."""

    def count(deed):
        with CaptureQueriesContext(connection) as seen:
            deed()
        return len(seen)

    return count
