import pytest


@pytest.fixture(autouse=True)
def _first_page(settings):
    """These tests ask whether she is led to the first page, not what stands there."""
    settings.LOGIN_REDIRECT_URL = "/"
