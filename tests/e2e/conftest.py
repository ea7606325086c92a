"""A real browser, as a phone and as a desktop, in Vietnamese; and axe to look over the page."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from script.lib.browser import ARGUMENTS, NoBrowser, find_browser

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    """Whatever lies in this folder drives a browser, over a database that it really commits to."""
    for item in items:
        if "/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    try:
        browser = find_browser()
    except NoBrowser as error:
        pytest.fail(str(error), pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": browser.program,
        "args": ARGUMENTS,
        "env": {**os.environ, **browser.variables},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": DESKTOP,
    }


@pytest.fixture
def desktop(page):
    """A page of 1280 × 800."""
    return page


@pytest.fixture
def phone(browser, browser_context_args):
    """A page of 360 × 740 that is touched."""
    shape = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**{**browser_context_args, **shape})
    yield context.new_page()
    context.close()


@pytest.fixture
def axe():
    """`axe(page)`: fails with axe's own words when it finds anything."""

    def look(page):
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.violations_count == 0, found.generate_report()

    return look


@pytest.fixture
def sign_in(live_server, settings):
    """`sign_in(page, user)`: her session in the browser, without the sign-in page."""

    def enter(page, user):
        from django.test import Client  # Django's test client is not ready when this file is read

        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )

    return enter
