"""Pages of the member book: statements, server time, bytes over the wire.

    python -m bench.pages [--members 40000]

The baseline of each page is the same page in a book of 1,200 members in the same run: a ratio near
1 says that the page does not grow with the book.
"""

import argparse
import gzip
import subprocess
import sys

from bench.base import ms, open_book, ratio, say, statements, table, timed

BASELINE = 1_200
PATHS = {
    "home of the district": "/",
    "list": "/members/",
    "list, page 20": "/members/?page=20",
    "search, one word": "/members/?q=hoa",
    "search, a whole name": "/members/?q=nguyen+thi+hoa",
    "search, name and year": "/members/?q=hoa+1974",
    "search, end of a phone": "/members/?q=4321",
    "record": None,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=40_000)
    parser.add_argument("--alone", action="store_true", help="print raw figures, no baseline")
    options = parser.parse_args()
    if options.alone:
        _measure(options.members)
        return
    rows, small = _of_book(options.members), _of_book(BASELINE)
    say(f"Pages of a district user; {options.members:,} members, baseline {BASELINE:,}.")
    heads = ["page", "statements", "median", "p95", "gzip", "median of baseline", "ratio"]
    table(heads, [_line(row, base) for row, base in zip(rows, small, strict=True)])


def _line(row, base):
    name, count, median, p95, size = row
    return [
        *(name, count, ms(float(median)), ms(float(p95)), f"{int(size) / 1000:.1f} kB"),
        *(ms(float(base[2])), ratio(float(median), float(base[2]))),
    ]


def _of_book(members):
    """Measure in a process of its own: each book has its own database."""
    command = [sys.executable, "-m", "bench.pages", "--alone", "--members", str(members)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [line.split("\t") for line in told.splitlines() if "\t" in line]


def _count_ahead():
    """As a worker does every few minutes, see `docs/adr/0013-front-pages-are-counted-ahead.md`."""
    from chapters.models import Unit
    from core.jobs import JobState
    from reports import services
    from reports.models import Glance
    from reports.numbers import STORED_FOR

    for unit in Unit.objects.open().at(*STORED_FOR):
        row, _ = Glance.objects.update_or_create(unit=unit, defaults={"state": JobState.WAITING})
        services.run_glance(row.pk)


def _measure(members):
    open_book(f"members-{members}", members=members)
    from django.test import Client

    from accounts.models import User
    from members.models import Member

    _count_ahead()
    client = Client(headers={"accept-language": "vi"})
    client.force_login(User.objects.get(username="canbo"))
    woman = Member.objects.in_name_order()[members // 2]
    for name, path in PATHS.items():
        path = path or f"/members/{woman.pk}/"

        def get(path=path):
            response = client.get(path)
            if response.status_code != 200:
                sys.exit(f"{path}: {response.status_code}")
            return response.content

        size = len(gzip.compress(get(), 6))
        times = timed(get)
        say("\t".join(map(str, (name, statements(get), times.median, times.p95, size))))


if __name__ == "__main__":
    main()
