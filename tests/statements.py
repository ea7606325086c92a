from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(look):
    """How many statements `look()` runs; savepoints are of the test, not of the page.

    It looks once before: the first page after a sign-in also renews the session.
    """
    look()
    with CaptureQueriesContext(connection) as captured:
        look()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
