"""What every measurement shares: a book of its own, a stopwatch, a table.

A book is a database on an embedded server under `var/bench/<name>`, filled once with invented
members and kept for the next run. Nothing here touches the database of a running site.
"""

import io
import os
import resource
import statistics
import sys
import time
from dataclasses import dataclass

from config.embedded import ROOT, use_servers

PLACE = ROOT / "var" / "bench"


def open_book(name, *, members):
    """Start the servers of the book `name` and fill it when it is empty; Django is ready after.

    `members=None` leaves it empty.
    """
    var = PLACE / name
    var.mkdir(parents=True, exist_ok=True)
    for variable in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(variable, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    use_servers(environment=os.environ, var=var, durable=False)
    import django

    django.setup()
    _allow_test_client()
    _fill(members)


def _allow_test_client():
    """Answer the test client as a browser: a test environment would tell every template that was
    drawn, which costs more than many a page."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.LOGGING_CONFIG = None


def _fill(members):
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    call_command("catalogue", "--compile", verbosity=0, stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    from demo.seed import is_seeded, seed

    if members and not is_seeded():
        say(f"Filling a book with {members:,} invented members …")
        begun = time.perf_counter()
        seed(members=members)
        say(f"  {time.perf_counter() - begun:.1f} s")
    if members:
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")  # an older book may have got columns since


@dataclass
class Times:
    """Seconds of repeated runs of one thing."""

    seconds: list

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def p95(self):
        return sorted(self.seconds)[max(0, round(len(self.seconds) * 0.95) - 1)]


def timed(run, *, times=30, warm=3):
    """`Times` of `run()`, after `warm` runs that are not counted."""
    for _ in range(warm):
        run()
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return Times(seconds)


def statements(run):
    """How many statements `run()` sends to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        run()
    return len(caught)


def peak_memory():
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(heads, rows):
    """Print rows in columns, as Markdown so that docs can take them over."""
    lines = [heads, ["---"] * len(heads), *rows]
    widths = [max(len(str(line[i])) for line in lines) for i in range(len(heads))]
    for line in lines:
        cells = (str(cell).ljust(width) for cell, width in zip(line, widths, strict=True))
        say(f"| {' | '.join(cells)} |")


def ms(seconds):
    return f"{seconds * 1000:.1f} ms"


def ratio(slow, fast):
    """How many times as long `slow` takes as `fast`."""
    return f"{slow / fast:.1f} ×" if fast else "–"


def say(sentence):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
